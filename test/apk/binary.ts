/** Binary resources made by hand, after AOSP's `ResourceTypes.h`. */

const u16 = (...values: number[]) => Buffer.from(Uint16Array.from(values).buffer)
const u32 = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer)
const NONE = 0xffffffff

/** A chunk: type, size of its header, size, the rest of the header, the body. */
export function chunk(type: number, header: Buffer, ...body: Buffer[]): Buffer {
  const rest = Buffer.concat(body)
  return Buffer.concat([u16(type, 8 + header.length), u32(8 + header.length + rest.length), header, rest])
}

function stringPool(strings: string[], encoding: 'utf-8' | 'utf-16' = 'utf-16'): Buffer {
  const lengthOf = (length: number) => (length < 0x80 ? [length] : [0x80 | (length >> 8), length & 0xff])
  const encoded = strings.map((text) => {
    if (encoding === 'utf-16') return Buffer.concat([u16(text.length), Buffer.from(text, 'utf16le'), u16(0)])
    const bytes = Buffer.from(text)
    return Buffer.concat([Buffer.from([...lengthOf(text.length), ...lengthOf(bytes.length)]), bytes, Buffer.alloc(1)])
  })
  let end = 0
  const offsets = encoded.map(({ length }) => {
    end += length
    return end - length
  })
  const data = Buffer.concat(encoded)
  const padded = Buffer.concat([data, Buffer.alloc((4 - (data.length % 4)) % 4)])
  const header = u32(strings.length, 0, encoding === 'utf-8' ? 0x100 : 0, 28 + 4 * strings.length, 0)
  return chunk(0x0001, header, u32(...offsets), padded)
}

/** `android.R.attr` of the attributes that the tests write. */
const attributeIds: Record<string, number> = {
  label: 0x01010001,
  name: 0x01010003,
  sharedUserId: 0x0101000b,
  authorities: 0x01010018,
  scheme: 0x01010027,
  host: 0x01010028,
  path: 0x0101002a,
  pathPrefix: 0x0101002b,
  minSdkVersion: 0x0101020c,
  versionCode: 0x0101021b,
  versionName: 0x0101021c,
  targetSdkVersion: 0x01010270,
  maxSdkVersion: 0x01010271,
  versionCodeMajor: 0x01010576,
}

/** A string, a number, a boolean, or a resource. */
type Written = string | number | boolean | { resource: number }

export interface Tag {
  tag: string
  with?: Record<string, Written>
  in?: Tag[]
}

/** Binary XML of a tree; `hideNames` empties the names of attributes that have an id, as some packers do. */
export function axml(root: Tag, { hideNames = false } = {}): Buffer {
  const ids = Object.keys(attributeIds)
  const strings = ids.map((name) => (hideNames ? '' : name))
  const indexOf = (text: string) => {
    const known = strings.indexOf(text, ids.length)
    return known >= 0 ? known : strings.push(text) - 1
  }
  const typed = (value: Written): [rawValue: number, type: number, data: number] => {
    if (typeof value === 'string') return [indexOf(value), 0x03, indexOf(value)]
    if (typeof value === 'number') return [NONE, 0x10, value]
    if (typeof value === 'boolean') return [NONE, 0x12, value ? NONE : 0]
    return [NONE, 0x01, value.resource]
  }
  const written = ({ tag, with: attributes = {}, in: inner = [] }: Tag): Buffer[] => {
    const list = Object.entries(attributes).map(([name, value]) => {
      const [rawValue, type, data] = typed(value)
      const nameIndex = name in attributeIds ? ids.indexOf(name) : indexOf(name)
      return Buffer.concat([u32(NONE, nameIndex, rawValue), u16(8), Buffer.from([0, type]), u32(data)])
    })
    const name = u32(NONE, indexOf(tag))
    const line = u32(1, NONE)
    const start = chunk(0x0102, line, name, u16(20, 20, list.length, 0, 0, 0), ...list)
    return [start, ...inner.flatMap(written), chunk(0x0103, line, name)]
  }
  const nodes = written(root)
  return chunk(
    0x0003,
    Buffer.alloc(0),
    stringPool(strings),
    chunk(0x0180, Buffer.alloc(0), u32(...Object.values(attributeIds))),
    ...nodes,
  )
}

/** How the entries of one configuration are laid out. */
export type Layout = 'plain' | 'sparse' | 'offset16' | 'compact'

/** Values of the resources 0x7f010000, 0x7f010001, ... in one language: a string, a resource, or none. */
export interface Texts {
  locale: string
  values: (string | { resource: number } | undefined)[]
  layout?: Layout
  density?: number
}

/** A `resources.arsc` of one package 0x7f with one type. */
export function arsc(configurations: Texts[], encoding: 'utf-8' | 'utf-16' = 'utf-8'): Buffer {
  const strings = [
    ...new Set(configurations.flatMap(({ values }) => values.filter((value) => typeof value === 'string'))),
  ]
  const indexes = new Map(strings.map((text, at) => [text, at]))
  const types = configurations.map((texts) => typeChunk(texts, indexes))
  const name = Buffer.alloc(256)
  name.write('com.example', 'utf16le')
  const header = Buffer.concat([u32(0x7f), name, u32(288, 0, 0, 0, 0)])
  const content = chunk(0x0200, header, stringPool(['string']), stringPool(['app_name']), ...types)
  return chunk(0x0002, u32(1), stringPool(strings, encoding), content)
}

function typeChunk({ locale, values, layout = 'plain', density = 0 }: Texts, strings: Map<string, number>): Buffer {
  const entries: Buffer[] = []
  let end = 0
  const offsets = values.map((value) => {
    if (value === undefined) return undefined
    const [type, data] = typeof value === 'string' ? [0x03, strings.get(value) ?? NONE] : [0x01, value.resource]
    const entry =
      layout === 'compact'
        ? Buffer.concat([u16(0, 8 | (type << 8)), u32(data)])
        : Buffer.concat([u16(8, 0), u32(0), u16(8), Buffer.from([0, type]), u32(data)])
    entries.push(entry)
    end += entry.length
    return end - entry.length
  })
  const present = offsets.flatMap((offset, index) => (offset === undefined ? [] : [[index, offset / 4] as const]))
  const table =
    layout === 'sparse'
      ? Buffer.concat(present.map((pair) => u16(...pair)))
      : layout === 'offset16'
        ? u16(
            ...offsets.map((offset) => (offset === undefined ? 0xffff : offset / 4)),
            ...(offsets.length % 2 ? [0xffff] : []),
          )
        : u32(...offsets.map((offset) => offset ?? NONE))
  const config = Buffer.alloc(64)
  config.writeUInt32LE(64, 0)
  const [language = '', region = ''] = locale.split('-')
  config.write(language, 8, 'latin1')
  config.write(region.length === 4 ? '' : region, 10, 'latin1')
  config.writeUInt16LE(density, 14)
  if (region.length === 4) config.write(region, 36, 'latin1')
  const flags = { plain: 0, compact: 0, sparse: 1, offset16: 2 }[layout]
  const count = layout === 'sparse' ? present.length : values.length
  const header = Buffer.concat([Buffer.from([1, flags, 0, 0]), u32(count, 84 + table.length), config])
  return chunk(0x0201, header, table, ...entries)
}
