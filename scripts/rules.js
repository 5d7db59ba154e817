/** Compiles the YAML under `rules/` into one rule set, and says everything that is wrong with it at once. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isMap, LineCounter, parseDocument } from 'yaml'
import { crossCheck } from './cross-check.js'

/**
 * Reads every rule file. `model` is the module `src/model/rule.ts`, `z` is zod.
 * Each problem is one line, `file:line:column  what is wrong`; the rules are whole only when there is none.
 */
export function readRules(root, model, z) {
  const problems = []
  const files = []
  const opened = new Set()
  const complain = (at, message) => problems.push(`${at}  ${message}`)

  function read(path, schema) {
    opened.add(path)
    if (!existsSync(join(root, path))) return complain(path, 'is missing')
    const file = open(path, readFileSync(join(root, path), 'utf8'))
    for (const { pos, message } of [...file.doc.errors, ...file.doc.warnings]) complain(file.place(pos[0]), message)
    if (file.doc.errors.length > 0) return

    const { data, error } = schema.safeParse(file.doc.toJS())
    for (const issue of error?.issues ?? []) complain(file.at(issue.path, issue.keys?.[0]), sentence(issue))
    files.push({ path, at: file.at, data })
    return data
  }

  const folder = (name) => everyRuleFile(root).filter((path) => path.startsWith(`rules/${name}/`))
  const lists = (paths, schema) => paths.flatMap((path) => read(path, z.array(schema)) ?? [])
  const isSources = (path) => basename(path) === 'sources.yaml'

  const shape = model.Guidance.shape

  /** With the place of each entry, so that every point in a report can be traced to a line. */
  const placed = (path, schema) =>
    (read(path, z.array(schema)) ?? []).map((entry, index) => ({ ...entry, at: placeIn(path, [index]) }))
  const placeIn = (path, keys) =>
    files
      .find((file) => file.path === path)
      .at(keys)
      .replace(/:\d+$/, '')
  const signalFile = (name) => `rules/signals/${name}.yaml`

  function readSignals() {
    const words = folder('signals').filter((path) => basename(path).startsWith('words.'))
    const brands = read(signalFile('brands'), z.array(model.Brands)) ?? []
    const vendors = read(signalFile('vendors'), model.Vendors)
    const wordSignals = words.flatMap((path) => placed(path, model.WordSignal))
    return {
      words: wordSignals,
      hints: hintsOf(wordSignals, model.speakingSenses),
      structures: placed(signalFile('structures'), model.StructureSignal),
      classes: placed(signalFile('classes'), model.ClassSignal),
      manifests: placed(signalFile('manifests'), model.ManifestSignal),
      lookalikes: placed(signalFile('lookalikes'), model.Lookalikes),
      brands: brands.map(({ names, ...list }, index) => ({
        ...list,
        names: names.map((name, at) => ({ name, at: placeIn(signalFile('brands'), [index, 'names', at]) })),
      })),
      vendors: vendors && { ...vendors, at: placeIn(signalFile('vendors'), []) },
      lexicon: read(signalFile('lexicon'), model.Lexicon),
      levels: read(signalFile('levels'), model.Levels),
    }
  }

  const rules = {
    version: read('rules/version.yaml', model.RuleSet.pick({ version: true }))?.version,
    lenders: folder('lenders')
      .filter((path) => !isSources(path))
      .flatMap((path) => placed(path, model.LenderRule)),
    signals: readSignals(),
    sources: lists(['rules/lenders/sources.yaml'], model.LenderSource),
    checks: folder('checks').flatMap((path) => read(path, model.CheckRule) ?? []),
    roads: lists(['rules/roads/roads.yaml'], model.RoadRule),
    regimes: lists(['rules/regimes/regimes.yaml'], model.RegimeRule),
    guidance: Object.fromEntries(
      Object.keys(shape).map((key) => [key, read(`rules/guidance/${key}.yaml`, shape[key])]),
    ),
  }
  for (const path of everyRuleFile(root)) if (!opened.has(path)) complain(path, 'is read by nothing')
  if (rules.checks.length === 0) complain('rules/checks', 'has no check')
  for (const { file, path, message } of crossCheck(files)) complain(file.at(path), message)
  return { rules, problems }
}

/** The words that may earn points in a package name, without those that hold another. */
function hintsOf(signals, speakingSenses) {
  const words = signals
    .filter(({ sense, name }) => name !== undefined && speakingSenses.includes(sense))
    .flatMap((signal) => signal.words.map((word) => word.split(' ')[0]))
    .filter((word) => /^[a-z]{3,}$/.test(word))
    .sort((a, b) => a.length - b.length || (a < b ? -1 : 1))
  const hints = []
  for (const word of words) if (!hints.some((hint) => word.includes(hint))) hints.push(word)
  return hints.join(' ')
}

const everyRuleFile = (root) =>
  readdirSync(join(root, 'rules'), { recursive: true })
    .filter((path) => path.endsWith('.yaml'))
    .map((path) => `rules/${path.replaceAll('\\', '/')}`)
    .sort()

/** A document that knows where each of its values stands. */
function open(path, text) {
  const lineCounter = new LineCounter()
  const doc = parseDocument(text, { lineCounter, prettyErrors: false })

  const place = (offset) => {
    const { line, col } = lineCounter.linePos(offset)
    return `${path}:${line}:${col}`
  }
  /** Where `path` stands, or the nearest holder of it that is written; `key` is a name inside that map. */
  const at = (path, key) => {
    for (let depth = path.length; depth >= 0; depth--) {
      const node = depth === 0 ? doc.contents : doc.getIn(path.slice(0, depth), true)
      if (!node?.range) continue
      const pair = isMap(node) && node.items.find((item) => item.key?.value === (key ?? path[depth]))
      return place((pair ? pair.key : node).range[0])
    }
    return place(0)
  }
  return { doc, place, at }
}

const sentence = ({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`)
