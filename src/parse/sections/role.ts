import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/snapshot.ts'
import { accessOfRole } from '../../model/special-access.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf } from '../line.ts'
import { accessIn, isNamed } from './holders.ts'
import type { SectionKind } from './kind.ts'

const roles = [...accessOfRole.keys()]

/**
 * Reads who holds a role: the answer of `cmd role get-role-holders --user N ROLE`, package names with `;` or a line end
 * between; and `dumpsys role` (AOSP `RoleUserState.java`, `dump`), which a bug report holds.
 *
 *     ROLE STATE (dumpsys role):
 *           user_id=0
 *               name=android.app.role.SMS
 *               holders=com.example.cash              <- of several: `holders=[`, a name a line, `]`
 */
export const role: SectionKind<SpecialAccess | UnclearAccess> = {
  kind: 'role',
  service: 'role',
  asks: [
    {
      words: ['cmd', 'role', 'get-role-holders', '--user', USER, oneOf(roles)],
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
    const asked = roles.find((one) => one === command?.at(-1))
    /** Of the role whose lines these are; nothing where they do not tell. */
    let name: string | undefined = asked
    let isListing = asked !== undefined
    let userId = userIdIn(command?.[command.indexOf('--user') + 1]) ?? 0
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [printed, key, value = ''] = /^(?:(\w+)=)?([\w.]*)[[\]{}]?$/.exec(text) ?? []
        if (asked === undefined) {
          if (printed === '{' || printed === '}') name = undefined
          if (key === 'name') name = name === undefined ? value : ''
          if (key !== undefined || value === '') isListing = printed === 'holders=['
          const isItem = key === undefined && value !== ''
          if ((printed === undefined || (isItem && !isListing)) && !accessOfRole.has(name ?? '')) name = ''
        }
        if (key === 'user_id') userId = userIdIn(value) ?? 0
        const kind = isListing || key === 'holders' ? accessOfRole.get(name ?? '')?.kind : undefined
        // Who holds another role is no matter, if it is what it seems.
        const isOther = key === 'name' || (name && printed !== undefined && !isNamed(roles, name))
        for (const one of accessIn(kind, isOther ? '' : text.replace('holders=', ''), userId, evidence)) found(one)
      },
      end: () => {},
    }
  },
}
