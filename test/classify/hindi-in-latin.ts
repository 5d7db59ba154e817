const VOWELS: Record<string, string> = Object.fromEntries(
  'अ a,आ aa,इ i,ई ee,उ u,ऊ oo,ऋ ri,ए e,ऐ ai,ऑ o,ओ o,औ au,ा aa,ि i,ी ee,ु u,ू oo,ृ ri,े e,ै ai,ॅ e,ॉ o,ो o,ौ au'
    .split(',')
    .map((pair) => pair.split(' ')),
)
/** A letter with a dot below stands before the one without. */
const CONSONANTS: Record<string, string> = Object.fromEntries(
  (
    'क़ q,ख़ kh,ग़ g,ज़ z,ड़ r,ढ़ rh,फ़ f,क k,ख kh,ग g,घ gh,ङ n,च ch,छ chh,ज j,झ jh,ञ n,ट t,ठ th,ड d,ढ dh,ण n,' +
    'त t,थ th,द d,ध dh,न n,प p,फ ph,ब b,भ bh,म m,य y,र r,ल l,ळ l,व v,श sh,ष sh,स s,ह h'
  )
    .split(',')
    .map((pair) => pair.normalize('NFD').split(' ')),
)
const VIRAMA = '्'
const NASAL = /[ंँ]/
const LETTER = /\p{Lo}\u093c?|\p{M}/gu

/** A consonant and its vowel; `isSilent`: nobody wrote the vowel, and nobody may speak it. */
interface Syllable {
  consonant: string
  vowel: string
  isSilent: boolean
}

function syllablesOf(word: string): Syllable[] {
  const syllables: Syllable[] = []
  for (const letter of word.normalize('NFD').match(LETTER) ?? []) {
    const consonant = CONSONANTS[letter] ?? CONSONANTS[letter.charAt(0)]
    const last = syllables.at(-1)
    if (consonant !== undefined) syllables.push({ consonant, vowel: 'a', isSilent: true })
    else if (letter === VIRAMA && last) Object.assign(last, { vowel: '', isSilent: false })
    else if (NASAL.test(letter) && last) Object.assign(last, { vowel: `${last.vowel}n`, isSilent: false })
    else if (/\p{M}/u.test(letter) && last) Object.assign(last, { vowel: VOWELS[letter] ?? '', isSilent: false })
    else syllables.push({ consonant: '', vowel: VOWELS[letter] ?? '', isSilent: false })
  }
  return syllables
}

/** Without the vowel that nobody wrote at the end and, where it is spoken fast, between two syllables. */
function spoken(syllables: Syllable[], isFast: boolean): string {
  let text = ''
  let isOpen = false
  for (const [at, { consonant, vowel, isSilent }] of syllables.entries()) {
    const after = syllables[at + 1]
    const isDropped: boolean =
      isSilent && at > 0 && (after === undefined ? isOpen || isFast : isOpen && isFast && after.vowel !== '')
    text += consonant + (isDropped ? '' : vowel)
    isOpen = !isDropped && vowel !== ''
  }
  return text
}

/** A word of Devanagari as people type it in Latin letters: with long vowels doubled or single, and v or w. */
export function spellingsOf(word: string): string[] {
  const syllables = syllablesOf(word)
  return [...new Set([spoken(syllables, false), spoken(syllables, true)])].flatMap((full) => {
    const single = full.replaceAll('aa', 'a').replaceAll('ee', 'i').replaceAll('oo', 'u')
    return [...new Set([full, single, single.replaceAll('v', 'w')])]
  })
}
