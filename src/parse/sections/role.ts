import type { SpecialAccess } from '../../model/snapshot.ts'
import { holdersParser } from './holders.ts'
import type { SectionKind } from './kind.ts'

/** Reads `cmd role get-role-holders --user N ROLE`: package names with `;` or a line end between. */
export const role: SectionKind<SpecialAccess> = {
  kind: 'role',
  printedBy: ([program, service]) => program === 'cmd' && service === 'role',
  parser: (text, found) =>
    holdersParser(
      text,
      /COMPANION/.test(text.command?.at(-1) ?? '') ? 'companion' : 'default_sms_or_phone_app',
      ';',
      found,
    ),
}
