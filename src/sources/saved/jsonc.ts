import type * as z from 'zod'
import { AuditError } from '../../errors.ts'
import { nearest } from '../../model/text/nearest.ts'
import type { Place } from '../output.ts'
import { ordinaryFile } from '../read-file.ts'
import { lostIn, written } from '../written.ts'

/** A value with the place of each of its parts. */
export interface Placed<T> {
  value: T
  /** `file:line` of the part at a path of keys, or of the nearest holder that is written. */
  placeOf: (path: PropertyKey[]) => string
}

/**
 * Reads a file of data that a person writes, comments allowed, and holds it to its schema. `keys` are all keys that the
 * schema knows: an unknown one is answered with the nearest.
 *
 * @throws AuditError E103 with the line, or what `refused` makes of the issue; E124 for an unknown key, E125 for what
 * cannot be opened; E506 for what is no ordinary file, E507 for one that is too large
 */
export async function readJsonc<T>(
  place: Place,
  schema: z.ZodType<T>,
  keys: string[],
  refused?: (issue: z.core.$ZodIssue, file: string) => AuditError | undefined,
): Promise<Placed<T>> {
  const { createScanner, findNodeAtLocation, parseTree, getNodeValue, printParseErrorCode } = await import(
    'jsonc-parser'
  )
  const { shown } = place
  const bytes = ordinaryFile(place, LARGEST)
  const text = written(bytes)
  const lineAt = lineCounter(text)
  const placeOf = (offset = 0) => `${shown}:${lineAt(offset)}`
  const refusal = (offset: number, detail: string) =>
    new AuditError('E103', { file: `${placeOf(offset)}:${columnAt(text, offset)}`, detail })
  const lost = lostIn(bytes)
  if (lost !== -1) throw refusal(lost, 'encoding')
  refuseEndless(text, createScanner(text, true), shown, placeOf)
  const errors: import('jsonc-parser').ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error) throw refusal(error.offset, printParseErrorCode(error.error))
  if (!tree) throw refusal(0, 'ValueExpected')

  const nodeAt = (keysTo: PropertyKey[]) => {
    for (let depth = keysTo.length; depth > 0; depth--) {
      const node = findNodeAtLocation(tree, keysTo.slice(0, depth) as (string | number)[])
      if (node) return node
    }
    return tree
  }
  const value = getNodeValue(tree) as unknown
  const parsed = parsedInSlices(schema, value)
  const lineOf = (keysTo: PropertyKey[]) => placeOf(nodeAt(keysTo).offset)
  if (parsed.success) return { value: parsed.data, placeOf: lineOf }

  const [issue] = parsed.error.issues as [z.core.$ZodIssue]
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const at = lineOf(unknown === undefined ? issue.path : [...issue.path, unknown])
  if (unknown !== undefined) {
    const [guess] = nearest(unknown, keys)
    const key = [...issue.path, unknown].join('.')
    throw new AuditError('E124', { file: at, key, guess, allowed: guess === undefined ? keys.join(', ') : undefined })
  }
  const { detail, guess } = wordsOf(issue, valueAt(value, issue.path))
  throw refused?.(issue, at) ?? new AuditError('E103', { file: at, detail, guess })
}

const SLICE = 1000

/**
 * Parses the lists of a file slice by slice up to the first mistake: a schema tells the mistakes of all entries,
 * however many there are.
 */
function parsedInSlices<T>(schema: z.ZodType<T>, value: unknown): z.ZodSafeParseResult<T> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  for (const [key, list] of Object.entries(isObject ? value : {})) {
    if (!Array.isArray(list)) continue
    for (let from = 0; from < list.length; from += SLICE) {
      const parsed = schema.safeParse({ ...(value as object), [key]: list.slice(from, from + SLICE) })
      if (parsed.success) continue
      for (const { path } of parsed.error.issues) if (path[0] === key && typeof path[1] === 'number') path[1] += from
      return parsed
    }
  }
  return schema.safeParse(value)
}

const LARGEST = 8 * 1024 ** 2

/** From 1, in UTF-16 units. */
const columnAt = (text: string, offset: number) => offset - text.lastIndexOf('\n', offset - 1)

/** Counts lines from 1 at offsets, in one walk through the text where the offsets rise. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    if (offset < counted) {
      line = 1
      counted = 0
    }
    for (let at = text.indexOf('\n', counted); at !== -1 && at < offset; at = text.indexOf('\n', at + 1)) {
      line++
      counted = at + 1
    }
    return line
  }
}

/** No file of ours holds lists in lists so deep, and a parser that calls itself for each would end the program. */
const MAX_DEPTH = 100
/** More than a list of entries can hold below the limit of bytes; each wrong one costs as much as a right one. */
const MAX_VALUES = 500_000

/** @throws AuditError E103 for a text that is nested too deep, E507 for one of too many values */
function refuseEndless(
  text: string,
  scanner: import('jsonc-parser').JSONScanner,
  shown: string,
  placeOf: (offset: number) => string,
): void {
  let depth = 0
  let values = 0
  for (scanner.scan(); scanner.getTokenOffset() < text.length; scanner.scan()) {
    const at = scanner.getTokenOffset()
    const mark = text.charAt(at)
    if ('[{'.includes(mark) && ++depth > MAX_DEPTH)
      throw new AuditError('E103', { file: placeOf(at), detail: '[[[[[[…' })
    if (']}'.includes(mark)) depth--
    if (mark === ',' && ++values > MAX_VALUES) throw new AuditError('E507', { file: shown, n: String(MAX_VALUES) })
  }
}

/** What is wrong, in the words of the file alone, so that it can be said in any language. */
function wordsOf(issue: z.core.$ZodIssue, value: unknown): { detail: string; guess: string | undefined } {
  const detail = `${issue.path.join('.') || '.'}: ${value === undefined ? '-' : JSON.stringify(value).slice(0, 60)}`
  return { detail, guess: issue.code === 'invalid_value' ? issue.values.join(', ') : undefined }
}

const valueAt = (value: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value)
