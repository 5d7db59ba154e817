import { existsSync, readFileSync } from 'node:fs'
import type * as z from 'zod'
import { AuditError, causeOf } from '../errors.ts'
import { nearest } from '../model/nearest.ts'

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
 * @throws AuditError E103 with the line, or what `refused` makes of the issue
 */
export async function readJsonc<T>(
  path: string,
  shown: string,
  schema: z.ZodType<T>,
  keys: string[],
  refused?: (issue: z.core.$ZodIssue, place: string) => AuditError | undefined,
): Promise<Placed<T>> {
  const { findNodeAtLocation, parseTree, getNodeValue, printParseErrorCode } = await import('jsonc-parser')
  const text = textOf(path, shown)
  const placeOf = (offset = 0) => `${shown}:${text.slice(0, offset).split('\n').length}`
  const errors: import('jsonc-parser').ParseError[] = []
  const tree = parseTree(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (error || !tree)
    throw new AuditError('E103', {
      file: placeOf(error?.offset),
      detail: error ? printParseErrorCode(error.error) : '',
    })

  const nodeAt = (keysTo: PropertyKey[]) => {
    for (let depth = keysTo.length; depth > 0; depth--) {
      const node = findNodeAtLocation(tree, keysTo.slice(0, depth) as (string | number)[])
      if (node) return node
    }
    return tree
  }
  const value = getNodeValue(tree) as unknown
  const parsed = schema.safeParse(value)
  const place = (keysTo: PropertyKey[]) => placeOf(nodeAt(keysTo).offset)
  if (parsed.success) return { value: parsed.data, placeOf: place }

  const [issue] = parsed.error.issues as [z.core.$ZodIssue]
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined
  const at = place(unknown === undefined ? issue.path : [...issue.path, unknown])
  const { detail, guess } = wordsOf(issue, valueAt(value, issue.path), keys)
  throw refused?.(issue, at) ?? new AuditError('E103', { file: at, detail, ...(guess !== undefined && { guess }) })
}

function textOf(path: string, shown: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  } catch (cause) {
    throw new AuditError('E103', { file: shown, detail: existsSync(path) ? causeOf(cause) : 'ENOENT' }, { cause })
  }
}

/** What is wrong, in the words of the file alone, so that it can be said in any language. */
function wordsOf(issue: z.core.$ZodIssue, value: unknown, keys: string[]): { detail: string; guess?: string } {
  if (issue.code === 'unrecognized_keys') {
    const [unknown = ''] = issue.keys
    const [guess] = nearest(unknown, keys)
    return { detail: [...issue.path, unknown].join('.'), ...(guess !== undefined && { guess }) }
  }
  const detail = `${issue.path.join('.') || '.'}: ${value === undefined ? '-' : JSON.stringify(value).slice(0, 60)}`
  return { detail, ...(issue.code === 'invalid_value' && { guess: issue.values.join(', ') }) }
}

const valueAt = (value: unknown, path: PropertyKey[]) =>
  path.reduce<unknown>((part, key) => (part as Record<PropertyKey, unknown> | undefined)?.[key], value)
