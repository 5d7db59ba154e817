import { ofText } from '#platform/bytes.ts'
import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/snapshot.ts'
import { accessOfSetting } from '../../model/special-access.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf, standsAt, textOf } from '../line.ts'
import { accessIn, isNamed } from './holders.ts'
import type { SectionKind } from './kind.ts'

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
  parser({ path, command }, found) {
    const asked = accessOfSetting.get(command?.at(-1) ?? '')
    let userId = userIdIn(command?.[command.indexOf('--user') + 1]) ?? 0
    let isOthers = false
    let isSecure = true
    /** The line before was none of the table: a part of this one may stand there. */
    let isTorn = false
    return {
      line(line) {
        if (standsAt(line, 0, PROVIDER)) isOthers = !textOf(line).includes(SETTINGS_PROVIDER)
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [, table, user] = /^([A-Z]+) SETTINGS \(user (\d+)\)$/.exec(text) ?? []
        if (table !== undefined && !isOthers) [isSecure, userId] = [table === 'SECURE', userIdIn(user) ?? 0]
        const [, key, value = ''] =
          (asked === undefined &&
            (/^_id:\d+ name:([\w.]+)(?: pkg:\S+)? value:(.*?)(?: default:.*)?$/.exec(text) ??
              /^([\w.]+)=(.*)$/.exec(text))) ||
          []
        const isPlain = key !== undefined && !isTorn
        isTorn = key === undefined && table === undefined && text !== ''
        const kind = asked ?? (isSecure && !isOthers ? accessOfSetting.get(key ?? '') : undefined)
        // What stands under another key, in another table or with another provider is no matter, if it is what it seems.
        const isJoined = asked === undefined && isNamed(keys, kind === undefined ? text : text.replace(key ?? '', ''))
        const list = isJoined ? text : kind === undefined ? (isOthers || isPlain ? '' : text) : asked ? text : value
        for (const one of accessIn(isJoined ? undefined : kind, list, userId, evidence)) found(one)
      },
      end: () => {},
    }
  },
}
