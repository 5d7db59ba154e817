import type { Explained } from '../../model/rules/rule.ts'

/** Makes what reads a text as the lists are written: in simplified characters, and as it is said in Mandarin. */
export function asInLists({ traditional, simplified, alone, beside, marks }: Explained['han']) {
  const cantonese = { ...alone, ...beside }
  const words = Object.keys(alone).join('|')
  const isCantonese = new RegExp(`${words}|[${marks}]`, 'u')
  // 通过|数据, 早点|解决: two words in Mandarin even there.
  const said = new RegExp(`${words}|(?:${Object.keys(beside).join('|')})(?![决据])`, 'gu')
  return (typed: string): string => {
    const simple = [...typed].map((letter) => simplified[traditional.indexOf(letter)] ?? letter).join('')
    return isCantonese.test(simple) ? simple.replace(said, (word) => cantonese[word] ?? word) : simple
  }
}
