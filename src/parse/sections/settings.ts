import type { SpecialAccess } from '../../model/snapshot.ts'
import type { SpecialAccessKind } from '../../model/vocabulary.ts'
import { holdersParser } from './holders.ts'
import type { SectionKind } from './kind.ts'

const KIND_OF_SETTING = new Map<string, SpecialAccessKind>([
  ['enabled_accessibility_services', 'accessibility'],
  ['enabled_notification_listeners', 'notification_listener'],
  ['default_input_method', 'input_method'],
  ['sms_default_application', 'default_sms_or_phone_app'],
  ['dialer_default_application', 'default_sms_or_phone_app'],
])

/** Reads `settings get --user N secure KEY`: a list of components with `:` between, a package name, or `null`. */
export const settings: SectionKind<SpecialAccess> = {
  kind: 'settings',
  printedBy: ([program]) => program === 'settings',
  parser: (text, found) => holdersParser(text, KIND_OF_SETTING.get(text.command?.at(-1) ?? ''), ':', found),
}
