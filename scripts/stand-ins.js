/**
 * What packages load and do not need here, by who asks for it: at every start of the command line it takes longer to
 * start than the rest of what asks, and in the page it takes room.
 */
const standIns = [
  // No command is a program of its own.
  { id: 'node:child_process', in: '/commander/', is: 'module.exports = {}' },
  // It connects and nothing more: with promises of Node, in silence, and no server is started (`isStart` in
  // `client.ts`).
  { id: 'bluebird', in: '/adbkit/', is: 'module.exports = class extends Promise { static config() {} }' },
  { id: 'debug', in: '/adbkit/', is: 'module.exports = () => () => {}' },
  {
    id: 'child_process',
    in: '/adbkit/',
    is: "exports.execFile = () => { throw Object.assign(new Error('nothing is started'), { code: 'ERR_INVALID_ARG_VALUE' }) }",
  },
  // The head of a packet of adb is six numbers of 32 bits.
  {
    id: '@yume-chan/struct',
    in: '/@yume-chan/adb/esm/daemon/packet.js',
    is: `export const u32 = 'Uint32', s32 = 'Int32', buffer = () => {}, extend = buffer
const viewOf = (bytes, at = 0) => new DataView(bytes.buffer, bytes.byteOffset + at)
export const struct = (fields) => {
  const all = Object.entries(fields)
  return {
    size: 4 * all.length,
    serialize(packet, bytes) {
      for (const [at, [name, kind]] of all.entries()) viewOf(bytes, 4 * at)['set' + kind](0, packet[name], true)
    },
    deserialize: (bytes) =>
      Object.fromEntries(all.map(([name, kind]) => [name, viewOf(bytes.readExactly(4))['get' + kind](0, true)])),
  }
}`,
  },
  // Numbers of 64 bits are written and read as every engine does it.
  {
    id: '@yume-chan/no-data-view',
    in: '/@yume-chan/adb/esm/daemon/crypto.js',
    is: `const viewOf = (bytes) => new DataView(bytes.buffer, bytes.byteOffset)
export const getUint64BigEndian = (bytes, at) => viewOf(bytes).getBigUint64(at)
export const setInt64BigEndian = (bytes, at, value) => viewOf(bytes).setBigInt64(at, value)
export const setInt64LittleEndian = (bytes, at, value) => viewOf(bytes).setBigInt64(at, value, true)`,
  },
  // Every browser that reaches a phone has streams that are read in a loop.
  {
    id: '/stream.js',
    in: '/stream-extra/',
    is: 'export const { AbortController, ReadableStream, WritableStream, TransformStream } = globalThis',
  },
  // Of the streams that hang on a class nobody asks for two; nobody looks on at a task.
  {
    id: './wrap-byte-readable.js',
    in: '/stream-extra/esm/consumable/',
    is: 'export let ConsumableWrapByteReadableStream',
  },
  { id: './wrap-writable.js', in: '/stream-extra/esm/consumable/', is: 'export let ConsumableWrapWritableStream' },
  { id: './task.js', in: '/stream-extra/', is: 'export const createTask = () => ({ run: (callback) => callback() })' },
  // Of its own Base64 it writes a key with, in place; a browser has one.
  {
    id: './base64.js',
    in: '/@yume-chan/adb/',
    is: `export const calculateBase64EncodedLength = (length) => [Math.ceil(length / 3) * 4]
export const encodeBase64 = (bytes, output) => new TextEncoder().encodeInto(btoa(String.fromCharCode(...bytes)), output)`,
  },
]

const UNREAD =
  'protocolVersion|clientFeatures|product|model|device|inEndpoint|outEndpoint|localCreated|localId|remoteId|service|name|' +
  'writableClosed|connection|maxPayloadSize'
/** What nobody here asks of that library, as it is then: what hangs on it is left out when the page is made small. */
const UNUSED = [
  // A stream tells each step to a log that nobody keeps.
  [/logger\?\.\(\{[^}]*\}\);/g, ''],
  // A packet is answered before the next is sent, however long that takes, and a phone opens nothing.
  [/this\.options\.(readTimeLimit|preserveConnection)/g, 'undefined'],
  [/this\.options\.initialDelayedAckBytes(?! = )/g, '0'],
  [/^ +AdbFeature\.DelayedAck,\n/m, ''],
  [/^( +)if \(features\.includes\(AdbFeature\.DelayedAck\)\) \{\n(\1 .*\n)*\1\}\n\1else \{(?=\n)/m, '$1{'],
  [/^( +)if \(initialDelayedAckBytes <= 0\) \{\n(\1 .*\n)*\1\}\n/m, ''],
  // Of a promise nobody asks how it went, nor of an error what it says.
  [/^ +(this\.)?#state = '\w+';\n( +get state\(\) .*\n)?/gm, ''],
  [/"Unreachable\. Arguments.*(?=\))|"(ExactReadable ended|The device is already in used .*)"/, '""'],
  [/this\.#incomingSocketHandlers\.get\(service\)/g, 'undefined'],
  // Each stream has its reader beside it, and none a strategy.
  [/^( +)if \(strategy\) \{\n(\1 .*\n)*\1\}\n/gm, ''],
  [/strategy\?\.highWaterMark/g, 'undefined'],
  [/"(start|close|cancel)" in wrapper/g, 'true'],
  [/"error" in wrapper/g, 'false'],
  // Of what a phone says of itself at the start only its state and its features.
  [/^ +case AdbBannerKey\.(Product|Model|Device):\n.*\n +break;\n/gm, ''],
  [new RegExp(`^ {4}(get (${UNREAD})|\\w+ReverseTunnels?)\\(.*\\n( {5,}.*\\n)* {4}\\}\\n`, 'gm'), ''],
]

/** What was met of all that in any build. */
const met = new Set()

export const withStandIns = {
  name: 'with-stand-ins',
  resolveId(id, importer = '') {
    const at = standIns.findIndex((one) => id.endsWith(one.id) && importer.includes(one.in))
    return at < 0 ? undefined : `\0stand-in-${at}`
  },
  load(id) {
    const one = standIns[id.startsWith('\0stand-in-') ? Number(id.slice('\0stand-in-'.length)) : -1]
    met.add(one)
    return one?.is
  },
  transform: (code, id) => (id.includes('/@yume-chan/') ? UNUSED.reduce(replaced, code) : undefined),
}

/** What stands for nothing that is there, a line each: a library has changed. */
export const unmet = () =>
  [...standIns, ...UNUSED]
    .filter((one) => !met.has(one))
    .map(({ id, 0: what = id }) => `scripts/stand-ins.js: ${what} is in no library`)

function replaced(code, one) {
  const left = code.replace(...one)
  if (left !== code) met.add(one)
  return left
}
