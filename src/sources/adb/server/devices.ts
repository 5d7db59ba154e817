import type { ListedDevice } from './adb-server.ts'
import type { Address } from './address.ts'
import { converseWithServer } from './client.ts'

/** What the server lists, in any state. @throws AuditError E212 */
export async function listDevices(address: Address, timeoutMs: number): Promise<ListedDevice[]> {
  const text = await converseWithServer(address, { timeoutMs }, async (connection) => {
    await connection.ask('host:devices-l')
    return connection.text()
  })
  return text.split('\n').flatMap((line) => parseDevice(line) ?? [])
}

/** What adb says of a phone (AOSP `adb.cpp`, `to_string(ConnectionState)`); the last goes on as a sentence. */
const STATES =
  'device|offline|unauthorized|authorizing|connecting|recovery|rescue|sideload|bootloader|host|detached|unknown|no permissions\\b.*'
const KNOWN = new RegExp(`^(\\S|\\S.*\\S)\\s+(${STATES})$`)

/**
 * Reads a line of `host:devices-l`: the serial, filled up to 22 bytes with blanks, the state, and `key:value` words to
 * the end. Serials hold blanks too, and the state may be a sentence.
 *
 *     0A1B2C                 device usb:1-4 product:cheetah model:Pixel_7_Pro device:cheetah transport_id:2
 *     adb-0A1B2C-x7Qz2k (2)._adb-tls-connect._tcp device product:cheetah model:Pixel_7_Pro device:cheetah transport_id:3
 *     0A1B2C                 no permissions (missing udev rules?); see [http://...] usb:1-4 transport_id:3
 */
function parseDevice(line: string): ListedDevice | undefined {
  const words = line.trimEnd().split(/(?<=\S)(?=\s)/)
  const facts = new Map<string, string>()
  for (let word = words.at(-1); words.length > 2; word = words.at(-1)) {
    const [, key, value] = /^\s([a-z_]+):(\S+)$/.exec(word ?? '') ?? []
    if (key === undefined || value === undefined) break
    facts.set(key, value)
    words.pop()
  }
  const rest = words.join('')
  // A state that is not known here is one word; a column of blanks tells where it begins.
  const [, serial, state] =
    KNOWN.exec(rest) ?? /^(\S.*?)(?: {2,}|\t)(\S.*)$/.exec(rest) ?? /^(\S.*)\s(\S+)$/.exec(rest) ?? []
  if (serial === undefined || state === undefined) return undefined
  const model = facts.get('model')
  const product = facts.get('product')
  const transportId = Number(facts.get('transport_id'))
  return {
    serial,
    state: state.startsWith('no permissions') ? 'no permissions' : state,
    // adb writes `_` for each blank.
    ...(model !== undefined && { model: model.replaceAll('_', ' ') }),
    ...(product !== undefined && { product }),
    ...(transportId > 0 && { transportId }),
  }
}
