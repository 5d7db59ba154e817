import { type ListedDevice, type Say, shellWord } from '../../internal.ts'

/** The command that checks a phone, to be copied. A phone says its own serial, and may say anything. */
export function checkIt({ serial, sharesSerial }: ListedDevice, say: Say): string {
  if (sharesSerial) return say('devices.sameSerial')
  const word = shellWord(serial)
  return word === undefined ? say('devices.odd') : say('devices.ready', { serial: word })
}
