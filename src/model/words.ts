import type { PagePlaces, WordPlaces } from './word-keys.ts'

export type Params = Record<string, string | number>

type Texts = WordPlaces & PagePlaces
export type WordKey = keyof Texts

/** The values that a text needs: none, or one for each of its places. */
export type ParamsOf<Key extends WordKey> = [Texts[Key]] extends [never]
  ? []
  : [params: Record<Texts[Key], string | number>]

/**
 * Says an entry of `words.yaml` or `page.yaml`, with values for its places. A key that is not there does not compile,
 * and neither does a text without its values.
 */
export type Say = <Key extends WordKey>(key: Key, ...params: ParamsOf<Key>) => string

/** Texts without places. */
export type PlainKey = { [Key in WordKey]: [Texts[Key]] extends [never] ? Key : never }[WordKey]

/** `headline.act`, of which there are `headline.act.one` and `headline.act.other`. */
export type CountKey = { [Key in WordKey]: Key extends `${infer Counted}.one` ? Counted : never }[WordKey]

/** `checks`, for there is `ruleKind.checks`. */
export type EndOf<Start extends string> = {
  [Key in WordKey]: Key extends `${Start}.${infer End}` ? End : never
}[WordKey]

/** What is said elsewhere, in a language that is not known yet; made by `message` alone. */
export interface Message {
  key: WordKey
  params: Params
}

export const message = <Key extends WordKey>(key: Key, ...[params]: ParamsOf<Key>): Message => ({
  key,
  params: params ?? {},
})

export const sayMessage = ({ key, params }: Message, say: Say) =>
  (say as (key: WordKey, params: Params) => string)(key, params)

/** A name, and what it is or says. */
export const labelled = (name: string, text: string, say: Say) => name + say('join.colon') + text
