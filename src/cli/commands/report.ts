import {
  AuditError,
  batchReporters,
  editionsOf,
  type Format,
  loadRules,
  type Place,
  placeAt,
  reporters,
  savedReports,
  shownPath,
  tagOf,
  toReport,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { define } from '../command.ts'
import { flags, lacks, type OptionsOf, typedOf } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import { reportsIn } from '../input/saved-reports.ts'
import { sayWaiting } from '../input/standard-input.ts'
import { appFlag, onlyApp } from '../options/app.ts'
import { harmless } from '../output/overwriting.ts'
import { textFlags } from '../output/report.ts'
import { styleFor } from '../output/style.ts'
import { formatFlags, type Target, targetsOf } from '../output/targets.ts'
import type { Telling } from '../output/teller.ts'
import { writeTargets } from '../output/write-targets.ts'

const reportFlags = flags({
  ...formatFlags,
  ...appFlag,
  ...textFlags,
  '--use-exit': { help: 'help.useExit' },
  '--allow-partial': { help: 'help.allowCut' },
})

/** Turns saved reports into other formats, or merges them into one. */
export const command = define({
  order: 6,
  help: 'help.saved',
  args: { '<file...>': 'help.savedFile' },
  flags: reportFlags,
  examples: ['daicha report report.json -f text', 'daicha report merge shard-*.ndjson -f ndjson=all.ndjson'],
  async run(typed, options, { io, words }) {
    const telling = { rules: loadRules(), words, io }
    const [first, ...rest] = typed
    const isMerge = first === 'merge'
    const [ofOne] = typedOf({ ...appFlag, ...textFlags }, options.given)
    if (isMerge && ofOne !== undefined) throw new AuditError('E115', { x: ofOne, y: 'merge' })
    const inputs = isMerge ? rest : typed
    const files = inputs.map((typed) => placeAt(typed, io.cwd))
    if (files.length === 0)
      throw lacks('daicha report merge', words.say('help.savedFile'), {
        example: 'daicha report merge shard-*.ndjson -f ndjson=all.ndjson',
      })
    if (inputs.includes('-')) sayWaiting(options, io)
    if (!isMerge)
      return convert(files, harmless(targetsOf(options, reporters, io.cwd), inputs, io.cwd), options, telling)
    const targets = harmless(targetsOf(options, { ...batchReporters, html: true }, io.cwd), inputs, io.cwd)
    const { mergeReports } = await import('../batch/merge.ts')
    const code = await mergeReports(
      files.map((file) => ({
        shown: file.shown === '-' ? '-' : shownPath(file.path, io.cwd),
        items: savedReports(file, io.stdin, tagOf(words.lang), options),
      })),
      targets,
      telling,
    )
    return options.useExit ? code : Exit.clean
  },
})

/** One report in any format; several only as text, which can stand below each other. */
async function convert(
  files: Place[],
  targets: Target<Format>[],
  options: OptionsOf<typeof reportFlags> & GlobalOptions,
  telling: Telling,
): Promise<number> {
  const { rules, words, io } = telling
  const codes: number[] = []
  /** Nothing is shown before it is known that nothing is missing, and no second phone in a format that holds one. */
  const texts = new Map(targets.map((target) => [target, '']))
  const single = targets.find(({ format }) => format !== 'text')
  let phones = 0
  for (const file of files) {
    for await (const whole of reportsIn(file, options, telling)) {
      if (whole === 'cut') {
        codes.push(Exit.partial)
        continue
      }
      phones += 1
      if (phones > 1 && single) continue
      const saved = onlyApp(whole, options.app, rules, files.length > 1 ? file.shown : null)
      const report = toReport(saved, rules, words)
      codes.push(report.exit.code)
      for (const [target, before] of texts) {
        const style = {
          ...styleFor(target.file, options, words, io),
          ...(target.format === 'html' && { editions: editionsOf(report, saved, rules, words) }),
        }
        texts.set(target, before + (await reporters[target.format](report, style)))
      }
    }
  }
  if (phones > 1 && single)
    throw new AuditError('E110', { n: String(phones), format: single.format, guess: 'text', merge: 'merge' })
  if (phones > 0) await writeTargets(targets, (target) => texts.get(target) ?? '', io)
  if (codes.length === 0) return Exit.nothingAudited
  return options.useExit ? (GRAVEST_FIRST.find((code) => codes.includes(code)) ?? Math.max(...codes)) : Exit.clean
}

/** Which of several exit codes stands for all. */
const GRAVEST_FIRST = [Exit.usage, Exit.bug, Exit.failing, Exit.nothingAudited, Exit.phone, Exit.partial]
