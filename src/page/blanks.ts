/** By what tells a letter from all others, and place in it: one that takes its place is not given what is another's. */
const typed = new Map<string, string>()

function keyOf(blank: HTMLElement): string {
  const letter = blank.closest('[data-of]') as HTMLElement
  return `${letter.dataset['of']} ${[...letter.querySelectorAll('.fill')].indexOf(blank)}`
}

/** What was typed into a letter stays when that is drawn again, in another language too. */
export const remember = (blank: HTMLElement) => typed.set(keyOf(blank), blank.textContent ?? '')

/** Browsers before 2025 do not all know `plaintext-only`, and would let nobody type. */
export function fillable(place: HTMLElement): void {
  for (const blank of place.querySelectorAll<HTMLElement>('.fill')) {
    if (!blank.isContentEditable) blank.contentEditable = 'true'
    const text = typed.get(keyOf(blank))
    if (text !== undefined) blank.textContent = text
  }
}
