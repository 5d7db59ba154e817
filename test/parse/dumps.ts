import type { App, AppUser, DeviceSnapshot } from '../../src/model/phone/snapshot.ts'
import { contactsGroup, READ_CONTACTS } from '../../src/model/vocabulary.ts'
import { type Interest, snapshotReader } from '../../src/parse/index.ts'

/** Everything about every app: what a run for all apps keeps. */
export const everyApp: Interest = {
  wanted: () => true,
  missed: () => true,
  components: [],
  permissions: new Set(contactsGroup),
  appOps: new Set(['READ_CONTACTS', 'MIUIOP(10029)']),
}

/** The same about some apps: what a run that asks for lenders keeps. */
export const onlyApps = (wanted: Interest['wanted']): Interest => ({ ...everyApp, wanted, missed: wanted })

type Texts = string | Buffer | Record<string, string | Buffer>

/** Reads texts of one phone, by path; a text alone is `dump.txt`. */
export function snapshotFrom(
  texts: Texts,
  { interest = everyApp, chunk = Number.POSITIVE_INFINITY } = {},
): DeviceSnapshot {
  const reader = snapshotReader(interest)
  const named = typeof texts === 'string' || Buffer.isBuffer(texts) ? { 'dump.txt': texts } : texts
  for (const [path, text] of Object.entries(named)) {
    const file = reader.open({ path, optional: false })
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at += chunk) file.write(bytes.subarray(at, at + chunk))
    file.end()
  }
  const [snapshot, ...others] = reader.snapshots()
  if (snapshot === undefined || others.length > 0) throw new Error(`${others.length + 1} phones`)
  return snapshot
}

export function appOf(snapshot: DeviceSnapshot, packageName: string): App {
  const found = snapshot.apps.filter((app) => app.packageName === packageName)
  const [app] = found
  if (app === undefined || found.length > 1) throw new Error(`${packageName}: ${found.length} apps`)
  return app
}

export function userOf(snapshot: DeviceSnapshot, packageName: string, userId = 0): AppUser {
  const user = appOf(snapshot, packageName).users.find((one) => one.userId === userId)
  if (user === undefined) throw new Error(`${packageName}: no user ${userId}`)
  return user
}

/** The permission entry that stands for one app and user. */
export const contactsOf = (snapshot: DeviceSnapshot, packageName: string, userId = 0) =>
  userOf(snapshot, packageName, userId).permissions[READ_CONTACTS]

/** App and grant, one a line: `com.example.cash 0 granted`. `-` where no entry stands. */
export const contactsByUser = ({ apps }: DeviceSnapshot) =>
  apps.flatMap(({ packageName, users }) =>
    users.map(({ userId, permissions }) => {
      const { granted } = permissions[READ_CONTACTS] ?? {}
      return `${packageName} ${userId} ${granted === undefined ? '-' : granted ? 'granted' : 'denied'}`
    }),
  )

export const gapCodes = ({ gaps }: DeviceSnapshot) => gaps.map(({ code }) => code)

/** What keeps a run from being clear. */
export const openGaps = ({ gaps }: DeviceSnapshot) =>
  gaps.filter(({ incomplete }) => incomplete).map(({ code }) => code)

/** Takes the common margin away, so that a text may stand indented in a test. */
export function text(indented: string): string {
  const lines = indented.replace(/^\n/, '').replace(/\n *$/, '').split('\n')
  const margins = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length)
  const margin = Math.min(...margins)
  return `${lines.map((line) => line.slice(margin)).join('\n')}\n`
}

interface User14 {
  id?: number
  state?: string
  runtime?: string[]
}

interface Package14 {
  appId?: number
  sharedUser?: string
  versionName?: string
  system?: boolean
  /** A system app that was updated. */
  updated?: boolean
  requested?: string[]
  install?: string[]
  users?: User14[]
  runtime?: string[]
}

export const READS = 'android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET|USER_SENSITIVE_WHEN_GRANTED]'
export const DENIED = 'android.permission.READ_CONTACTS: granted=false, flags=[ USER_SET|USER_SENSITIVE_WHEN_DENIED]'

const block = (heading: string, items: string[] | undefined, indent: string) =>
  items === undefined ? [] : [`${indent}${heading}:`, ...items.map((item) => `${indent}  ${item}`)]

const user14 = ({ id = 0, state = 'installed=true', runtime }: User14) => [
  `    User ${id}: ceDataInode=262414 ${state} hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false`,
  '      installReason=4',
  '      firstInstallTime=2025-11-02 20:14:07',
  '      uninstallReason=0',
  '      gids=[3003]',
  ...block('runtime permissions', runtime, '      '),
]

/** One record of `Packages:` in the form of Android 14. */
export function package14(name: string, options: Package14 = {}): string {
  const { appId = 10081, sharedUser, versionName = '1.4', updated = false, system = updated, runtime } = options
  const flags = `[ ${system ? 'SYSTEM ' : ''}HAS_CODE ALLOW_CLEAR_USER_DATA ${updated ? 'UPDATED_SYSTEM_APP ' : ''}ALLOW_BACKUP ]`
  return [
    `  Package [${name}] (39e61d4):`,
    `    appId=${appId}`,
    ...(sharedUser === undefined ? [] : [`    sharedUser=SharedUserSetting{d8bf56a ${sharedUser}/${appId}}`]),
    `    pkg=Package{4f940cc ${name}}`,
    `    codePath=/data/app/~~Ab8e1xw==/${name}-Qd0Lw==`,
    '    versionCode=14 minSdk=21 targetSdk=34',
    '    minExtensionVersions=[]',
    `    versionName=${versionName}`,
    '    splits=[base]',
    `    flags=${flags}`,
    `    dataDir=/data/user/0/${name}`,
    '    timeStamp=2025-11-02 20:14:07',
    '    lastUpdateTime=2025-11-02 20:14:07',
    '    installerPackageName=com.example.store',
    '    installPermissionsFixed=true',
    `    pkgFlags=${flags}`,
    '    apexModuleName=null',
    ...block('requested permissions', options.requested, '    '),
    ...block('install permissions', options.install, '    '),
    ...(options.users ?? [{ runtime: runtime ?? [] }]).flatMap((user) =>
      user14({ ...user, ...(user.runtime?.length === 0 ? { runtime: undefined } : {}) } as User14),
    ),
  ].join('\n')
}

/** One record of `Shared users:` in the form of Android 14. */
export const sharedUser14 = (
  name: string,
  {
    appId = 10081,
    members = [] as string[],
    install,
    users = [] as User14[],
  }: { appId?: number; members?: string[]; install?: string[]; users?: User14[] } = {},
) =>
  [
    `  SharedUser [${name}] (d8bf56a):`,
    `    appId=${appId}`,
    '    Packages',
    ...members.map((member) => `      PackageSetting{68077e1 ${member}/${appId}}`),
    ...block('install permissions', install, '    '),
    ...users.flatMap(({ id = 0, runtime = [] }) => [
      `    User ${id}: `,
      '      gids=[3002, 3003]',
      ...block('runtime permissions', runtime.length === 0 ? undefined : runtime, '      '),
    ]),
  ].join('\n')

/** A full `dumpsys package` in the form of Android 14. */
export function dump14(packages: string[], { hidden = [] as string[], shared = [] as string[] } = {}): string {
  const sections = [
    [
      'Database versions:',
      '  Internal:',
      '    sdkVersion=34 databaseVersion=3 ',
      '    fingerprint=example/sample/sample:14/EXAMPLE.34/1:user/release-keys ',
    ],
    [
      'Permissions:',
      '  Permission [android.permission.READ_CONTACTS] (8bc0874):',
      '    sourcePackage=android',
      '    uid=1000 gids=[] type=0 prot=dangerous',
    ],
    ['Packages:', ...packages],
    ...(hidden.length > 0 ? [['Hidden system packages:', ...hidden]] : []),
    ['Queries:', '  system apps queryable: false'],
    ['Shared users:', ...shared],
    ['Package Changes:', '  Sequence number=2'],
  ]
  return `${sections.map((section) => section.join('\n')).join('\n\n')}\n`
}

const DASHES = '-'.repeat(79)

/** A service of a whole `dumpsys` or a bug report, in the form of Android 8 and later. */
export const service = (
  name: string,
  body: string,
  end = `--------- 0.373s was the duration of dumpsys ${name}, ending at: 2026-11-30 20:20:00\n`,
) => `${DASHES}\nDUMP OF SERVICE ${name}:\n${body}${end}`

export const CASH = 'com.example.cash'
export const NOTES = 'com.example.notes'
