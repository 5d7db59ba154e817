import type { Device } from '../model/snapshot.ts'
import type { Speaker } from './speaker.ts'
import { fill } from './speaker.ts'

/** Where the switch is on this phone: its maker's menus, else stock Android's, else the way that works anywhere. */
export function settingsPath({ rom, sdk }: Device, label: string, { guidance, lang }: Speaker): string {
  const fits = (name: string) =>
    guidance.paths.find(
      (path) =>
        path.rom === name && (sdk === undefined || (sdk >= (path.minSdk ?? sdk) && sdk <= (path.maxSdk ?? sdk))),
    )
  const path = fits(rom) ?? (sdk === undefined ? undefined : fits('aosp')) ?? fits('any')
  return (path?.[lang] ?? []).map((word) => fill(word, { label })).join(' > ')
}
