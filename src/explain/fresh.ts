import type { Guidance, Text } from '../model/rules/rule.ts'
import { inEachLanguage, type Language } from '../model/vocabulary.ts'

/** Whether something was compared with its source over twelve months before a time, both as RFC 3339 has them. */
export const isStale = (checkedOn: string, now: string): boolean =>
  now.slice(0, 10) > `${Number(checkedOn.slice(0, 4)) + 1}${checkedOn.slice(4, 10)}`

/** The same guidance, in which a law, a number or a menu not compared with its source for a year says so. */
export function marked(guidance: Guidance, now: string): Guidance {
  const { law, channels, actions, paths } = guidance
  const oldNumbers = channels.flatMap(({ number, checkedOn }) =>
    number !== undefined && isStale(checkedOn, now) ? [{ number, checkedOn }] : [],
  )
  const mark = (text: Text, checkedOn: string | undefined): Text =>
    checkedOn === undefined ? text : inEachLanguage((lang) => text[lang] + markIn(guidance, lang, checkedOn))
  const byDate = (checkedOn: string) => (isStale(checkedOn, now) ? checkedOn : undefined)
  return {
    ...guidance,
    law: law.map((one) => ({ ...one, title: mark(one.title, byDate(one.checkedOn)) })),
    channels: channels.map(({ name, body = name, checkedOn, ...rest }) => ({
      ...rest,
      name: mark(name, byDate(checkedOn)),
      body,
      checkedOn,
    })),
    actions: actions.map((action) => {
      const numbers = oldNumbers.filter(({ number }) => action.isOfCountry && namesNumber(action.line, number))
      return { ...action, line: mark(action.line, numbers.map(({ checkedOn }) => checkedOn).sort()[0]) }
    }),
    paths: paths.map((path) => {
      const old = byDate(path.checkedOn)
      return old === undefined
        ? path
        : { ...path, menu: inEachLanguage((lang) => withLast(path.menu[lang], markIn(guidance, lang, old))) }
    }),
  }
}

const markIn = ({ page }: Guidance, lang: Language, date: string) =>
  (page['stale']?.[lang] ?? '').replace('{date}', date)

const namesNumber = (text: Text, number: string) => new RegExp(`(?<!\\d)${number}(?!\\d)`).test(text.zh)

const withLast = (words: string[], mark: string) =>
  words.map((word, at) => (at === words.length - 1 ? word + mark : word))
