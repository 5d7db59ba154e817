/** Where to look and what to tap on a phone that no computer is asked about, by what its maker calls things. */
import type { Maker } from '../model/rules/rule.ts'
import { wayThrough } from './settings-path.ts'
import type { Speaker } from './speaker.ts'

export type System = Maker['systems'][number]

/** What a menu is looked up and filled in with. */
type Words = Pick<Speaker, 'guidance' | 'lang'>

const menuOf = ({ path, menu }: System, { guidance, lang }: Words): string[] =>
  (menu ?? guidance.paths.find(({ id }) => id === path)?.menu)?.[lang] ?? []

/** The way to turn contacts off for one app. */
export const wayOff = (system: System, label: string, words: Words) => wayThrough(menuOf(system, words), label)

/** The page that shows who can read contacts, where there is one; of menus that lead there, all up to the app. */
function wayToList(system: System, words: Words): string | undefined {
  const menu = menuOf(system, words)
  const app = menu.findIndex((word) => word.includes('{label}'))
  // What follows the app is the switch alone where the list comes first.
  const list = system.list?.[words.lang] ?? (app === menu.length - 2 ? menu.slice(0, app) : undefined)
  return list?.join(' > ')
}

/** Where to look, and where to turn it off: a sentence each. */
export function byHand(system: System, words: Words & Pick<Speaker, 'say'>): string[] {
  const { say } = words
  const label = say('byHand.anyApp')
  const list = wayToList(system, words)
  return [
    list === undefined
      ? say('byHand.look.app', { path: wayThrough(menuOf(system, words).slice(0, -1), label) })
      : say('byHand.look', { path: list }),
    say('byHand.off', { path: wayOff(system, label, words) }),
  ]
}
