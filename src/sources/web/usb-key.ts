import type { AdbCredentialStore, AdbPrivateKey } from '@yume-chan/adb'
import { lazy } from '../../model/lazy.ts'

/** What a phone calls whom it was allowed to. */
const NAME = 'daicha'
const RSA = { name: 'RSASSA-PKCS1-v1_5', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: 'SHA-1' }

/** The key of this visit. It is kept nowhere, so a phone asks its owner again the next time. */
export const keyOfVisit = lazy(async (): Promise<AdbPrivateKey> => {
  const { privateKey } = await crypto.subtle.generateKey(RSA, true, ['sign', 'verify'])
  return { buffer: new Uint8Array(await crypto.subtle.exportKey('pkcs8', privateKey)), name: NAME }
})

/**
 * One key for one connection: a phone that does not know what it signs is given the key itself, and asks its owner.
 *
 * @param onAsk told then
 */
export function onlyKey(key: AdbPrivateKey, onAsk: () => void): AdbCredentialStore {
  let offered = 0
  return {
    *iterateKeys() {
      if (++offered > 1) onAsk()
      yield key
    },
    generateKey: () => key,
  }
}
