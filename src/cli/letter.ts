import { resolve } from 'node:path'
import {
  AuditError,
  auditPhone,
  beginningOf,
  fromFiles,
  isFolder,
  type LetterKind,
  nearest,
  type Report,
  type ReportedApp,
  type RuleSet,
  type Speaker,
  toReport,
} from '../internal.ts'
import { isLender } from '../model/lender.ts'
import type { Io } from './io.ts'
import { wholePhone } from './options/whole-phone.ts'
import { reportsIn } from './output/saved.ts'

/**
 * What an input says: a saved report, or an audit of whatever `audit` reads.
 *
 * @throws AuditError as `savedReports` and `auditPhone` do
 */
export async function reportOf(
  input: string,
  rules: Omit<RuleSet, 'guidance'>,
  words: Speaker,
  { io, version }: { io: Io; version: string },
): Promise<Report> {
  const path = resolve(io.cwd, input)
  if (input === '-' || isFolder(path) || !/^\s*[{<]/.test(beginningOf(path, HEAD) ?? '')) {
    const all = { ...rules, guidance: words.guidance }
    return toReport(await auditPhone(fromFiles([input], io), all, wholePhone(version, io)), rules, words)
  }
  const found: Report[] = []
  for await (const report of reportsIn({ path, shown: input }, {}, words, io)) if (report !== 'cut') found.push(report)
  const [report, ...others] = found
  if (others.length > 0) throw new AuditError('E132', { file: input, n: String(found.length) })
  if (report === undefined) throw new AuditError('E331', { file: input, path: input, detail: '0' })
  return toReport(report, rules, words)
}

const HEAD = 64

/** The apps that such a letter is about, of several the one that is chosen; undefined when none is. @throws AuditError E348 */
export async function appsFor(
  kind: LetterKind,
  { apps }: Report,
  wanted: string | undefined,
  choose: (apps: ReportedApp[]) => Promise<ReportedApp | undefined>,
): Promise<ReportedApp[] | undefined> {
  if (wanted !== undefined) {
    const [app] = inOrder(apps.filter((one) => one.package === wanted))
    if (app) return [app]
    const known = [...new Set(apps.filter(({ lender }) => isLender(lender.class)).map((one) => one.package))]
    const [guess] = nearest(wanted, known)
    throw new AuditError('E348', {
      package: wanted,
      ...(guess !== undefined && { guess }),
      ...(known.length > 0 && { list: known.join(', ') }),
    })
  }
  if (kind === 'family') return []
  const lenders = inOrder(apps.filter((one) => isLender(one.lender.class) && one.contacts.reason !== 'NOT_INSTALLED'))
  const each = lenders.filter((one, at) => lenders.findIndex((other) => other.package === one.package) === at)
  const open = each.filter(({ contacts }) => contacts.verdict === 'granted')
  const meant = open.length > 0 ? open : each
  if (kind === 'police' || meant.length < 2) return meant
  const chosen = await choose(meant)
  return chosen && [chosen]
}

/** Those first that can read contacts; the same app of several users by the one in which it can. */
const inOrder = (apps: ReportedApp[]) =>
  [...apps].sort((a, b) => Number(b.contacts.verdict === 'granted') - Number(a.contacts.verdict === 'granted'))
