import {
  type CST,
  type Document,
  isMap,
  isScalar,
  LineCounter,
  Parser,
  parseDocument,
  visit,
  type YAMLParseError,
} from 'yaml'
import type * as z from 'zod'

/** What is wrong, and where: `file:line:column`. */
export interface Complaint {
  at: string
  text: string
  /** How the reader of YAML calls it. */
  code?: string
}

export interface YamlFile {
  /** Absent when something is wrong with it. */
  data: unknown
  complaints: Complaint[]
  /** Where a value stands, or the nearest holder of it that is written; `key` is a name inside that map. */
  at: (path: PropertyKey[], key?: string) => string
}

/**
 * Reads YAML with the place of each value, and says everything that is wrong with it at once.
 *
 * @param check gives the schema for what the file holds, which the schema then checks
 */
export function readYaml(
  path: string,
  text: string,
  check: (data: unknown) => z.ZodType,
  params?: z.core.ParseContext<z.core.$ZodIssue>,
): YamlFile {
  if (isTooDeep(text)) {
    const at = () => `${path}:1:1`
    return { data: undefined, complaints: [{ at: at(), text: '', code: 'RESOURCE_EXHAUSTION' }], at }
  }
  const lineCounter = new LineCounter()
  const doc = documentOf(text, lineCounter)
  const place = (offset: number) => {
    const { line, col } = lineCounter.linePos(offset)
    return `${path}:${Math.max(line, 1)}:${Math.max(col, 1)}`
  }
  const at = (keys: PropertyKey[], key?: string) => {
    for (let depth = keys.length; depth >= 0; depth--) {
      const node = (depth === 0 ? doc.contents : doc.getIn(keys.slice(0, depth), true)) as typeof doc.contents
      if (!node?.range) continue
      const name = key ?? keys[depth]
      const pair = isMap(node) && node.items.find((item) => isScalar(item.key) && item.key.value === name)
      return place((pair && isScalar(pair.key) ? pair.key : node).range?.[0] ?? 0)
    }
    return place(0)
  }
  const errors = [...doc.errors, ...repeated(doc)]
  const complaints: Complaint[] = [...errors, ...doc.warnings].map(({ pos, message, code }) => ({
    at: place(pos[0]),
    text: message,
    code,
  }))
  if (errors.length > 0) return { data: undefined, complaints, at }

  let raw: unknown
  try {
    raw = doc.toJS()
  } catch (error) {
    // Aliases that unfold without end.
    return { data: undefined, complaints: [{ at: place(0), text: (error as Error).message }], at }
  }
  const { data, error } = check(raw).safeParse(raw, params)
  for (const issue of error?.issues ?? []) {
    const key = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
    complaints.push({ at: at(issue.path, key), text: sentence(issue) })
  }
  return { data, complaints, at }
}

/** Rules are some ten deep. */
const DEEPEST = 100

/** What reads the text calls itself for each level; a stack that ends in a regular expression ends the process. */
function isTooDeep(text: string): boolean {
  let level: CST.Token[] = [...new Parser().parse(text)]
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) level = level.flatMap(within)
  return level.length > 0
}

function within(token: CST.Token): CST.Token[] {
  if ('items' in token) return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat())
  return 'value' in token && typeof token.value === 'object' ? [token.value] : []
}

/** The package makes an error of each mistake, and where there are many their stacks are most of the work. */
function documentOf(text: string, lineCounter: LineCounter) {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    // It would compare each key with all that stand before it.
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, stringKeys: true })
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

/** Keys that stand in a map for the second time. */
function repeated(doc: Document.Parsed) {
  const found: Pick<YAMLParseError, 'pos' | 'message' | 'code'>[] = []
  visit(doc, {
    Map(_, { items }) {
      const seen = new Set<unknown>()
      for (const { key } of items) {
        if (!isScalar(key) || !key.range) continue
        const [start, end] = key.range
        if (seen.has(key.value)) found.push({ pos: [start, end], message: '', code: 'DUPLICATE_KEY' })
        seen.add(key.value)
      }
    },
  })
  return found
}

const sentence = ({ path, message }: z.core.$ZodIssue) =>
  path.length === 0 ? message : `${path.map(String).join('.')}: ${message}`

/** An entry with its file and line, and so each of its names, where it has some. */
export function placedEntry(entry: object, { at }: Pick<YamlFile, 'at'>, keys: PropertyKey[]) {
  const line = (path: PropertyKey[]) => at(path).replace(/:\d+$/, '')
  const { names } = entry as { names?: string[] }
  return {
    ...entry,
    ...(names && { names: names.map((name, nth) => ({ name, at: line([...keys, 'names', nth]) })) }),
    at: line(keys),
  }
}
