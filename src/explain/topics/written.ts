import type { Explained } from '../../model/rules/rule.ts'

/** What is said in Hong Kong, in the words of the lists: a character or two alone, in simplified ones. */
const CANTONESE: Record<string, string> = {
  点解: '为什么',
  点样: '怎么',
  点算: '怎么办',
  边个: '谁',
  边度: '哪里',
  而家: '现在',
  成日: '一直',
  日日: '天天',
  返工: '上班',
  老细: '老板',
  过数: '转账',
  追数: '催收',
  收数: '催收',
  找数: '还钱',
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
const SAID = Object.keys(CANTONESE).join('|')

/** As the lists are written: in simplified characters, and as it is said in Mandarin. */
export function asInLists(typed: string, { traditional, simplified }: Explained['han']): string {
  const simple = [...typed].map((letter) => simplified[traditional.indexOf(letter)] ?? letter).join('')
  return simple.replace(new RegExp(SAID, 'gu'), (said) => CANTONESE[said] ?? said)
}
