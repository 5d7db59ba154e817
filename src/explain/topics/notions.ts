import type { Explained } from '../../model/rules/rule.ts'
import { anyOf, once } from './phrases.ts'

/** Of lists of notions those of which a sentence speaks, each as the words that say it. */
export function spokenIn(asked: string, notions: Explained['notions']): (lists: string[][]) => string[] {
  const sentence = once(asked)
  const said = new Map(
    Object.entries(notions).flatMap(([id, words]) => {
      const [word] = new RegExp(anyOf(words, sentence), 'u').exec(sentence) ?? []
      return word === undefined ? [] : [[id, word]]
    }),
  )
  return (lists) =>
    lists.flatMap((list) => {
      const words = list.flatMap((id) => said.get(id) ?? [])
      return words.length === list.length ? [words.join('-')] : []
    })
}
