/** Of evidence packs, and of their `README.txt`, which begins with it. */
export const PACK_FORMAT = 'daicha-evidence/1'
