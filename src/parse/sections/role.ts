import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess } from '../../model/snapshot.ts'
import { accessOfRole } from '../../model/special-access.ts'
import { holdersParser } from './holders.ts'
import type { SectionKind } from './kind.ts'

/** Reads `cmd role get-role-holders --user N ROLE`: package names with `;` or a line end between. */
export const role: SectionKind<SpecialAccess> = {
  kind: 'role',
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
  printedBy: ([program, service]) => program === 'cmd' && service === 'role',
  parser: (text, found) => holdersParser(text, accessOfRole.get(text.command?.at(-1) ?? '')?.kind, ';', found),
}
