/** Texts of an endless generator until they hold so many bytes. */
export function* take(bytes, texts) {
  let left = bytes
  if (left <= 0) return
  for (const text of texts) {
    yield text
    left -= Buffer.byteLength(text)
    if (left <= 0) return
  }
}

/** Texts as they come, then filler up to the size asked for. */
export function* sized(bytes, texts, filler) {
  let left = bytes
  for (const text of texts) {
    yield text
    left -= Buffer.byteLength(text)
  }
  yield* take(left, filler)
}

/** What `make` gives for 0, 1, 2, ... for ever. */
export function* endless(make) {
  for (let index = 0; ; index++) yield make(index)
}

export const lines = (list) => list.map((line) => `${line}\n`).join('')
