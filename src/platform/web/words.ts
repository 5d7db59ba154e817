/** A page has no room to tell words from noise: every line may hold some. */
export const tellsNoise: boolean = false

export const wordsIn = (_: Uint8Array, from: number): number => from
