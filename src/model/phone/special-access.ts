interface Source {
  /** Secure settings that name who holds it. */
  settings?: readonly string[]
  /** Roles that carry it (AOSP `roles.xml`). */
  roles?: readonly string[]
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
    roles: ['android.app.role.SMS', 'android.app.role.DIALER'],
  },
  companion: { roles: ['android.app.role.COMPANION_DEVICE_WATCH', 'android.app.role.COMPANION_DEVICE_GLASSES'] },
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
  entries.flatMap(([kind, { roles = [] }]) => roles.map((role) => [role, kind] as const)),
)
