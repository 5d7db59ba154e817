import { textIn } from '#platform/bytes.ts'
import { opOf } from '../../../model/phone/app-op.ts'
import { isAppPackage } from '../../../model/phone/package-name.ts'
import { allMembers } from '../../../model/phone/permission-group.ts'
import { argvOf, type Blank, couldBe, oneOf, USER, type Wording } from '../../../model/phone/phone-command.ts'
import type { CommandResult, DeviceTransport } from '../link/transport.ts'

/** An app; the system itself is none. */
const APP: Blank = { accepts: isAppPackage }
const PERMISSION = oneOf(allMembers)
const OP = oneOf(allMembers.map(opOf))
/** Those that a person can turn over in Settings; `pm` takes no others of a shell that matter here. */
const FLAG = oneOf(['user-set', 'user-fixed', 'revoked-compat'])
/** `default` is left out: it means closed up to Android 11 and open from 12. */
const MODE = oneOf(['ignore', 'allow', 'foreground'])
/** An app of a user, as app ops are listed: `u0a75`. */
const UID: Blank = { accepts: (arg) => /^u\d{1,5}a\d{1,4}$/.test(arg) }
const TIME = 30_000

/**
 * Every command that changes something on a phone, or opens a page on it. They stand apart from what is read: the guard
 * of each list refuses all of the other. None acts on more than one app, and each names its user.
 */
const changes = {
  /** The page of the app in Settings; it changes nothing by itself. */
  openSettings: {
    words: [
      ...['am', 'start', '--user', USER, '-a', 'android.settings.APPLICATION_DETAILS_SETTINGS', '-d'],
      { ...APP, before: 'package:' },
    ],
  },
  /** The page of its permissions; from Android 6, where a shell may grant them. One of another app may be open. */
  openPermissions: {
    words: [
      ...['am', 'start', '--user', USER, '--activity-clear-task', '-a', 'android.intent.action.MANAGE_APP_PERMISSIONS'],
      ...['--es', 'android.intent.extra.PACKAGE_NAME', APP],
    ],
  },
  /** The same of Xiaomi. */
  openEditor: {
    words: [
      ...['am', 'start', '--user', USER, '--activity-clear-task', '-a', 'miui.intent.action.APP_PERM_EDITOR'],
      ...['--es', 'extra_pkgname', APP],
    ],
  },
  revoke: { words: ['pm', 'revoke', '--user', USER, APP, PERMISSION] },
  grant: { words: ['pm', 'grant', '--user', USER, APP, PERMISSION] },
  /** From Android 11. */
  setFlags: { words: ['pm', 'set-permission-flags', '--user', USER, APP, PERMISSION, FLAG], repeats: 1 },
  clearFlags: { words: ['pm', 'clear-permission-flags', '--user', USER, APP, PERMISSION, FLAG], repeats: 1 },
  setAppOp: { words: ['appops', 'set', '--user', USER, APP, OP, MODE] },
  /** From Android 10. */
  setUidOp: { words: ['appops', 'set', '--user', USER, '--uid', APP, OP, MODE] },
  /** The same before it: the uid names the user. */
  setOpOfUid: { words: ['appops', 'set', UID, OP, MODE] },
  forceStop: { words: ['am', 'force-stop', '--user', USER, APP] },
} satisfies Record<string, Wording>

/** @throws Error for an argument that the command does not take: a bug of ours */
export const changeOf = (name: keyof typeof changes, ...args: string[]): string[] => argvOf(changes[name], 0, ...args)

/**
 * Lets a change pass that the catalogue could have made.
 *
 * @throws Error for anything else: a bug of ours, or a record that was altered, found before it reaches a phone
 */
export function guardChange(argv: string[]): string[] {
  if (!isChange(argv)) throw new Error(`not a change to a phone: ${argv.join(' ')}`)
  return argv
}

export const isChange = (argv: string[]): boolean => Object.values(changes).some((change) => couldBe(change, argv))

/** The only way to change a phone. What it answers is no proof that anything changed. */
export async function sendChange(phone: DeviceTransport, argv: string[], signal?: AbortSignal): Promise<Printed> {
  const { stdout, ...result } = await phone.send(guardChange(argv), { timeoutMs: TIME, ...(signal && { signal }) })
  return { ...result, stdout: textIn(stdout) }
}

/** What a change prints is short, and text. */
export interface Printed extends Omit<CommandResult, 'stdout'> {
  stdout: string
}
