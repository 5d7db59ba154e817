const A = 'a'.charCodeAt(0)
const LETTERS = 26

/**
 * Makes the test whether any of many words stands anywhere in a text, in lower case. A tree of Latin letters: a regular
 * expression of a thousand words takes longer than everything else that is done with a package name. The few words of
 * other letters are looked for one by one.
 */
export function containsAny(all: string[]): (text: string) => boolean {
  const words = all.filter(isLatin)
  const others = all.filter((word) => !isLatin(word))
  const size = words.reduce((sum, { length }) => sum + length, 1)
  const next = new Uint32Array(size * LETTERS)
  const ends = new Uint8Array(size)
  let nodes = 1
  for (const word of words) {
    let node = 0
    // What holds a shorter word is found by that.
    for (let at = 0; at < word.length && ends[node] === 0; at++) {
      const edge = node * LETTERS + word.charCodeAt(at) - A
      next[edge] ||= nodes++
      node = next[edge]
    }
    ends[node] = 1
  }

  return (text) => {
    for (let start = 0; start < text.length; start++) {
      let node = 0
      for (let at = start; at < text.length; at++) {
        const letter = text.charCodeAt(at) - A
        if (letter < 0 || letter >= LETTERS) break
        node = next[node * LETTERS + letter] ?? 0
        if (node === 0) break
        if (ends[node] === 1) return true
      }
    }
    return others.some((word) => text.includes(word))
  }
}

const isLatin = (word: string) => /^[a-z]+$/.test(word)
