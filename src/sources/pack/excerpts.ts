import { AuditError } from '../../errors.ts'
import type { Dump } from '../../model/dump.ts'
import type { Evidence } from '../../model/evidence.ts'
import { sealing } from '../sealer.ts'
import type { Piece } from './seal.ts'

/** A line that findings rest on. */
export interface Cited {
  package: string
  /** Fingerprints. */
  findings: string[]
  evidence: Evidence
}

/**
 * The bytes of each line, out of dumps that are read a second time.
 *
 * @param sources the hashes of the files that were audited: a file that is another now proves nothing
 * @throws AuditError E510
 */
export async function excerptsOf(
  cited: Cited[],
  dumps: AsyncIterable<Dump>,
  sources: { path: string; sha256: string }[],
  at: string,
): Promise<Piece[]> {
  const pieces = new Map<Cited, Piece>()
  const number = new Map(cited.map((one, index) => [one, String(index + 1).padStart(3, '0')]))
  for await (const dump of dumps) {
    const here = cited.filter(({ evidence }) => evidence.path === dump.path)
    const parts = new Map(here.map((one): [Cited, Buffer[]] => [one, []]))
    const { pass, seal } = (await sealing())()
    let offset = 0
    for await (const chunk of dump.chunks()) {
      if (here.length > 0) pass(chunk)
      for (const [{ evidence }, found] of parts) {
        const from = Math.max(0, evidence.byteOffset - offset)
        const to = evidence.byteOffset + evidence.byteLength - offset
        if (from < chunk.length && to > 0) found.push(Buffer.from(chunk.subarray(from, to)))
      }
      offset += chunk.length
    }
    if (here.length === 0) continue
    const { bytes, sha256 } = dump.seal()
    if (sources.find(({ path }) => path === dump.path)?.sha256 !== sha256)
      throw new AuditError('E510', { file: dump.path })
    for (const [one, found] of parts) {
      const excerpt = Buffer.concat(found)
      const { path, line, byteOffset, byteLength } = one.evidence
      if (excerpt.length !== byteLength) throw new AuditError('E510', { file: path })
      pieces.set(one, {
        path: `excerpts/${number.get(one)}-${one.package}.txt`,
        role: 'excerpt',
        addedAt: at,
        excerpt: {
          package: one.package,
          findings: one.findings,
          path,
          line,
          offset: byteOffset,
          length: byteLength,
          text: seal(),
          file: { bytes, sha256 },
        },
        open: () => [excerpt],
      })
    }
  }
  const missing = cited.find((one) => !pieces.has(one))
  if (missing) throw new AuditError('E510', { file: missing.evidence.path })
  return cited.flatMap((one) => pieces.get(one) ?? [])
}
