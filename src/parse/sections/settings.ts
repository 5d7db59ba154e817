import { oneOf, USER } from '../../model/phone-command.ts'
import type { SpecialAccess } from '../../model/snapshot.ts'
import { accessOfSetting } from '../../model/special-access.ts'
import { holdersParser } from './holders.ts'
import type { SectionKind } from './kind.ts'

const keys = [...accessOfSetting.keys()]

/** Reads `settings get --user N secure KEY`: a list of components with `:` between, a package name, or `null`. */
export const settings: SectionKind<SpecialAccess> = {
  kind: 'settings',
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
  printedBy: ([program]) => program === 'settings',
  parser: (text, found) => holdersParser(text, accessOfSetting.get(text.command?.at(-1) ?? ''), ':', found),
}
