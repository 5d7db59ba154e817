interface Source {
  /** Secure settings that name who holds it. */
  settings?: readonly string[]
  /** Roles that carry it, and the API level that brought each (AOSP `roles.xml`). */
  roles?: readonly { role: string; since: number }[]
}

/**
 * Access that no permission line shows, and where Android says who has it: switched on in Settings, given with a role,
 * or by an administrator, whom `dumpsys device_policy` names.
 */
const sources = {
  accessibility: { settings: ['enabled_accessibility_services'] },
  notification_listener: { settings: ['enabled_notification_listeners'] },
  input_method: { settings: ['default_input_method'] },
  default_sms_or_phone_app: {
    settings: ['sms_default_application', 'dialer_default_application'],
    roles: [
      { role: 'android.app.role.SMS', since: 29 },
      { role: 'android.app.role.DIALER', since: 29 },
    ],
  },
  companion: {
    roles: [
      { role: 'android.app.role.COMPANION_DEVICE_WATCH', since: 31 },
      { role: 'android.app.role.COMPANION_DEVICE_GLASSES', since: 34 },
    ],
  },
  device_owner: {},
  device_admin: {},
} satisfies Record<string, Source>

export type SpecialAccessKind = keyof typeof sources
const entries = Object.entries(sources) as [SpecialAccessKind, Source][]
export const specialAccessKinds = entries.map(([kind]) => kind)

/** The access that a secure setting or a role gives. */
export const accessOfSetting = new Map(
  entries.flatMap(([kind, { settings = [] }]) => settings.map((key) => [key, kind] as const)),
)
export const accessOfRole = new Map(
  entries.flatMap(([kind, { roles = [] }]) => roles.map(({ role, since }) => [role, { kind, since }] as const)),
)
