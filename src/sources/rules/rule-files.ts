import { createHash } from 'node:crypto'
import * as z from 'zod'
import { AuditError } from '../../errors.ts'
import { kindOfFile, UserRules } from '../../model/rules/rule-file.ts'
import type { Language } from '../../model/vocabulary.ts'
import { type Message, message } from '../../model/words.ts'
import { sizeOf } from '../limits.ts'
import { placeAt } from '../output.ts'
import { ordinaryFile } from '../read-file.ts'
import { lostIn, written } from '../written.ts'
import type { AddedRules, PlacedRules } from './merge-rules.ts'
import { type Around, misfits } from './misfits.ts'
import { type Complaint, placedEntry, readYaml, type YamlFile } from './yaml-file.ts'

/** What is wrong in a rule file: in words of the reader of YAML or of the schema, or by a key of `words.yaml`. */
export type RuleComplaint = Complaint | ({ at: string } & Message)

export interface RuleFile extends AddedRules {
  /** What it adds; empty when something is wrong, or when it is a file that cannot be added to the built-in ones. */
  rules: UserRules
  complaints: RuleComplaint[]
}

export interface RuleContext extends Omit<Around, 'sources'> {
  cwd: string
  lang: Language
}

/**
 * Reads files for `--rules`, and files of the project's own, and says all that is wrong with them.
 *
 * @param isAdded the files must hold what can be added to the built-in rules
 */
export function readRuleFiles(paths: string[], context: RuleContext, isAdded = false): RuleFile[] {
  const opened = paths.map((path) => open(path, context, isAdded))
  const sources = new Map(
    [...context.builtIn.sources, ...opened.flatMap(({ rules }) => rules.sources ?? [])].map((one) => [one.id, one]),
  )
  return opened.map(({ file, keysOf, ...rest }) =>
    file === undefined || keysOf === undefined
      ? rest
      : { ...rest, complaints: complaintsOf(rest.rules, file, keysOf, { ...context, sources }) },
  )
}

type KeysOf = (name: string, index: number) => PropertyKey[]
type Opened = RuleFile & { file?: YamlFile; keysOf?: KeysOf }

const complaintsOf = (rules: UserRules, { at }: YamlFile, keysOf: KeysOf, around: Around): RuleComplaint[] =>
  [...misfits(rules, around)].map(({ keys: [list, index, ...inside], ...wrong }) => ({
    at: at(list === undefined || index === undefined ? [] : [...keysOf(list, index), ...inside]),
    ...wrong,
  }))

/** How zod says what is wrong. */
const COMPLAINTS: Record<Language, typeof z.locales.en> = { zh: z.locales.zhCN, en: z.locales.en }

function open(path: string, { cwd, lang }: RuleContext, isAdded: boolean): Opened {
  const seal = { path, sha256: '' }
  const empty = (complaints: RuleComplaint[]) => ({ seal, rules: {}, placed: {}, complaints })
  let bytes: Buffer
  try {
    bytes = ordinaryFile(placeAt(path, cwd), LARGEST)
  } catch (cause) {
    if (isAdded && cause instanceof AuditError && cause.code === 'E125') throw cause
    return empty([{ at: path, ...whyNot(cause) }])
  }
  seal.sha256 = createHash('sha256').update(bytes).digest('hex')
  const ours = kindOfFile(path)
  const locale = { error: COMPLAINTS[lang]().localeError }
  const kindFor = (data: unknown) => (hasHeads(data) ? undefined : ours)
  const schemaFor = (data: unknown) =>
    kindFor(data)?.schema ?? (Array.isArray(data) ? UserRules.shape.lenders.unwrap() : UserRules)
  const text = written(bytes)
  const lost = lostIn(bytes)
  if (lost !== -1 && BEGINS.test(text)) return empty([{ at: placeIn(text, lost, path), ...message('cause.encoding') }])
  const file = readYaml(path, text, schemaFor, locale)
  const { data, complaints, at } = file
  if (complaints.some(({ code }) => code !== undefined) && !BEGINS.test(text))
    return empty([{ at: path, ...message('lint.noRules') }])
  if (data === undefined || complaints.length > 0) return empty(complaints)

  const kind = kindFor(data)
  if (kind !== undefined && kind.list === undefined)
    return empty(isAdded ? [{ at: at([]), ...message('lint.notAdded') }] : [])
  const list = kind?.list ?? (Array.isArray(data) ? 'lenders' : undefined)
  const rules = (list === undefined ? data : { [list]: [data].flat() }) as UserRules
  // A list may stand alone, and a check is a file of its own.
  const keysOf: KeysOf = (name, index) => (list === undefined ? [name, index] : Array.isArray(data) ? [index] : [])
  return { seal, rules, placed: placedRules(rules, file, keysOf), complaints, file, keysOf }
}

/** Bytes: five times the longest list of ours. A file of mistakes takes a thousand times its size in memory. */
const LARGEST = 512 * 1024

function whyNot(cause: unknown): Message {
  if (!(cause instanceof AuditError)) throw cause
  const { code, params } = cause
  if (code === 'E125') return message('lint.cannotOpen', { detail: params['detail'] ?? '' })
  return code === 'E507' ? message('lint.tooLarge', { limit: sizeOf(LARGEST) }) : message('lint.notOrdinary')
}

function placeIn(text: string, offset: number, path: string): string {
  const before = text.slice(0, offset)
  return `${path}:${before.split('\n').length}:${offset - before.lastIndexOf('\n')}`
}

/** A head of a user's file, or the first entry of a list. */
const BEGINS = new RegExp(`^(- |(${Object.keys(UserRules.shape).join('|')}):)`, 'm')

/** Has the heads of a user's file, `lenders:` and so on. */
function hasHeads(data: unknown) {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return false
  const keys = Object.keys(data)
  return keys.length > 0 && keys.every((key) => Object.hasOwn(UserRules.shape, key))
}

/** Each entry with its place, as the built-in ones have theirs. */
function placedRules(rules: UserRules, file: YamlFile, keysOf: KeysOf): PlacedRules {
  const entries = Object.entries(rules).map(([name, list = []]) => [
    name,
    list.map((entry, index) => placedEntry(entry, file, keysOf(name, index))),
  ])
  return Object.fromEntries(entries) as PlacedRules
}

/**
 * Files for `--rules`: what has the id of a built-in rule replaces it, as does a lender entry for a package; everything
 * else is added.
 *
 * @throws AuditError E108 with the place of the first mistake, E125 for a file that cannot be opened
 */
export function addedRules(
  paths: string[],
  context: RuleContext,
  inWords: (complaint: RuleComplaint) => string,
): RuleFile[] {
  const files = readRuleFiles(paths, context, true)
  for (const { complaints, seal } of files) {
    const [first] = complaints
    if (first === undefined) continue
    const more = complaints.length > 1 && { file: seal.path, n: String(complaints.length) }
    throw new AuditError('E108', { place: first.at, detail: inWords(first), ...more })
  }
  return files
}
