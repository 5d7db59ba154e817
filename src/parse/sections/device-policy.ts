import { dumpsys } from '../../model/phone/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import type { SpecialAccessKind } from '../../model/phone/special-access.ts'
import { userIdIn } from '../../model/phone/user-id.ts'
import { evidenceOf } from '../lines/line.ts'
import { tellAccess } from './holders.ts'
import type { SectionKind } from './kind.ts'

/** Requests of all apps of a user are approved unasked (`DevicePolicyManager.PERMISSION_POLICY_AUTO_GRANT`). */
export interface AutoGrant {
  kind: 'auto_grant'
  userId: number
}

const AUTO_GRANT = '1'

/** Where nobody gave the owner another name, that is its package too. */
const OWNER = /^(?:(?:package|name)=|admin=ComponentInfo\{)(\w+(?:\.\w+)+)(?:\/[\w.$]+\})?$/
const ADMIN = /^([\w.]+)\/[\w.$]+:$/

/**
 * Reads owners, admins and the users whose owner has every request for a permission approved, in `dumpsys
 * device_policy` (AOSP `devicepolicy/DevicePolicyManagerService.java`, `DevicePolicyCacheImpl.java`).
 *
 *     Device Owner:
 *       admin=ComponentInfo{com.example.kiosk/com.example.kiosk.Admin}
 *       name=com.example.kiosk
 *       package=com.example.kiosk
 *     Profile Owner (User 10):
 *       package=com.example.work
 *     Enabled Device Admins (User 0, provisioningState: 0):
 *       com.example.cash/.Admin:
 *     Device policy cache:
 *       Permission policy: {0=1, 10=0}
 */
export const devicePolicy: SectionKind<SpecialAccess | UnclearAccess | AutoGrant> = {
  kind: 'device policy',
  tellsRoutes: true,
  service: 'device_policy',
  asks: [{ ...dumpsys(30, 'device_policy'), file: () => 'device_policy.txt', step: 'admins', per: 'phone' }],
  opens: (text) => /^(Device Owner|Enabled Device Admins|Current Device Policy Manager state)\b/.test(text),
  parser({ path }, found) {
    let kind: SpecialAccessKind | undefined
    let userId = 0
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [, owner, ownerUser] = /^(Device|Profile) Owner(?: \(User (\d+)\))?:/.exec(text) ?? []
        const [, adminUser] = /^Enabled Device Admins \(User (\d+)/.exec(text) ?? []
        const [, policies = ''] = /^Permission policy: \{(.*)\}$/.exec(text) ?? []
        for (const [, user, policy] of policies.matchAll(/(\d+)=(\d+)/g))
          if (policy === AUTO_GRANT) found({ kind: 'auto_grant', userId: userIdIn(user) ?? 0 })
        if (owner !== undefined) [kind, userId] = ['device_owner', userIdIn(ownerUser) ?? 0]
        else if (adminUser !== undefined) [kind, userId] = ['device_admin', userIdIn(adminUser) ?? 0]
        const [, packageName] = (kind === 'device_owner' ? OWNER : ADMIN).exec(text) ?? []
        if (packageName !== undefined && kind !== undefined) found({ kind, packageName, userId, evidence })
        else tellAccess(found, { userId, evidence })
      },
    }
  },
}
