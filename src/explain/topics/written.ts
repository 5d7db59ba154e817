import type { Explained } from '../../model/rules/rule.ts'

/** What only Hong Kong writes, in the words of the lists: a character or two alone, in simplified ones. */
const CANTONESE: Record<string, string> = {
  老细: '老板',
  追数: '催收',
  找晒数: '还清',
  还晒: '还清',
  冇: '没',
  唔: '不',
  佢: '他',
  哋: '们',
  咗: '了',
  嘅: '的',
  嗰: '那',
  啲: '些',
  喺: '在',
  畀: '给',
  俾: '给',
  攞: '拿',
  嚟: '来',
  閂: '关',
  睇: '看',
  揾: '找',
  搵: '找',
  嘢: '东西',
  咩: '什么',
  乜: '什么',
  瞓: '睡',
}
/** Of two words in Mandarin, 早点|解决, 通过|数据, 而|家人: Cantonese where a sentence has what only that has. */
const BESIDE: Record<string, string> = {
  点解: '为什么',
  点样: '怎么',
  点算: '怎么办',
  边个: '谁',
  边度: '哪里',
  而家: '现在',
  成日: '一直',
  日日: '天天',
  返工: '上班',
  过数: '转账',
  收数: '催收',
  找数: '还钱',
}
const ALONE = new RegExp(`${Object.keys(CANTONESE).join('|')}|[咁諗谂攰啱㗎喎掂]`, 'u')
const BESIDES = `(?:${Object.keys(BESIDE).join('|')})(?![决据])`
const SAID = new RegExp(`${Object.keys(CANTONESE).join('|')}|${BESIDES}`, 'gu')

/** As the lists are written: in simplified characters, and as it is said in Mandarin. */
export function asInLists(typed: string, { traditional, simplified }: Explained['han']): string {
  const simple = [...typed].map((letter) => simplified[traditional.indexOf(letter)] ?? letter).join('')
  if (!ALONE.test(simple)) return simple
  return simple.replace(SAID, (said) => CANTONESE[said] ?? BESIDE[said] ?? said)
}
