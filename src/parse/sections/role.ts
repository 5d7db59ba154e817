import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess } from '../../model/snapshot.ts'
import { accessOfRole } from '../../model/special-access.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf } from '../line.ts'
import { packagesIn } from './holders.ts'
import type { SectionKind } from './kind.ts'

/**
 * Reads who holds a role: the answer of `cmd role get-role-holders --user N ROLE`, package names with `;` or a line end
 * between; and `dumpsys role` (AOSP `RoleUserState.java`, `dump`), which a bug report holds.
 *
 *     ROLE STATE (dumpsys role):
 *           user_id=0
 *               name=android.app.role.SMS
 *               holders=com.example.cash              <- of several: `holders=[`, a name a line, `]`
 */
export const role: SectionKind<SpecialAccess> = {
  kind: 'role',
  service: 'role',
  asks: [
    {
      words: ['cmd', 'role', 'get-role-holders', '--user', USER, oneOf([...accessOfRole.keys()])],
      file: (userId, name = '') => `role-user-${userId}-${name.slice(name.lastIndexOf('.') + 1)}.txt`,
      timeoutMs: 10_000,
      step: 'settings',
      per: 'user',
      about: (sdk) => [...accessOfRole].flatMap(([name, { since }]) => (sdk >= since ? [name] : [])),
    },
  ],
  opens: (text) => /^ROLE (MANAGER )?STATE \(dumpsys role\):$/.test(text),
  printedBy: ([program, service]) => program === 'cmd' && service === 'role',
  parser({ path, command }, found) {
    const asked = accessOfRole.get(command?.at(-1) ?? '')?.kind
    let kind = asked
    let userId = userIdIn(command?.[command.indexOf('--user') + 1]) ?? 0
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [, key, value = ''] = (asked === undefined && /^(user_id|name|holders)=(.*)$/.exec(text)) || []
        if (key === 'user_id') userId = userIdIn(value) ?? 0
        if (key === 'name') kind = accessOfRole.get(value)?.kind
        if (kind === undefined) return
        for (const packageName of packagesIn(key === 'holders' ? value : text, ';'))
          found({ kind, packageName, userId, evidence })
      },
      end: () => {},
    }
  },
}
