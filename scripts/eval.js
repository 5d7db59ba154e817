/**
 * Measures the recogniser on the labelled apps of `../shared`, without what the catalogue says of an app itself.
 *
 *     npm run eval            prints the figures and what was mistaken, by name
 *     npm run eval -- --write also writes test/classify/figures.json, below which no change may fall
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './freshness.js'

export const labelled = join(root, '../shared/catalogue/dev-labelled.csv')
export const figuresFile = join(root, 'test/classify/figures.json')

/** The rows of a CSV with a head line; cells in quotes may hold commas, and a quote is doubled in them. */
export function recordsOf(text) {
  const [head = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
        ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain,
      ),
    )
  return rows.map((cells) => Object.fromEntries(head.map((name, at) => [name, cells[at] ?? ''])))
}

/** What is known of an app in each run, and which parts of the rules are used. */
const evidence = {
  'name only': { label: false, brands: false, prefixes: false },
  '+ label': { label: true, brands: false, prefixes: false },
  '+ brands': { label: true, brands: true, prefixes: false },
  '+ prefixes (all)': { label: true, brands: true, prefixes: true },
  'name + prefixes': { label: false, brands: false, prefixes: true },
}

/** Rows as they were judged: `{ row, result }`. Those whose answer is not clear are left out. */
export function judge(classifier, rules, rows, name) {
  const { label, brands, prefixes } = evidence[name]
  const signals = {
    ...rules.signals,
    brands: brands ? rules.signals.brands : [],
    ...(brands || {
      vendors: { ...rules.signals.vendors, sameName: { ...rules.signals.vendors.sameName, points: 0 } },
    }),
  }
  if (!prefixes) signals.vendors = { ...signals.vendors, points: 0 }
  const classify = classifier({ lenders: rules.lenders, signals }, { catalog: false })
  return rows
    .filter(({ is_lender }) => is_lender !== 'amb')
    .map((row) => ({
      row,
      result: classify({ packageName: row.package, ...(label && row.label && { labels: { default: row.label } }) }),
    }))
}

const levels = { likely: ['likely'], possible: ['likely', 'possible'] }

export function figuresOf(judged, level) {
  const positive = judged.filter(({ row }) => row.is_lender === '1')
  const called = judged.filter(({ result }) => levels[level].includes(result.class))
  const right = called.filter(({ row }) => row.is_lender === '1')
  const wrong = called.filter(({ row }) => row.is_lender === '0')
  const ordinary = wrong.filter(({ row }) => row.category === 'ordinary')
  return {
    lenders: positive.length,
    found: right.length,
    recall: positive.length === 0 ? null : round(right.length / positive.length),
    precision: called.length === 0 ? null : round(right.length / called.length),
    falseHard: wrong.length - ordinary.length,
    falseOrdinary: ordinary.length,
  }
}

const round = (value) => Math.round(value * 1000) / 1000

/** One market with lists of its own. */
const LATIN = ['LATAM', 'MX', 'PE', 'CO', 'CL']

/** All figures of the committed file. */
export function measure(classifier, rules, rows) {
  const runs = Object.keys(evidence).map((name) => [name, judge(classifier, rules, rows, name)])
  const both = (judged) => ({ likely: figuresOf(judged, 'likely'), possible: figuresOf(judged, 'possible') })
  const all = runs.find(([name]) => name === '+ prefixes (all)')[1]
  const positive = all.filter(({ row }) => row.is_lender === '1')
  const groups = (key) =>
    Object.fromEntries(
      [...new Set(positive.map(key))].sort().map((name) => [name, both(positive.filter((one) => key(one) === name))]),
    )
  return {
    evidence: Object.fromEntries(runs.map(([name, judged]) => [name, both(judged)])),
    chineseWithLabel: both(all.filter(({ row }) => row.region === 'CN' && row.label !== '' && row.is_lender === '1')),
    heldOut: heldOut(classifier, rules, rows),
    byRegion: groups(({ row }) => row.region),
    byKind: groups(({ row }) => row.category),
  }
}

/** The parts that are made of the catalogue and of lists of brands, made without a region and measured on it. */
function heldOut(classifier, rules, rows) {
  const regions = [...new Set(rows.filter(({ is_lender }) => is_lender === '1').map(({ region }) => region))]
  const judged = regions.flatMap((region) => {
    const isOther = ({ region: other }) => other !== region && !(LATIN.includes(region) && LATIN.includes(other))
    const without = {
      ...rules,
      lenders: rules.lenders.filter(isOther),
      signals: { ...rules.signals, brands: rules.signals.brands.filter(isOther) },
    }
    const tested = rows.filter((row) => row.region === region && row.is_lender === '1')
    return judge(classifier, without, tested, '+ prefixes (all)')
  })
  return { likely: figuresOf(judged, 'likely'), possible: figuresOf(judged, 'possible') }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (!existsSync(labelled)) {
    console.log(`eval: skipped, ${labelled} is not there`)
    process.exitCode = process.env.DAICHA_REQUIRE_SHARED === '1' ? 1 : 0
  } else {
    const { classifier, loadRules } = await import('../dist/internal.cjs')
    const rules = loadRules()
    const rows = recordsOf(readFileSync(labelled, 'utf8'))
    const figures = measure(classifier, rules, rows)
    show(figures)
    confusions(judge(classifier, rules, rows, '+ prefixes (all)'), 'with all evidence')
    confusions(judge(classifier, rules, rows, 'name only'), 'by the name alone')
    if (process.argv.includes('--write')) writeFileSync(figuresFile, `${JSON.stringify(figures, null, 2)}\n`)
  }
}

function show({ evidence: runs, chineseWithLabel, heldOut: held, byRegion, byKind }) {
  const line = (name, { lenders, found, recall, precision, falseHard, falseOrdinary }) =>
    console.log(
      `  ${name.padEnd(34)} ${String(found).padStart(4)}/${String(lenders).padEnd(4)} recall ${(recall ?? 0).toFixed(3)}  precision ${(precision ?? 1).toFixed(3)}  false ${falseHard} hard, ${falseOrdinary} ordinary`,
    )
  for (const level of Object.keys(levels)) {
    console.log(`${level} and above`)
    for (const [name, both] of Object.entries(runs)) line(name, both[level])
    line('Chinese with a label', chineseWithLabel[level])
    line('catalogue without the region', held[level])
    for (const [name, both] of Object.entries(byRegion)) line(name, both[level])
    for (const [name, both] of Object.entries(byKind)) line(name, both[level])
  }
}

function confusions(judged, how) {
  const name = ({ row, result }) =>
    `  ${String(result.score).padStart(5)}  ${row.package}  ${row.label}  [${row.region}]  ${result.basis.map(({ id, points, match }) => `${id} ${points} (${match})`).join('; ')}`
  const of = (keep) => judged.filter(keep).sort((a, b) => b.result.score - a.result.score)
  const list = (title, found) => console.log(`${title} ${how}: ${found.length}\n${found.map(name).join('\n')}`)
  list(
    'called a lender and is none',
    of(({ row, result }) => row.is_lender === '0' && result.class !== 'none'),
  )
  list(
    'a lender, only possible',
    of(({ row, result }) => row.is_lender === '1' && result.class === 'possible'),
  )
  list(
    'a lender that was missed',
    of(({ row, result }) => row.is_lender === '1' && result.class === 'none'),
  )
}
