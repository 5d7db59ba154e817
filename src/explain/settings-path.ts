import type { Report } from '../model/report.ts'
import type { Speaker } from './speaker.ts'
import { fill } from './speaker.ts'

/** Where the switch is on this phone: its maker's menus, else stock Android's, else the way that works anywhere. */
export function settingsPath(
  { rom, sdk }: Pick<Report['device'], 'rom' | 'sdk'>,
  label: string,
  { guidance, lang }: Speaker,
): string {
  const fits = (name: string) =>
    guidance.paths.find(
      (path) => path.rom === name && (sdk === null || (sdk >= (path.minSdk ?? sdk) && sdk <= (path.maxSdk ?? sdk))),
    )
  const path = fits(rom) ?? (sdk === null ? undefined : fits('aosp')) ?? fits('any')
  return (path?.menu[lang] ?? []).map((word) => fill(word, { label })).join(' > ')
}
