import { join, resolve } from 'node:path'
import {
  AuditError,
  isAppPackage,
  isFolder,
  loadRules,
  type PermissionGroup,
  permissionGroups,
} from '../../internal.ts'
import { define } from '../command.ts'
import { flags, typedOf, wrongValue } from '../flags.ts'
import { adbFlags, serialFlag, waitFlag } from '../phone/choose.ts'
import { phoneOf } from '../phone/phone-of.ts'

const ALSO = permissionGroups.filter((group) => group !== 'contacts')

/** What is taken away, and from whom. */
const whatFlags = flags({
  '--user <id>': { help: 'help.revokeUser', parse: userId },
  '--also <what>': { help: 'help.also', shows: ALSO, parse: groups },
  '--any-app': { help: 'help.anyApp' },
})

/** Takes contacts away from a loan app: by its page on the phone, or from here, and proved by reading again. */
export const command = define({
  order: 4,
  help: 'help.revoke',
  args: { '[package]': 'help.revokePackage' },
  flags: {
    ...whatFlags,
    '--by-adb': { help: 'help.byAdb' },
    '--yes': { help: 'help.yes' },
    '--undo <log>': { help: 'help.undo' },
    ...serialFlag,
    ...waitFlag,
    ...adbFlags,
  },
  examples: [
    'daicha revoke',
    'daicha revoke com.example.kuaijie',
    'daicha revoke com.example.kuaijie --user 999 --by-adb',
    'daicha revoke com.example.kuaijie --also sms,call-log',
    'daicha revoke --undo daicha-202611240620/revoke.json',
  ],
  async run([packageName], options, session) {
    if (packageName !== undefined && !isAppPackage(packageName))
      throw wrongValue('daicha revoke', packageName, [], { allowed: 'com.example.app' })
    if (options.undo !== undefined) {
      const [y = packageName] = typedOf(whatFlags, options.given)
      if (y !== undefined) throw new AuditError('E115', { x: '--undo', y })
      if (isFolder(resolve(session.io.cwd, options.undo)))
        throw wrongValue('--undo', options.undo, [], { allowed: join(options.undo, 'revoke.json') })
    }
    const undo =
      options.undo === undefined
        ? undefined
        : await (await import('../phone/revoke/undo.ts')).undoing(options.undo, session.io)
    const phone = await phoneOf(options, session)
    const { interruptible } = await import('../phone/read.ts')
    return interruptible(session, async (signal) => {
      const { workOn } = await import('../phone/revoke/work.ts')
      const work = await workOn({ ...session, phone, rules: loadRules(), options, signal })
      return undo ? undo(work) : (await import('../phone/revoke/revoke.ts')).revoke(packageName, work)
    })
  },
})

function userId(typed: string): number {
  if (!/^(0|[1-9]\d{0,4})$/.test(typed)) throw wrongValue('--user', typed, [], { allowed: '0, 10, 999 ...' })
  return Number(typed)
}

/** `sms,call-log`; where npm starts us in PowerShell, it puts a blank for the comma. */
function groups(typed: string): PermissionGroup[] {
  return [...new Set(typed.trim().split(/[\s,]+/))].map((one) => {
    const group = ALSO.find((known) => known === one.toLowerCase())
    if (group === undefined) throw wrongValue('--also', one, ALSO)
    return group
  })
}
