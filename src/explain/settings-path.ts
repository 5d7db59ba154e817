import { SDK_RUNTIME } from '../model/phone/sdk.ts'
import type { Report } from '../model/report/report.ts'
import type { Action } from '../model/rules/rule.ts'
import type { Speaker } from './speaker.ts'
import { fill } from './speaker.ts'

type On = Pick<Report['device'], 'rom' | 'sdk'>

/**
 * Where the switch is on this phone: its maker's menus, else stock Android's, else the way that works anywhere. Empty
 * on stock Android before 6, which has none.
 */
export const settingsPath = (device: On, label: string, speaker: Speaker): string =>
  isWithoutSwitch(device, speaker) ? '' : wayThrough(menuOf(device, speaker), label)

/** A menu as one taps through it, with the name of an app in its place. */
export const wayThrough = (menu: string[], label: string) => menu.map((word) => fill(word, { label })).join(' > ')

/** What an action says on a phone of that path; nothing where it is about a switch that the phone has not got. */
export function onPhone<Words extends Pick<Action, 'line' | 'short' | 'detail' | 'noSwitch'>>(
  action: Words,
  path: string,
): Words | undefined {
  const { noSwitch, detail: _, ...others } = action
  if (path !== '') return action
  if (noSwitch) return { ...others, ...noSwitch } as Words
  return action.line.en.includes('{path}') ? undefined : action
}

/**
 * What is to be tapped on a page of the app itself, in the same words. On a page of its permissions the permission
 * comes first.
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

const isWithoutSwitch = (device: On, speaker: Speaker) =>
  device.sdk !== null && device.sdk < SDK_RUNTIME && pathOf(device, speaker) === undefined

const menuOf = (device: On, speaker: Speaker): string[] =>
  (pathOf(device, speaker) ?? speaker.guidance.paths.find(({ rom }) => rom === 'any'))?.menu[speaker.lang] ?? []

/** Of a version that is not known, a maker's newest menus are the likeliest. */
function pathOf({ rom, sdk }: On, { guidance }: Speaker) {
  const fits = (name: string) =>
    guidance.paths.findLast(
      (path) => path.rom === name && (sdk === null || (sdk >= (path.minSdk ?? sdk) && sdk <= (path.maxSdk ?? sdk))),
    )
  const own = rom === 'aosp' ? undefined : fits(rom)
  return own ?? (sdk === null ? undefined : fits('aosp'))
}
