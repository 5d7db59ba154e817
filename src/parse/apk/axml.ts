import { type Chunk, chunkAt, chunkCount, chunksIn, UnreadableError, u16, u32 } from './chunk.ts'
import { STRING_POOL, type StringPool, stringPool } from './string-pool.ts'
import { type Value, valueAt } from './value.ts'

/** An element of a binary XML document, with where its start stands in the bytes. */
export interface Element {
  name: string
  parent: Element | undefined
  /** By resource id, which is what Android looks at; by name only where an attribute has no id, like `package`. */
  attributes: Map<number | string, Value>
  byteOffset: number
  byteLength: number
}

const RESOURCE_MAP = 0x0180
const START_ELEMENT = 0x0102
const END_ELEMENT = 0x0103
const ATTRIBUTE_SIZE = 20

/**
 * The elements of a binary XML document (AXML), in the order of their starts. As Android does, it takes any type for
 * the document and passes over chunks that it does not know.
 *
 * @throws UnreadableError
 */
export function elementsOf(bytes: Uint8Array): Element[] {
  const elements: Element[] = []
  let strings: StringPool = () => undefined
  let ids: number[] = []
  let open: Element | undefined
  for (const chunk of chunksIn(chunkAt(bytes, 0), chunkCount())) {
    switch (chunk.type) {
      case STRING_POOL:
        if (elements.length === 0) strings = stringPool(chunk)
        break
      case RESOURCE_MAP:
        if (elements.length === 0) ids = idsOf(chunk)
        break
      case START_ELEMENT:
        open = elementOf(chunk, open, strings, ids)
        elements.push(open)
        break
      case END_ELEMENT:
        if (open === undefined) throw new UnreadableError('an element ends that never began')
        open = open.parent
        break
    }
  }
  if (open !== undefined) throw new UnreadableError(`the document ends inside of <${open.name}>`)
  return elements
}

/** Resource ids of attributes, by the index of their names. */
function idsOf({ bytes, headerSize }: Chunk): number[] {
  const count = Math.floor((bytes.length - headerSize) / 4)
  return Array.from({ length: count }, (_, at) => u32(bytes, headerSize + at * 4))
}

function elementOf(
  { bytes, headerSize, offset }: Chunk,
  parent: Element | undefined,
  strings: StringPool,
  ids: number[],
): Element {
  const name = strings(u32(bytes, headerSize + 4)) ?? ''
  const start = headerSize + u16(bytes, headerSize + 8)
  const size = u16(bytes, headerSize + 10)
  const count = u16(bytes, headerSize + 12)
  if (count > 0 && (size < ATTRIBUTE_SIZE || start + count * size > bytes.length))
    throw new UnreadableError(`the attributes of <${name}> do not fit`)
  const attributes: Element['attributes'] = new Map()
  for (let at = start; at < start + count * size; at += size) {
    const nameIndex = u32(bytes, at + 4)
    const key = ids[nameIndex] || strings(nameIndex)
    const value = valueAt(bytes, at + 12, strings)
    if (key !== undefined && value !== undefined && !attributes.has(key)) attributes.set(key, value)
  }
  return { name, parent, attributes, byteOffset: offset, byteLength: bytes.length }
}
