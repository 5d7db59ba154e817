import { ofText } from '#platform/bytes.ts'
import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess } from '../../model/snapshot.ts'
import { accessOfSetting } from '../../model/special-access.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf, standsAt, textOf } from '../line.ts'
import { packagesIn } from './holders.ts'
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
export const settings: SectionKind<SpecialAccess> = {
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
  opens: (text) => /^SECURE SETTINGS \(user \d+\)$/.test(text) || accessOfSetting.has(/^(\w+)=/.exec(text)?.[1] ?? ''),
  printedBy: ([program]) => program === 'settings',
  parser({ path, command }, found) {
    const asked = accessOfSetting.get(command?.at(-1) ?? '')
    let userId = userIdIn(command?.[command.indexOf('--user') + 1]) ?? 0
    let isOthers = false
    let isSecure = true
    return {
      line(line) {
        if (standsAt(line, 0, PROVIDER)) isOthers = !textOf(line).includes(SETTINGS_PROVIDER)
        if (isOthers) return
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [, table, user] = /^([A-Z]+) SETTINGS \(user (\d+)\)$/.exec(text) ?? []
        if (table !== undefined) [isSecure, userId] = [table === 'SECURE', userIdIn(user) ?? 0]
        if (!isSecure) return
        const [, key, value = ''] =
          /^_id:\d+ name:(\w+)(?: pkg:\S+)? value:(.*?)(?: default:.*)?$/.exec(text) ?? /^(\w+)=(.*)$/.exec(text) ?? []
        const kind = asked ?? accessOfSetting.get(key ?? '')
        if (kind === undefined) return
        for (const packageName of packagesIn(asked === undefined ? value : text, ':'))
          found({ kind, packageName, userId, evidence })
      },
      end: () => {},
    }
  },
}
