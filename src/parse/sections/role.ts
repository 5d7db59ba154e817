import { dumpsys, oneOf, USER, userAskedFor } from '../../model/phone/phone-command.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import { accessOfRole, type SpecialAccessKind } from '../../model/phone/special-access.ts'
import { userIdIn } from '../../model/phone/user-id.ts'
import { evidenceOf } from '../lines/line.ts'
import type { SectionParser } from '../section.ts'
import { type AccessFound, answerParser, isNamed, tellAccess } from './holders.ts'
import type { SectionKind, SectionText } from './kind.ts'

const roles = [...accessOfRole.keys()]

/**
 * Reads who holds a role: the answer of `cmd role get-role-holders --user N ROLE`, package names with `;` or a line end
 * between; and `dumpsys role` (AOSP `RoleUserState.java`, `dump`), which a bug report holds.
 *
 * Up to Android 12 there is no such command, unless the module of permissions was updated. The dump has all users, in
 * Android 12 those that were started since the phone was.
 *
 *     ROLE STATE (dumpsys role):
 *           user_id=0
 *               name=android.app.role.SMS
 *               holders=com.example.cash              <- of several: `holders=[`, a name a line, `]`
 */
export const role: SectionKind<SpecialAccess | UnclearAccess> = {
  kind: 'role',
  tellsRoutes: true,
  service: 'role',
  asks: [
    {
      words: ['cmd', 'role', 'get-role-holders', '--user', USER, oneOf(roles)],
      file: (userId, name = '') => `role-user-${userId}-${name.slice(name.lastIndexOf('.') + 1)}.txt`,
      timeoutMs: 10_000,
      step: 'settings',
      per: 'user',
      // A phone that does not tell its version may have them; one that has no such role tells of no holder.
      about: (sdk) => (sdk === 0 || sdk > 32 ? roles : []),
    },
    {
      ...dumpsys(30, oneOf(['role'])),
      file: () => 'role.txt',
      step: 'settings',
      per: 'phone',
      about: (sdk) => (sdk >= 29 && sdk <= 32 ? ['role'] : []),
    },
  ],
  opens: (text) => /^ROLE (MANAGER )?STATE \(dumpsys role\):$/.test(text),
  printedBy: ([program, service]) => program === 'cmd' && service === 'role',
  parser(text, found) {
    const asked = accessOfRole.get(text.command?.at(-1) ?? '')
    return asked === undefined ? stateParser(text, found) : answerParser(text, asked, found)
  },
}

/** A field, an item of a list, or a bracket. */
const LINE = /^(?:(\w+)=)?([\w.]*)[[\]{}]?$/

/** Of all roles and users. */
function stateParser({ path, command }: SectionText, found: AccessFound): SectionParser {
  let userId = userAskedFor(command) ?? 0
  /** The role whose lines these are; empty where they do not tell. */
  let name: string | undefined
  let isListing = false
  const lose = () => {
    if (!accessOfRole.has(name ?? '')) name = ''
  }
  return {
    line(line) {
      const evidence = evidenceOf(line, path)
      const { text } = evidence
      const tell = (kind?: SpecialAccessKind) =>
        tellAccess(found, { kind, userId, evidence }, text.replace('holders=', ''))
      const read = LINE.exec(text)
      if (read === null) {
        isListing = false
        lose()
        return tell()
      }
      const [printed, key, value = ''] = read
      const isItem = key === undefined && value !== ''
      if (printed === '{' || printed === '}') name = undefined
      if (!isItem) isListing = printed === 'holders=['
      else if (!isListing) lose()
      if (key === 'user_id') userId = userIdIn(value) ?? 0
      if (key === 'name') {
        name = name === undefined ? value : ''
        return
      }
      // Who holds another role is no matter, if it is what it seems.
      if (name && !isNamed(roles, name)) return
      tell(isListing || key === 'holders' ? accessOfRole.get(name ?? '') : undefined)
    },
  }
}
