import { languageOfLocale } from '../model/language.ts'
import { localTime } from '../model/text/local-time.ts'
import { defaultLanguage, type Language } from '../model/vocabulary.ts'
import type { PageWords } from './data.ts'

/** The first language of the browser that the page speaks. */
export const languageOfBrowser = (): Language =>
  navigator.languages.map(languageOfLocale).find((lang) => lang !== undefined) ?? defaultLanguage

/** The country whose clock this device has. Where it has that of none, no number is shown. */
export function countryOfClock(countries: PageWords['countries']): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return Object.entries(countries).find(([, { country }]) => country.zones.includes(zone))?.[0] ?? null
}

/** The day where the person is. */
export const today = () => localTime(new Date()).slice(0, 10)

/** Hands a file to the browser to be saved. */
export function download(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}
