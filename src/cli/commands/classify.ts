import { resolve } from 'node:path'
import {
  AuditError,
  basisOf,
  basisTeller,
  classifier,
  isPackageName,
  jsonLine,
  type Lender,
  type ListedApp,
  lendersNamed,
  namesOf,
  nearest,
  normalise,
  paragraph,
  type Row,
  type Rules,
  type Speaker,
  sayMessage,
  statsOf,
  tables,
  visible,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { define } from '../command.ts'
import { lacks } from '../flags.ts'
import { sayWaiting } from '../input/standard-input.ts'
import { rulesFlag, rulesWith } from '../options/rule-set.ts'
import { sayError } from '../output/problem.ts'
import { columnsOf } from '../output/screen.ts'
import type { To } from '../output/teller.ts'

/** Says of each app whether it lends and why: of packages that are named, and of the rows of a table. */
export const command = define({
  order: 7,
  help: 'help.classify',
  args: { '[package...]': 'help.package' },
  flags: {
    '--from <file>': { help: 'help.from' },
    '--no-catalog': { help: 'help.noCatalog' },
    '-f, --format <format>': { help: 'help.listFormat', oneOf: ['text', 'ndjson'], default: 'text' },
    ...rulesFlag,
  },
  examples: ['daicha classify com.example.kuaijie', 'daicha classify --from apps.csv -f ndjson > classes.ndjson'],
  async run(packages, options, session) {
    const { io, words } = session
    if (packages.length === 0 && options.from === undefined)
      throw lacks('daicha classify', words.say('help.package'), { example: 'daicha classify com.example.app' })
    if (options.from === '-') sayWaiting(options, io)
    const file = packages.find((asked) => statsOf(resolve(io.cwd, asked))?.isFile())
    if (file !== undefined) throw new AuditError('E133', { file })
    const rules = await rulesWith(options.rules, session)
    const apps = packages.flatMap((asked) => appsCalled(asked, rules))
    const classify = classifier(rules, { catalog: options.catalog })
    const tellBasis = basisTeller(rules, words)
    const judge = (app: ListedApp, line?: number): Classified => {
      const lender = classify(knownOf(app))
      return { app, line, lender, basis: reasonsOf(lender, tellBasis) }
    }
    const print = options.format === 'ndjson' ? recordOf : printer(session)
    io.stdout.write(apps.map((app) => print(judge(app))).join(''))
    return options.from === undefined ? 0 : readTable(options.from)

    /** The exit code: of a table that could not be read at all, of one that could in part, or of a good one. */
    async function readTable(path: string): Promise<number> {
      const { rowsOf } = await tables()
      const count = { good: 0, bad: 0 }
      const told = (row: Row): string => {
        count['app' in row ? 'good' : 'bad']++
        if ('app' in row) return print(judge(row.app, row.line))
        if (options.format === 'ndjson') return errorRecord(path, row, words)
        io.stderr.write(`${visible(`${path}:${row.line}  ${sayMessage(row, words.say)}`)}\n`)
        return ''
      }
      // A write for each of a hundred thousand takes longer than all else.
      for await (const rows of rowsOf(path, io)) io.stdout.write(rows.map(told).join(''))
      if (count.bad === 0) return 0
      const params = { file: path, n: String(count.bad), all: String(count.bad + count.good) }
      sayError({ code: BAD_ROW, params }, session)
      return count.good === 0 ? Exit.nothingAudited : Exit.partial
    }
  },
})

/** The package that was named, or the catalogued apps of that name and their labels, or a name without a package. */
function appsCalled(asked: string, { lenders, signals: { brands } }: Pick<Rules, 'lenders' | 'signals'>): ListedApp[] {
  const isPackage = isPackageName(asked)
  if (isPackage && asked.includes('.')) return [{ package: asked }]
  const called = lendersNamed(asked, lenders)
  if (called.length > 0)
    return called.flatMap(({ packages, label }) =>
      packages.map((name) => ({ package: name, ...(label !== undefined && { label }) })),
    )
  if (brands.some(({ names }) => names.some(({ name }) => normalise(name) === normalise(asked))))
    return [{ package: '', label: asked }]
  if (isPackage) return [{ package: asked }]
  throw new AuditError('E111', { x: asked, guess: nearest(asked, lenders.flatMap(namesOf), 3).join(', ') || undefined })
}

const BAD_ROW = 'E322'

interface Classified {
  app: ListedApp
  line: number | undefined
  lender: Lender
  basis: ReturnType<typeof reasonsOf>
}

const knownOf = ({ package: packageName, label, permissions, ...rest }: ListedApp) => ({
  packageName,
  ...rest,
  ...(label !== undefined && { labels: { default: label } }),
  ...(permissions && { requestedPermissions: permissions.map((name) => ({ name: fullName(name) })) }),
})

/** A permission is written in full, or without what Android's own begin with. */
const fullName = (permission: string) => (permission.includes('.') ? permission : `android.permission.${permission}`)

/** The entry of the catalogue, the rung, or a sign. */
const reasonsOf = (lender: Lender, tellBasis: ReturnType<typeof basisTeller>) =>
  basisOf(lender).map((one) => {
    const { id, kind, match, at } = one
    return { id, kind: kind ?? 'catalogue', match, at, reason: tellBasis(one, lender.class) }
  })

const recordOf = ({ app, line, lender, basis }: Classified) =>
  jsonLine({
    type: 'app',
    ...(line !== undefined && { line }),
    package: app.package,
    label: app.label ?? null,
    class: lender.class,
    rung: lender.rung?.id ?? null,
    kind: lender.rule?.kind ?? null,
    basis,
  })

const errorRecord = (path: string, row: Exclude<Row, { app: ListedApp }>, { say }: Speaker) =>
  jsonLine({ type: 'error', code: BAD_ROW, path, line: row.line, message: sayMessage(row, say) })

function printer({ io, words: { say } }: To) {
  const width = columnsOf(io)
  const parts = ['label', 'permissions', 'components', 'providers', 'queries'] as const
  const named = (list: readonly ('package' | (typeof parts)[number])[]) =>
    list.map((part) => say(`classify.part.${part}`)).join(say('join.comma'))
  const put = (text: string, indent: number) => paragraph(text, width, indent)

  return ({ app, lender, basis, line }: Classified): string => {
    const answer =
      lender.class === 'none'
        ? say('classify.none')
        : lender.rule === undefined
          ? say(lender.class === 'likely' ? 'classify.likely' : 'classify.possible')
          : say('classify.listed', { class: say(`class.${lender.class}`) })
    const seen = parts.filter((part) => app[part] !== undefined)
    const unseen = parts.filter((part) => app[part] === undefined)
    const text = [
      put([app.package, app.label].filter(Boolean).join('  '), 0),
      put(answer, 2),
      ...basis.flatMap(({ reason, id, at }) => [put(reason, 4), put([id, at].filter(Boolean).join('  '), 8)]),
    ]
    if (lender.class !== 'none' || line !== undefined) return text.join('')
    const looked = say('classify.looked', { list: named(['package', ...seen]) })
    const missed = unseen.length === 0 ? [] : [put(say('classify.notSeen', { list: named(unseen) }), 4)]
    return [...text, put(looked, 4), ...missed, put(say('classify.proves'), 4)].join('')
  }
}
