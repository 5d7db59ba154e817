import { resolve } from 'node:path'
import {
  AuditError,
  batchReporters,
  explainProblem,
  type Format,
  type Heading,
  loadGuidance,
  loadRules,
  type Problem,
  type Report,
  reporters,
  reportFrom,
  type Speaker,
  savedReports,
  shownPath,
  speaker,
  tagOf,
  tellProblem,
  toReport,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { define } from '../command.ts'
import { flags, type OptionsOf } from '../flags.ts'
import type { Io } from '../io.ts'
import { appFlag, onlyApp } from '../options/app.ts'
import type { GlobalOptions } from '../options/global.ts'
import { languageOf } from '../options/language.ts'
import { columnsOf, usesColor } from '../output/color.ts'
import { otherEditions } from '../output/edition.ts'
import { refuseOverwriting, refuseSamePlace, type Written } from '../output/overwriting.ts'
import { problemText } from '../output/problem.ts'
import { textFlags } from '../output/report.ts'
import { openSinks } from '../output/sinks.ts'
import { formatFlags, type Target, targetsOf } from '../output/targets.ts'

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
  async run(words, options, { io }) {
    const speaking = speaker(loadGuidance(), languageOf(options.lang, io))
    const [first, ...rest] = words
    const isMerge = first === 'merge'
    if (isMerge && options.app !== undefined) throw new AuditError('E115', { x: '--app', y: 'merge' })
    const files = (isMerge ? rest : words).map((path) => ({
      path: resolve(io.cwd, path),
      shown: path === '-' ? '-' : shownPath(resolve(io.cwd, path), io.cwd),
    }))
    if (files.length === 0) throw new AuditError('E102', {})
    const harmless = <T extends Written>(targets: T[]) => {
      refuseSamePlace(targets, io.cwd)
      refuseOverwriting(targets, isMerge ? rest : words, io.cwd)
      return targets
    }
    if (!isMerge) return convert(files, harmless(targetsOf(options, reporters, io.cwd)), options, speaking, io)
    const targets = harmless(targetsOf(options, { ...batchReporters, html: true }, io.cwd))
    const { mergeReports } = await import('../batch/merge.ts')
    const code = await mergeReports(
      files.map(({ path, shown }) => ({ shown, items: savedReports(path, shown, io.stdin, options) })),
      targets,
      loadRules(),
      speaking,
      io,
    )
    return options.useExit ? code : Exit.clean
  },
})

interface SavedFile {
  path: string
  shown: string
}

/** One report in any format; several only as text, which can stand below each other. */
async function convert(
  files: SavedFile[],
  targets: Target<Format>[],
  options: OptionsOf<typeof reportFlags> & GlobalOptions,
  words: Speaker,
  io: Io,
): Promise<number> {
  const sinks = openSinks(targets, io)
  const rules = loadRules()
  const codes: number[] = []
  /** Nothing is shown before it is known that nothing is missing, nor that a format that holds one phone has a second. */
  const held: [at: number, text: string][] = []
  try {
    for (const file of files) {
      for await (const whole of reportsIn(file, options, words, io)) {
        if (whole === 'cut') {
          codes.push(Exit.partial)
          continue
        }
        const saved = onlyApp(whole, options.app, rules)
        const report = toReport(saved, rules, words)
        codes.push(report.exit.code)
        const single = targets.find(({ format }) => format !== 'text')
        if (codes.length > 1 && single)
          throw new AuditError('E110', {
            n: String(Math.max(2, files.length)),
            format: single.format,
            guess: 'text',
            merge: `daicha report merge ${files.map(({ shown }) => shown).join(' ')}`,
          })
        for (const [at, { format, file: to }] of targets.entries()) {
          const color = to === undefined && usesColor(options.color, io)
          const style = {
            color,
            columns: columnsOf(io),
            words: words.say,
            toFile: to !== undefined,
            full: options.full ?? false,
            showIgnored: options.showIgnored ?? false,
            ...(format === 'html' && { others: otherEditions(saved, rules, words) }),
          }
          const text = await reporters[format](report, style)
          held.push([at, text])
        }
      }
    }
    for (const [at, text] of held) sinks.write(at, text)
    sinks.commit()
  } finally {
    sinks.close()
  }
  if (codes.length === 0) return Exit.nothingAudited
  return options.useExit ? (GRAVEST_FIRST.find((code) => codes.includes(code)) ?? Exit.clean) : Exit.clean
}

/** Which of several exit codes stands for all. */
const GRAVEST_FIRST = [Exit.usage, Exit.bug, Exit.failing, Exit.nothingAudited, Exit.phone, Exit.partial]

/**
 * The reports of a file, and where it breaks off, if that is allowed; of an HTML page that holds more than one language,
 * the one that is wanted. What could not be audited is said on standard error.
 */
async function* reportsIn(
  { path, shown }: SavedFile,
  { allowPartial = false }: Pick<OptionsOf<typeof reportFlags>, 'allowPartial'>,
  words: Speaker,
  io: Io,
): AsyncGenerator<Report | 'cut'> {
  const say = async (problem: Problem) => io.stderr.write(await problemText(problem, words))
  let start: Heading | undefined
  let isEmpty = true
  const documents: Report[] = []
  for await (const item of savedReports(path, shown, io.stdin, { allowPartial })) {
    if (item.type !== 'start' && item.type !== 'end') isEmpty = false
    if (item.type === 'report') documents.push(item)
    else if (item.type === 'start') start = item
    else if (item.type === 'error') await say(tellProblem(item.problem, words))
    else if (item.type === 'cut') {
      await say(explainProblem('E332', words, { params: { file: shown } }))
      yield 'cut'
    } else if (item.type === 'input') {
      const heading = item.heading ?? start
      if (heading === undefined) throw new AuditError('E331', { file: shown, detail: 'start' })
      yield reportFrom(item, heading)
    }
  }
  if (isEmpty) throw new AuditError('E331', { file: shown, detail: '0' })
  const lang = tagOf(words.lang)
  const inLanguage = documents.filter(({ run }) => run.lang === lang)
  const chosen = inLanguage.length > 0 ? inLanguage : documents.filter(({ run }) => run.lang === documents[0]?.run.lang)
  yield* chosen
}
