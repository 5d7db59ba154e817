/** Browsers before 2025 do not all know `plaintext-only`, and would let nobody type. */
export function fillable(place: HTMLElement): void {
  for (const blank of place.querySelectorAll<HTMLElement>('.fill'))
    if (!blank.isContentEditable) blank.contentEditable = 'true'
}

/** What was typed into a letter stays when the letter is drawn again. */
export function keepingBlanks(place: HTMLElement, drawn: () => void): void {
  const blanks = () => [...place.querySelectorAll<HTMLElement>('.fill')]
  const typed = blanks().map((blank) => (blank.dataset['typed'] === undefined ? undefined : blank.textContent))
  drawn()
  for (const [at, blank] of blanks().entries()) {
    if (typed[at] === undefined) continue
    blank.textContent = typed[at]
    blank.dataset['typed'] = ''
  }
}
