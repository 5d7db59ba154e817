import { type Report, visible } from '../../internal.ts'
import type { To } from './teller.ts'

/** What was read and what was passed over, for those who want to know. */
export function verbose({ sources }: Report, skipped: [string, number][], { words: { say }, io: { stderr } }: To) {
  for (const source of sources) {
    stderr.write(
      `${say('verbose.file', { path: visible(source.path), kinds: source.kinds.join(' + ') || '-', lines: source.lines, encoding: source.encoding, lineEnding: source.lineEnding })}\n`,
    )
  }
  if (skipped.length > 0)
    stderr.write(`${say('line.skipped')}\n${skipped.map(([what, n]) => `  ${n}  ${visible(what)}\n`).join('')}`)
  stderr.write(`${say('verbose.time', { ms: Math.round(process.uptime() * 1000) })}\n`)
}
