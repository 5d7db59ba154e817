import type { SpecialAccess } from '../model/snapshot.ts'
import { userIdIn } from '../model/user-id.ts'
import type { SpecialAccessKind } from '../model/vocabulary.ts'
import { asciiDigits } from './digits.ts'
import { evidenceOf, textOf } from './line.ts'
import type { SectionParser } from './section.ts'

type Found = (access: SpecialAccess) => void

const KIND_OF_SETTING = new Map<string, SpecialAccessKind>([
  ['enabled_accessibility_services', 'accessibility'],
  ['enabled_notification_listeners', 'notification_listener'],
  ['default_input_method', 'input_method'],
  ['sms_default_application', 'default_sms_or_phone_app'],
  ['dialer_default_application', 'default_sms_or_phone_app'],
])

/** The parser that a command calls for, where its answer does not tell what it is. */
export function parserOfCommand(
  path: string,
  command: string[],
  { found, clock }: { found: Found; clock: (local: string) => void },
): { kind: string; parser: SectionParser } | undefined {
  const [program, ...args] = command
  if (program === 'settings') return { kind: 'settings', parser: settingParser(path, command, found) }
  if (program === 'cmd' && args[0] === 'role') return { kind: 'role', parser: roleParser(path, command, found) }
  if (program === 'date') return { kind: 'date', parser: clockParser(clock) }
  return undefined
}

/** Reads the clock of the phone: `20261124T142005+0800`. */
const clockParser = (clock: (local: string) => void): SectionParser => ({
  line(line) {
    const [, y, mo, d, h, mi, s] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)/.exec(asciiDigits(textOf(line))) ?? []
    if (y !== undefined) clock(`${y}-${mo}-${d} ${h}:${mi}:${s}`)
  },
  end: () => {},
})

/** `com.example.cash/.Service` or a bare package name. */
const packageOf = (component: string) => /^([A-Za-z]\w*(?:\.\w+)+)(?:\/|$)/.exec(component.trim())?.[1]

/** Reads `settings get --user N secure KEY`: a list of components with `:` between, a package name, or `null`. */
function settingParser(path: string, command: string[], found: Found): SectionParser {
  const kind = KIND_OF_SETTING.get(command.at(-1) ?? '')
  return holders(path, userIn(command), kind, ':', found)
}

/** Reads `cmd role get-role-holders --user N ROLE`: package names with `;` or a line end between. */
function roleParser(path: string, command: string[], found: Found): SectionParser {
  const role = command.at(-1) ?? ''
  return holders(path, userIn(command), /COMPANION/.test(role) ? 'companion' : 'default_sms_or_phone_app', ';', found)
}

const userIn = (command: string[]) => userIdIn(command[command.indexOf('--user') + 1]) ?? 0

function holders(
  path: string,
  userId: number,
  kind: SpecialAccessKind | undefined,
  between: string,
  found: Found,
): SectionParser {
  return {
    line(line) {
      const evidence = evidenceOf(line, path)
      const names = new Set(evidence.text.split(between).map(packageOf))
      for (const packageName of names) {
        if (packageName !== undefined && kind !== undefined) found({ kind, packageName, userId, evidence })
      }
    },
    end: () => {},
  }
}

/**
 * Reads owners and admins in `dumpsys device_policy` (AOSP `devicepolicy/DevicePolicyManagerService.java`).
 *
 *     Device Owner:
 *       package=com.example.kiosk
 *     Profile Owner (User 10):
 *       package=com.example.work
 *     Enabled Device Admins (User 0, provisioningState: 0):
 *       com.example.cash/.Admin:
 */
export function devicePolicyParser(path: string, found: Found): SectionParser {
  let kind: SpecialAccessKind | undefined
  let userId = 0
  return {
    line(line) {
      const evidence = evidenceOf(line, path)
      const { text } = evidence
      const [, owner, ownerUser] = /^(Device|Profile) Owner(?: \(User (\d+)\))?:/.exec(text) ?? []
      const [, adminUser] = /^Enabled Device Admins \(User (\d+)/.exec(text) ?? []
      if (owner !== undefined) [kind, userId] = ['device_owner', userIdIn(ownerUser) ?? 0]
      else if (adminUser !== undefined) [kind, userId] = ['device_admin', userIdIn(adminUser) ?? 0]
      const named = kind === 'device_owner' ? /^package=([\w.]+)$/.exec(text) : /^([\w.]+)\/[\w.$]+:$/.exec(text)
      const [, packageName] = named ?? []
      if (packageName !== undefined && kind !== undefined) found({ kind, packageName, userId, evidence })
    },
    end: () => {},
  }
}
