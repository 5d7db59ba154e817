import type { Report } from '../model/report.ts'
import type { Speaker } from './speaker.ts'
import { fill } from './speaker.ts'

type On = Pick<Report['device'], 'rom' | 'sdk'>

/** Where the switch is on this phone: its maker's menus, else stock Android's, else the way that works anywhere. */
export const settingsPath = (device: On, label: string, speaker: Speaker): string =>
  menuOf(device, speaker)
    .map((word) => fill(word, { label }))
    .join(' > ')

/**
 * What is to be tapped on a page of the app itself, in the same words. On a page of its permissions the permission comes first.
 *
 * @param permission its name, where it is not contacts
 */
export function tapsFrom(page: 'app' | 'permissions', device: On, speaker: Speaker, permission?: string): string {
  const menu = menuOf(device, speaker)
  const at = menu.findIndex((word) => word.includes('{label}'))
  // Menus that go by permission name it before the app, and have no word for the page of an app.
  const [contacts = '', ...before] = at === menu.length - 2 ? [menu[at - 1]] : menu.slice(at + 1, -1).reverse()
  const permissions = before[0] ?? speaker.say('revoke.permissions')
  return [...(page === 'app' ? [permissions] : []), permission ?? contacts, menu.at(-1)].join(' > ')
}

function menuOf({ rom, sdk }: On, { guidance, lang }: Speaker): string[] {
  const fits = (name: string) =>
    guidance.paths.find(
      (path) => path.rom === name && (sdk === null || (sdk >= (path.minSdk ?? sdk) && sdk <= (path.maxSdk ?? sdk))),
    )
  const path = fits(rom) ?? (sdk === null ? undefined : fits('aosp')) ?? fits('any')
  return path?.menu[lang] ?? []
}
