/** Ends of web addresses that are also words of money and hurry: at the head of a name they say where its maker is. */
const DOMAIN = /^([a-z]{2}|online|money|finance|fund|financial|capital|today|express)\./

/** The words of a package name: between dots, underscores and digits, and at capitals inside (`TimelyLoan`). */
export const wordsOfName = (packageName: string) =>
  (packageName.replace(DOMAIN, '').match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? []).map((word) => word.toLowerCase())

/** The words of a label, as written and in lower case. */
export const wordsOfLabel = (label: string) =>
  label
    .normalize('NFC')
    .toLowerCase()
    .match(/[\p{L}\p{M}]+/gu) ?? []

/** Without diacritics: `préstamo` is `prestamo`, `vay tiền` is `vay tien`. */
export const folded = (word: string) =>
  /^[a-z]*$/.test(word)
    ? word
    : word
        .normalize('NFD')
        .replace(/\p{M}/gu, '')
        .replace(/[\u0111\u0142\u00f8\u0131]/g, (letter) => ({ đ: 'd', ł: 'l', ø: 'o', ı: 'i' })[letter] ?? letter)
