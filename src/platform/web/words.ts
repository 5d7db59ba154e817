/** A page has no room to tell: every line may hold some. */
export const wordsIn = (_: Uint8Array, from: number): number => from
