import { AuditError } from '../errors.ts'
import type { Audit } from '../model/audit.ts'
import { bounded } from '../model/bounded.ts'
import type { Report } from '../model/report.ts'
import { SCHEMA_VERSION } from '../model/schema-version.ts'
import { embeddedReports } from '../report/html/embedded.ts'
import { HEAD_BYTES, isOurs } from '../report/ours.ts'
import type { PickedFile } from './dropped.ts'

/**
 * What `tell` makes of the reports that a file holds, if it is one that was saved before, as JSON or as a page. It is not held
 * to the schema: what cannot be told is refused, and what is told is shown as text.
 *
 * @throws AuditError E331 where it cannot be read as what it says it is
 */
export async function savedReports<Told>(
  files: PickedFile[],
  tell: (report: Audit) => Told,
): Promise<Told[] | undefined> {
  const [file, ...others] = files
  if (file === undefined || others.length > 0) return undefined
  const head = await file.blob.slice(0, HEAD_BYTES).text()
  const format = (['json', 'html'] as const).find((one) => head !== '' && isOurs(one, head, []))
  if (format === undefined) return undefined
  const texts = format === 'json' ? [await file.blob.text()] : firstOfEach(embeddedReports(await file.blob.text()))
  const refuse = (detail: string) => new AuditError('E331', { file: file.path, path: file.path, detail })
  if (texts.length === 0) throw refuse('html')
  return texts.map((text) => {
    const report = parsed(text)
    if (report === undefined) throw refuse('JSON')
    if (report.schemaVersion !== SCHEMA_VERSION) throw refuse('schemaVersion')
    try {
      return tell(bounded(report))
    } catch {
      throw refuse('type')
    }
  })
}

/** A page holds every report in each language: one is enough. */
function firstOfEach(found: ReturnType<typeof embeddedReports>): string[] {
  const [first] = found
  return found.filter(({ lang }) => lang === first?.lang).map(({ json }) => json)
}

function parsed(text: string): Report | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
