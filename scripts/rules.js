/** Compiles the YAML under `rules/` into one rule set, and says everything that is wrong with it at once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { crossCheck } from './cross-check.js'

/**
 * Reads every rule file. `model` holds the schemas of `src/model` and the reader of `src/sources/rules/yaml-file.ts`.
 * Each problem is one line, `file:line:column  what is wrong`; the rules are whole only when there is none.
 */
export function readRules(root, model) {
  const problems = []
  const files = []
  const opened = new Set()
  const complain = (at, message) => problems.push(`${at}  ${message}`)

  function read(path) {
    opened.add(path)
    if (!existsSync(join(root, path))) return complain(path, 'is missing')
    const kind = model.kindOfFile(path)
    if (kind === undefined) return complain(path, 'is of no known kind')
    const { data, complaints, at } = model.readYaml(path, readFileSync(join(root, path), 'utf8'), () => kind.schema)
    for (const { at: place, text } of complaints) complain(place, text)
    files.push({ path, at, data })
    return data
  }

  const folder = (name) => everyRuleFile(root).filter((path) => path.startsWith(`rules/${name}/`))
  /** With the place of each entry, so that every point in a report can be traced to a line. */
  const placed = (path) => {
    const data = read(path)
    if (data === undefined) return []
    const file = files.at(-1)
    return Array.isArray(data)
      ? data.map((entry, index) => model.placedEntry(entry, file, [index]))
      : [model.placedEntry(data, file, [])]
  }

  /** The entries of one kind, from `KIND.yaml` or from `KIND.*.yaml`. */
  function readSignals(kind) {
    const paths = folder('signals').filter((path) => basename(path).startsWith(`${kind}.`))
    const entries = (paths.length > 0 ? paths : [`rules/signals/${kind}.yaml`]).flatMap(placed)
    return kind in model.signalLists ? entries : entries[0]
  }

  const signals = Object.fromEntries(Object.keys(model.signalKinds).map((kind) => [kind, readSignals(kind)]))
  const countries = new Set(folder('countries').flatMap((path) => /^rules\/countries\/(\w+)\//.exec(path)?.[1] ?? []))

  /** A country need not have every file. */
  function readCountry(country) {
    const paths = folder(`countries/${country}`)
    return Object.fromEntries(
      Object.keys(model.CountryRules.shape).flatMap((key) => {
        const path = `rules/countries/${country}/${key}.yaml`
        return key === 'country' || paths.includes(path) ? [[key, read(path)]] : []
      }),
    )
  }

  const counts = JSON.parse(readFileSync(join(root, 'rules/signals/counts.json'), 'utf8'))
  for (const rung of signals.rungs) {
    if (!model.isProven(rung, counts[rung.id]))
      complain(rung.at, `${rung.id} is likely without signs of two kinds, and its lower bound is less than .95`)
    rung.counts = counts[rung.id]
  }
  const rules = {
    version: read('rules/version.yaml')?.version,
    lenders: folder('lenders')
      .filter((path) => basename(path) !== 'sources.yaml')
      .flatMap(placed),
    signals: { ...signals, common: read('rules/signals/common.yaml') },
    sources: placed('rules/lenders/sources.yaml'),
    checks: folder('checks').flatMap(placed),
    routes: placed('rules/routes/routes.yaml'),
    regimes: placed('rules/regimes/regimes.yaml'),
    guidance: {
      general: Object.fromEntries(
        Object.keys(model.GeneralGuidance.shape).map((key) => [key, read(`rules/guidance/${key}.yaml`)]),
      ),
      countries: Object.fromEntries([...countries].map((country) => [country, readCountry(country)])),
    },
  }
  for (const path of everyRuleFile(root)) if (!opened.has(path)) complain(path, 'is read by nothing')
  if (rules.checks.length === 0) complain('rules/checks', 'has no check')
  for (const { file, path, message } of crossCheck(files)) complain(file.at(path), message)
  return { rules, problems }
}

const everyRuleFile = (root) =>
  readdirSync(join(root, 'rules'), { recursive: true })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => `rules/${path.replaceAll('\\', '/')}`)
    .sort()
