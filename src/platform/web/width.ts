/** The same of our own words: a page has no terminal, and writes no other text in lines. */
export const widthOf = (text: string): number => text.length + (text.match(/[\u2e80-\uffef]/g)?.length ?? 0)
