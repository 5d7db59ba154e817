/**
 * Measures the ladder on the labelled apps of `../shared`, with the catalogue off.
 *
 *     npm run eval             prints the figures
 *     npm run eval -- --names  also what was mistaken, by name
 *     npm run eval -- --write  writes rules/signals/counts.json, which stands beside the rungs, and
 *                              test/classify/figures.json, below which no change may fall
 */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'csv-parse/sync'
import { root } from './freshness.js'

const shared = join(root, '../shared/catalogue')
const labelled = ['dev-labelled.csv', 'dev-labelled-2.csv'].map((name) => join(shared, name))
const manifests = join(shared, 'dev-manifests.ndjson')
export const isThere = [...labelled, manifests].every(existsSync)
export const figuresFile = join(root, 'test/classify/figures.json')
export const countsFile = join(root, 'rules/signals/counts.json')

/** Of five parts, that of the maker: its apps are alike, and stay together. */
const foldOf = (name) =>
  createHash('sha256').update(name.split('.').slice(0, 2).join('.').toLowerCase()).digest()[1] % 5

/** Every app whose answer is clear. */
export const labelledApps = () => everyApp().filter(({ is_lender }) => is_lender !== 'amb')

/** Every app that was looked up. `set`: the list it stands in, 2 for those with a manifest alone. */
export function everyApp() {
  const built = readFileSync(manifests, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const manifestOf = new Map(built.map((one) => [one.package, one]))
  const records = labelled.map((file) => parse(readFileSync(file), { columns: true }))
  const known = new Set(records.flat().map((row) => row.package))
  const rows = records.flatMap((list, set) =>
    list.map((row) => ({ ...row, set, lends: row.is_lender === '1', isTitle: row.category.includes('store-title') })),
  )
  for (const one of built.filter((manifest) => !known.has(manifest.package)))
    rows.push({
      package: one.package,
      label: one.label ?? '',
      category: one.kind,
      region: one.region,
      lends: one.is_lender === 1,
      isTitle: false,
      set: 2,
    })
  return rows.map((row) => ({
    ...row,
    fold: foldOf(row.package),
    isOrdinary: row.category.startsWith('ordinary'),
    manifest: manifestOf.get(row.package),
  }))
}

const labelsOf = ({ label }) => {
  const [first, zh, en] = label.split(' ~~ ')
  return label === '' ? {} : { labels: { default: first, ...(zh && { zh }), ...(en && { en }) } }
}
const permissionsOf = ({ manifest }) =>
  manifest && { requestedPermissions: manifest.permissions.map((name) => ({ name: `android.permission.${name}` })) }
const componentsOf = ({ manifest }) =>
  manifest && { components: manifest.components ?? [], providers: manifest.providers ?? [] }

export const evidence = {
  'name only': (row) => ({ packageName: row.package }),
  'name and label': (row) => ({ packageName: row.package, ...labelsOf(row) }),
  'with permissions': (row) => ({ packageName: row.package, ...labelsOf(row), ...permissionsOf(row) }),
  'with components': (row) => ({
    packageName: row.package,
    ...labelsOf(row),
    ...permissionsOf(row),
    ...componentsOf(row),
  }),
}

/**
 * Of most apps nobody wrote down what they ask for, and none of those can stand on a rung that wants it. Here each asks
 * for messages and the call log: so many others are kept from the rung by that alone.
 */
const asksForAll = (row) => ({
  ...evidence['name and label'](row),
  requestedPermissions: ['READ_SMS', 'READ_CALL_LOG'].map((name) => ({ name: `android.permission.${name}` })),
})

const judge = (classify, how, rows) => rows.map((row) => ({ row, result: classify(evidence[how](row)) }))

/** The lower bound of a share, Wilson, 95 %. */
export function lower(right, all, z = 1.96) {
  if (all === 0) return 0
  const p = right / all
  const middle = p + (z * z) / (2 * all)
  const spread = z * Math.sqrt((p * (1 - p)) / all + (z * z) / (4 * all * all))
  return (middle - spread) / (1 + (z * z) / all)
}

const levels = { likely: ['likely'], possible: ['likely', 'possible'] }
const rounded = (value) => Number(value.toFixed(3))

function figuresAt(judged, level) {
  const called = judged.filter(({ result }) => levels[level].includes(result.class))
  const lenders = judged.filter(({ row }) => row.lends).length
  const found = called.filter(({ row }) => row.lends).length
  return {
    lenders,
    found,
    recall: rounded(lenders === 0 ? 1 : found / lenders),
    recallLow: rounded(lower(found, lenders)),
    others: judged.length - lenders,
    wrong: called.length - found,
    precision: rounded(called.length === 0 ? 1 : found / called.length),
    precisionLow: rounded(lower(found, called.length)),
  }
}

const figuresOf = (judged) => ({ likely: figuresAt(judged, 'likely'), possible: figuresAt(judged, 'possible') })

/** How many lenders, other finance apps and ordinary apps stand on each rung, and the lower bound of its precision. */
export const countsOf = (rungs, judged) =>
  Object.fromEntries(
    rungs.map(({ id }) => {
      const on = judged.filter(({ result }) => result.rung?.id === id).map(({ row }) => row)
      const lenders = on.filter(({ lends }) => lends).length
      const ordinary = on.filter(({ lends, isOrdinary }) => !lends && isOrdinary).length
      return [
        id,
        { lenders, finance: on.length - lenders - ordinary, ordinary, low: rounded(lower(lenders, on.length)) },
      ]
    }),
  )

/** Each fold with the class that its rungs may have by what stood on them in the other four. */
function fiveFold(rungs, judged, counted, isProven) {
  return [0, 1, 2, 3, 4].flatMap((fold) => {
    const counts = countsOf(
      rungs,
      counted.filter(({ row }) => row.fold !== fold),
    )
    const classOf = (rung) => (isProven(rung, counts[rung.id]) ? rung.class : 'possible')
    return judged
      .filter(({ row }) => row.fold === fold)
      .map(({ row, result }) => ({
        row,
        result: { ...result, class: result.rung ? classOf(result.rung) : 'none' },
      }))
  })
}

function grouped(judged, keyOf) {
  const keys = [...new Set(judged.filter(({ row }) => row.lends).map(keyOf))].sort()
  return Object.fromEntries(keys.map((key) => [key, judged.filter((one) => keyOf(one) === key)]))
}

const WORDS = ['name', 'label']
const TRADES = /^(trade[.]|speed$)/

/** The languages of the words that were found. */
const languagesIn =
  (langOf) =>
  ({ result }) =>
    [
      ...new Set(
        result.basis.filter(({ id, kind }) => WORDS.includes(kind) && !TRADES.test(id)).map(({ id }) => langOf.get(id)),
      ),
    ]
      .sort()
      .join('+') || '-'

/**
 * Everything that is measured: `runs`, name → judged apps, and the counts of the rungs, which come of all evidence; for
 * what the catalogue says of others, of a run with it.
 *
 * @param library what `classifier` and `isProven` are taken from
 */
export function measure({ classifier, isProven }, rules, rows) {
  const { signals } = rules
  const without = classifier({ lenders: [], signals: { ...signals, brands: [] } })
  const named = rows.filter(({ set }) => set < 2)
  const withManifest = rows.filter(({ manifest }) => manifest)
  // Of the rest nobody wrote down what they ask for: that it is nothing is not known.
  const withPermissions = withManifest.filter(({ manifest }) => manifest.permissions.length > 0)
  const all = judge(without, 'name and label', named)
  const everything = judge(without, 'with components', rows)
  const beside = judge(classifier(rules, { catalog: false }), 'with components', rows)
  const { rungs } = signals
  const langOf = new Map(signals.terms.map(({ id, lang }) => [id, lang]))
  const counts = {
    ...countsOf(rungs, everything),
    ...countsOf(
      rungs.filter(({ id }) => id.startsWith('known.')),
      beside,
    ),
  }
  const runs = {
    'name only': judge(without, 'name only', named),
    'name and label': all,
    'name and label, first set': all.filter(({ row }) => row.set === 0),
    'name and label, second set': all.filter(({ row }) => row.set === 1),
    'store titles': all.filter(({ row }) => row.isTitle || !row.lends),
    'launcher labels': all.filter(({ row }) => !row.isTitle && row.label !== ''),
    'rows with a manifest, name and label': judge(without, 'name and label', withManifest),
    'rows with a manifest, with permissions': judge(without, 'with permissions', withManifest),
    'rows with a manifest, with components': judge(without, 'with components', withManifest),
    'rows with permissions, name and label': judge(without, 'name and label', withPermissions),
    'rows with permissions, with permissions': judge(without, 'with permissions', withPermissions),
    'rows with components': judge(
      without,
      'with components',
      withManifest.filter(({ manifest }) => manifest.components?.length > 0),
    ),
    'all evidence': everything,
    'all evidence, beside the catalogue': beside,
    'five-fold by maker, name only': fiveFold(rungs, judge(without, 'name only', named), everything, isProven),
    'five-fold by maker, name and label': fiveFold(rungs, all, everything, isProven),
    'five-fold by maker, all evidence': fiveFold(rungs, everything, everything, isProven),
  }
  const figures = Object.fromEntries(Object.entries(runs).map(([name, judged]) => [name, figuresOf(judged)]))
  const asking = named.map((row) => ({ row, result: without(asksForAll(row)) }))
  return { runs, figures, counts, asking, byLanguage: grouped(all, languagesIn(langOf)) }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!isThere) {
    console.log(`eval: skipped, ${shared} is not there`)
    process.exitCode = process.env.DAICHA_REQUIRE_SHARED === '1' ? 1 : 0
  } else {
    const library = await import('../dist/internal.cjs')
    const rules = library.loadRules()
    const measured = measure(library, rules, labelledApps())
    show(rules.signals, measured)
    if (process.argv.includes('--names')) mistakes(measured.runs['all evidence'])
    if (process.argv.includes('--write')) {
      writeFileSync(countsFile, `${JSON.stringify(measured.counts, null, 2)}\n`)
      writeFileSync(figuresFile, `${JSON.stringify(measured.figures, null, 2)}\n`)
    }
  }
}

function show({ rungs }, { runs, figures, counts, asking, byLanguage }) {
  const share = (value) => value.toFixed(3)
  const line = (name, { likely, possible }) =>
    console.log(
      `  ${name.padEnd(40)} likely ${`${likely.found}/${likely.lenders}`.padStart(7)} recall ${share(likely.recall)} (≥${share(likely.recallLow)}) precision ${share(likely.precision)} (≥${share(likely.precisionLow)}) wrong ${likely.wrong}; possible and above ${share(possible.recall)}, wrong ${possible.wrong} of ${possible.others}`,
    )
  console.log('rungs, all evidence: lenders / other finance apps / ordinary apps on the first set, the second, all')
  const of = (judged, rung) => {
    const { lenders, finance, ordinary } = countsOf([rung], judged)[rung.id]
    return `${lenders}/${finance}/${ordinary}`.padEnd(14)
  }
  for (const rung of rungs) {
    const judged = runs[rung.id.startsWith('known.') ? 'all evidence, beside the catalogue' : 'all evidence']
    const sets = [0, 1].map((set) => judged.filter(({ row }) => row.set === set))
    console.log(
      `  ${rung.id.padEnd(22)} ${rung.class.padEnd(9)} ${[...sets, judged].map((some) => of(some, rung)).join(' ')} ≥ ${share(counts[rung.id].low)}`,
    )
  }
  console.log(
    'if every app asked for messages and the call log: lenders / other finance apps / ordinary apps on the rung',
  )
  for (const rung of rungs.filter(({ beside }) => beside.includes('private') || beside.includes('calls')))
    console.log(`  ${rung.id.padEnd(32)} ${of(asking, rung)}`)
  console.log('figures, catalogue off, lower bounds in brackets')
  for (const [name, both] of Object.entries(figures)) line(name, both)
  console.log('by region, name and label')
  for (const [key, judged] of Object.entries(grouped(runs['name and label'], ({ row }) => row.region)))
    line(key, figuresOf(judged))
  console.log('by language of the words that were found, name and label')
  for (const [key, judged] of Object.entries(byLanguage)) line(key, figuresOf(judged))
}

function mistakes(judged) {
  const told = ({ row, result }) =>
    `  ${result.class} ${result.rung?.id ?? '-'}  ${row.package}  ${row.label}  [${row.region} ${row.category}]  ${result.basis
      .filter(({ kind }) => kind !== 'rung')
      .map(({ id, match }) => `${id} (${match})`)
      .join('; ')}`
  const list = (title, keep) => {
    const found = judged.filter(keep)
    console.log(`${title}: ${found.length}\n${found.map(told).join('\n')}`)
  }
  list('called a lender and is none', ({ row, result }) => !row.lends && levels.possible.includes(result.class))
  list('a lender, only possible', ({ row, result }) => row.lends && result.class === 'possible')
  list('a lender that was missed', ({ row, result }) => row.lends && !levels.possible.includes(result.class))
}
