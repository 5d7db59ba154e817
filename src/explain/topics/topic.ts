import type { Explained, Rules } from '../../model/rules/rule.ts'
import type { EndOf } from '../../model/words.ts'
import type { Speaker } from '../speaker.ts'

/** One thing that can be asked about, in the language of the speaker. */
export interface Topic {
  id: string
  title: string
  sections: { heading?: string; lines: string[] }[]
  see: string[]
  /** What a sentence asks for, or somebody needs who may hurt themselves: told in full, however much else there is. */
  isAnswer?: true
  /** What a sentence only names, and asks nothing of that is known here: told by its title alone. */
  isNamed?: true
}

/** The same as its source tells it, which has nothing to say of the id. */
export type Told = Pick<Topic, 'title'> & Partial<Pick<Topic, 'sections' | 'see'>>

export type TopicRules = Rules & Explained

/** What the list of everything that can be asked about has for headings. */
export type Group = EndOf<'explain.group'>

/** What can be asked about, and the words that ask for it. */
export type Source = (
  rules: TopicRules,
  speaker: Speaker,
) => {
  id: string
  words?: string[]
  /** Notions that ask for it where a sentence speaks of all of a list. */
  about?: string[][]
  /** Names of countries and regions, which are many and take long: made where nothing else is called so. */
  places?: () => string[]
  /** Names of lenders whose package is not known. */
  brands?: string[]
  topic: () => Told
}[]

/** The country that was chosen, or each: then what is said of one stands under its name. */
export const everywhere = (words: Speaker): Speaker[] =>
  words.guidance.isChosen ? [words] : Object.keys(words.guidance.all.countries).map(words.of)

export const countryOf = ({ guidance: { country }, text }: Speaker) => (country ? text(country.name) : '')
