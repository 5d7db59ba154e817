import { isMap, isScalar, LineCounter, parseDocument } from 'yaml'
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
  const lineCounter = new LineCounter()
  const doc = parseDocument(text, { lineCounter, prettyErrors: false })
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
  const complaints: Complaint[] = [...doc.errors, ...doc.warnings].map(({ pos, message, code }) => ({
    at: place(pos[0]),
    text: message,
    code,
  }))
  if (doc.errors.length > 0) return { data: undefined, complaints, at }

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
