import { createSHA256 } from 'hash-wasm'

/** The browser's own SHA-256 wants all bytes at once. One machine works for all hashes, each with a state of its own. */
export async function hashing() {
  const machine = await createSHA256()
  const beginning = machine.init().save()
  return () => {
    let state = beginning
    return {
      update(bytes: Uint8Array) {
        state = machine.load(state).update(bytes).save()
      },
      hex: () => machine.load(state).digest('hex'),
    }
  }
}
