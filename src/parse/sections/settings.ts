import { ofText } from '#platform/bytes.ts'
import { oneOf, USER, userAskedFor } from '../../model/phone/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import { accessOfSetting } from '../../model/phone/special-access.ts'
import { userIdIn } from '../../model/phone/user-id.ts'
import { evidenceOf, standsAt, textOf } from '../lines/line.ts'
import type { SectionParser } from '../section.ts'
import { type AccessFound, answerParser, isNamed, tellAccess } from './holders.ts'
import type { SectionKind, SectionText } from './kind.ts'

const keys = [...accessOfSetting.keys()]

/** Of Android 8 and older, where the settings stand among what the providers of all apps print. */
const PROVIDER = ofText('PROVIDER ')
const SETTINGS_PROVIDER = ' com.android.providers.settings/.SettingsProvider'

/**
 * Reads the secure settings that name who holds an access: the answer of `settings get --user N secure KEY`, which is a
 * list of components with `:` between, a package name, or `null`; `settings list secure`; and `dumpsys settings` (AOSP
 * `SettingsProvider.java`, `dumpForUserLocked`), which a bug report holds.
 *
 *     enabled_accessibility_services=com.example.cash/.Helper
 *
 *     SECURE SETTINGS (user 0)
 *     _id:45 name:enabled_accessibility_services pkg:android value:com.example.cash/.Helper default:null
 */
export const settings: SectionKind<SpecialAccess | UnclearAccess> = {
  kind: 'settings',
  tellsRoutes: true,
  service: 'settings',
  title: '------ APP PROVIDERS',
  asks: [
    {
      words: ['settings', 'get', '--user', USER, 'secure', oneOf(keys)],
      file: (userId, key) => `settings-user-${userId}-${key}.txt`,
      timeoutMs: 10_000,
      step: 'settings',
      per: 'user',
      about: () => keys,
    },
  ],
  opens(text) {
    const [, key] = /^(\w+)=/.exec(text) ?? []
    return key === undefined ? /^([A-Z]+ SETTINGS \(user \d+\)$|_id:\d+ name:)/.test(text) : isNamed(keys, key)
  },
  printedBy: ([program]) => program === 'settings',
  parser(text, found) {
    const asked = accessOfSetting.get(text.command?.at(-1) ?? '')
    return asked === undefined ? tableParser(text, found) : answerParser(text, asked, found)
  },
}

/** `SECURE SETTINGS (user 0)` */
const TABLE = /^([A-Z]+) SETTINGS \(user (\d+)\)$/
const ROW = /^_id:\d+ name:([\w.]+)(?: pkg:\S+)? value:(.*?)(?: default:.*)?$/
const LISTED = /^([\w.]+)=(.*)$/

/** Of all settings, of any table. */
function tableParser({ path, command }: SectionText, found: AccessFound): SectionParser {
  let userId = userAskedFor(command) ?? 0
  let isSecure = true
  /** Inside of what another provider prints. */
  let isOthers = false
  /** The line was none of a table: a part of the next one may stand in it. */
  let isTorn = false
  return {
    line(line) {
      if (standsAt(line, 0, PROVIDER)) isOthers = !textOf(line).includes(SETTINGS_PROVIDER)
      const evidence = evidenceOf(line, path)
      const { text } = evidence
      const [, table, user] = TABLE.exec(text) ?? []
      if (table !== undefined && !isOthers) [isSecure, userId] = [table === 'SECURE', userIdIn(user) ?? 0]
      const [, key, value = ''] = ROW.exec(text) ?? LISTED.exec(text) ?? []
      const isWhole = key !== undefined && !isTorn
      isTorn = key === undefined && table === undefined && text !== ''
      const kind = isSecure && !isOthers ? accessOfSetting.get(key ?? '') : undefined
      const isJoined = isNamed(keys, kind === undefined ? text : text.replace(key ?? '', ''))
      if (isJoined) tellAccess(found, { userId, evidence })
      else if (kind !== undefined) tellAccess(found, { kind, userId, evidence }, value)
      // Another key, another table and another provider are no matter, if they are what they seem.
      else if (!isOthers && !isWhole) tellAccess(found, { userId, evidence })
    },
  }
}
