import type { Labels } from '../../model/phone/snapshot.ts'
import { factsOf, languageOfLocale } from '../../model/vocabulary.ts'
import {
  type Bytes,
  type Chunk,
  chunkAt,
  chunkCount,
  chunksIn,
  inMemory,
  UnreadableError,
  u8,
  u16,
  u32,
} from './chunk.ts'
import { STRING_POOL, stringPool } from './string-pool.ts'
import { isReference, typedValue, type Value, valueAt } from './value.ts'

/** The texts of a resource id. @throws UnreadableError */
export type Resources = (resource: number) => Labels

const TABLE = 0x0002
const PACKAGE = 0x0200
const TYPE = 0x0201
const SPARSE = 1
const OFFSET16 = 2
const COMPLEX = 1
const COMPACT = 8
/** Where `ResTable_config` begins in a type chunk, and the size of its oldest form. */
const CONFIG = 20
const LEAST_CONFIG = 28
/** Of one label, over all configurations; each costs a walk through all of them. */
const MOST_REFERENCES = 32

/** Values of one type of resource under one configuration. */
interface Type {
  packageId: number
  typeId: number
  language: keyof Labels
  /** Of several texts in one language the lowest is taken. */
  rank: number
  chunk: Chunk
}

/** Reads the texts of a `resources.arsc`; an entry is looked up when it is asked for. @throws UnreadableError */
export function readResources(bytes: Bytes): Resources {
  const table = chunkAt(bytes, 0)
  if (table.type !== TABLE) throw new UnreadableError('no table of resources')
  const count = chunkCount()
  const chunks = [...chunksIn(table, count)]
  const pool = chunks.find(({ type }) => type === STRING_POOL)
  if (pool === undefined) throw new UnreadableError('no strings')
  const strings = stringPool(pool)
  const types = chunks
    .filter(({ type }) => type === PACKAGE)
    .flatMap((chunk) =>
      [...chunksIn(chunk, count)].filter(({ type }) => type === TYPE).flatMap(typeOf(u32(chunk.bytes, 8))),
    )
    .sort((a, b) => a.rank - b.rank)

  /** @param follow how many references may lead to another resource */
  const labels = (resource: number, follow: number): Labels => {
    const found: Labels = {}
    let left = follow
    for (const { packageId, typeId, language, chunk } of types) {
      if (packageId !== resource >>> 24 || typeId !== ((resource >>> 16) & 0xff) || language in found) continue
      const value = valueIn(chunk, resource & 0xffff)
      const text = isReference(value) && left-- > 0 ? inLanguage(labels(value.resource, 0), language) : value
      if (typeof text === 'string') found[language] = text
    }
    return found
  }

  function valueIn({ bytes, headerSize }: Chunk, index: number): Value | undefined {
    const offset = entryOffset(bytes, headerSize, index)
    if (offset === undefined) return undefined
    const at = u32(bytes, 16) + offset
    const flags = u16(bytes, at + 2)
    if (flags & COMPACT) return typedValue(flags >> 8, u32(bytes, at + 4), strings)
    return flags & COMPLEX ? undefined : valueAt(bytes, at + u16(bytes, at), strings)
  }

  return (resource) => labels(resource, MOST_REFERENCES)
}

const inLanguage = (labels: Labels, language: keyof Labels) => labels[language] ?? labels.default

const typeOf =
  (packageId: number) =>
  (chunk: Chunk): Type[] => {
    const { bytes } = chunk
    if (u32(bytes, CONFIG) < LEAST_CONFIG) throw new UnreadableError('a configuration without a language')
    const locale = localeOf(bytes)
    return locale === undefined ? [] : [{ packageId, typeId: u8(bytes, 8), ...locale, chunk }]
  }

/** Where an entry stands behind `entriesStart`; undefined where this configuration does not have it. */
function entryOffset(bytes: Bytes, from: number, index: number): number | undefined {
  const flags = u8(bytes, 9)
  const count = u32(bytes, 12)
  const width = flags & OFFSET16 && !(flags & SPARSE) ? 2 : 4
  if (from + count * width > bytes.length) throw new UnreadableError(`a type of ${count} entries does not fit`)
  if (flags & SPARSE) {
    for (let at = from; at < from + count * width; at += width)
      if (u16(bytes, at) === index) return u16(bytes, at + 2) * 4
    return undefined
  }
  if (index >= count) return undefined
  const offset = width === 2 ? u16(bytes, from + index * width) : u32(bytes, from + index * width)
  if (width === 2) return offset === 0xffff ? undefined : offset * 4
  return offset === 0xffffffff ? undefined : offset
}

/** The language of a configuration and how well it fits: in its own region and script, then in none, then in others. */
function localeOf(bytes: Bytes): Pick<Type, 'language' | 'rank'> | undefined {
  const letters = (at: number, length: number) =>
    String.fromCharCode(...inMemory(bytes.subarray(at, at + length))).replaceAll('\0', '')
  const size = u32(bytes, CONFIG)
  const subtag = letters(CONFIG + 8, 2)
  const region = letters(CONFIG + 10, 2)
  const script = size >= 40 ? letters(CONFIG + 36, 4) : ''
  const otherwise = hasOtherQualifiers(bytes, size) ? 0.5 : 0
  if (subtag === '') return { language: 'default', rank: otherwise }
  const language = languageOfLocale(subtag)
  if (language === undefined) return undefined
  const own = factsOf(language)
  const [, ownRegion = ''] = own.tag.split('-')
  const isOwn = region === ownRegion || (script === own.script && region === '')
  return { language, rank: (isOwn ? 0 : region === '' && script === '' ? 1 : 2) + otherwise }
}

/** Whether the configuration asks for more than a language: a screen, a density, a network, a version of Android. */
function hasOtherQualifiers(bytes: Bytes, size: number): boolean {
  const any = (from: number, to: number) =>
    inMemory(bytes.subarray(CONFIG + from, CONFIG + Math.min(to, size))).some((byte) => byte !== 0)
  return any(4, 8) || any(12, 36) || any(48, size)
}
