import { AuditError } from '../../errors.ts'
import type { Address } from './address.ts'
import { Broken, converse, Refused } from './client.ts'
import type { ListedDevice } from './transport.ts'

/** What the server lists, in any state. @throws AuditError E212 */
export async function listDevices(address: Address, timeoutMs: number): Promise<ListedDevice[]> {
  const text = await converse(address, { timeoutMs }, async (connection) => {
    await connection.ask('host:devices-l')
    return connection.text()
  }).catch((cause) => {
    throw cause instanceof Refused || cause instanceof Broken
      ? new AuditError('E212', { address: address.shown }, { cause })
      : cause
  })
  return text.split('\n').flatMap((line) => parseDevice(line) ?? [])
}

/**
 * Reads a line of `host:devices-l`: the serial, the state, which may be a sentence, and `key:value` words to the end.
 *
 *     0A1B2C                 device usb:1-4 product:cheetah model:Pixel_7_Pro device:cheetah transport_id:2
 *     0A1B2C                 no permissions (missing udev rules?); see [http://...] usb:1-4 transport_id:3
 */
function parseDevice(line: string): ListedDevice | undefined {
  const [, serial, rest] = /^(\(no serial number\)|\S+)\s+(\S.*)$/.exec(line) ?? []
  if (serial === undefined || rest === undefined) return undefined
  const words = rest.trim().split(/\s+/)
  const facts = new Map<string, string>()
  for (let word = words.at(-1); words.length > 1; word = words.at(-1)) {
    const [, key, value] = /^([a-z_]+):(\S+)$/.exec(word ?? '') ?? []
    if (key === undefined || value === undefined) break
    facts.set(key, value)
    words.pop()
  }
  const state = words.join(' ')
  const model = facts.get('model')
  const product = facts.get('product')
  const transportId = Number(facts.get('transport_id'))
  return {
    serial,
    state: state.startsWith('no permissions') ? 'no permissions' : state,
    ...(model !== undefined && { model }),
    ...(product !== undefined && { product }),
    ...(transportId > 0 && { transportId }),
  }
}
