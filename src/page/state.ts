import type { Language } from '../model/vocabulary.ts'
import { countryOfClock, languageOfBrowser } from './browser.ts'
import type { Seen } from './by-hand.ts'
import type { CableState } from './cable.ts'
import type { PageWords } from './data.ts'
import type { FileState } from './file.ts'
import type { Shown } from './result.ts'

/** What the page shows, and in whose words. */
export interface State extends Seen {
  lang: Language
  country: string | null
  /** Somebody chose the country, and it was not told by the clock alone. */
  isChosen: boolean
  file: FileState
  cable: CableState
  result: Shown | undefined
}

export const firstState = ({ countries }: PageWords): State => ({
  lang: languageOfBrowser(),
  country: countryOfClock(countries),
  isChosen: false,
  maker: undefined,
  system: 0,
  apps: [{ name: '', seen: '', of: Math.random() }],
  file: { is: 'waiting' },
  cable: { is: 'waiting' },
  result: undefined,
})

/** For a job: the country that somebody chose. */
export const chosenCountry = ({ isChosen, country }: State) => isChosen && { country }
