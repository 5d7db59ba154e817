import { phone } from './apps.js'
import { packageRecord, sharedUser } from './package-record.js'
import { random } from './random.js'
import { endless, lines, sized, take } from './text.js'
import * as words from './words.js'

export const fingerprint = 'example/lantern/lantern:14/UQ1A.240205.004/11269751:user/release-keys'

/**
 * An Android 14 `dumpsys package` of invented apps.
 * `tables` is the share of the resolver tables; without it only the sections with permissions are printed.
 */
export function packageDump({ bytes, count, tables = 0, users = [0, 999], installs = 0.3, runtimes = 0.4 }) {
  const apps = phone(count)
  const shape = { users, installs, runtimes }
  const sections = tables > 0 ? whole(apps, shape, bytes * tables) : permissionsOnly(apps, shape)
  return sized(bytes, sections, warnings(apps))
}

function* permissionsOnly(apps, shape) {
  yield databaseVersions
  yield* packages('Packages:', apps, shape)
  yield* sharedUsers(apps, shape)
  yield 'Package warning messages:\n'
}

function* whole(apps, shape, tableBytes) {
  yield databaseVersions
  yield* knownFacts()
  yield* resolverTable('Activity', apps, tableBytes * 0.55)
  yield* resolverTable('Receiver', apps, tableBytes * 0.3)
  yield* resolverTable('Service', apps, tableBytes * 0.12)
  yield* resolverTable('Provider', apps, tableBytes * 0.03)
  yield* preferredActivities(apps)
  yield* domainVerification(apps)
  yield* permissions(apps)
  yield* appOpPermissions(apps)
  yield* contentProviders(apps)
  yield* perApp('Key Set Manager:', apps, ({ name }, { from }) => [
    `  [${name}]`,
    `      Signing KeySets: ${from(1, 90)}`,
  ])
  yield* packages('Packages:', apps, shape)
  yield* packages(
    'Hidden system packages:',
    apps.filter(({ updated }) => updated),
    { ...shape, users: [0] },
  )
  yield* queries(apps)
  yield* sharedUsers(apps, shape)
  yield packageChanges
  yield* perApp('Service permissions:', apps, ({ name }, { pick }) => [
    `    ${name}/.${pick(words.classes)}Service: ${pick(words.signaturePermissions)}`,
  ])
  yield* perApp('Dexopt state:', apps, ({ name, hex }, { pick }) => [
    `  [${name}]`,
    `    path: /data/app/~~${hex}${hex}==/${name}-${hex}Qw==/base.apk`,
    `      arm64: [status=${pick(['verify', 'speed-profile', 'speed'])}] [reason=${pick(['install', 'bg-dexopt'])}]`,
    '        [location is /data/dalvik-cache]',
  ])
  yield* perApp('Compiler stats:', apps, ({ name }, { chance, from }) => [
    `  [${name}]`,
    chance(0.5) ? '    (No recorded stats)' : `     base.apk - ${from(90, 9000)}`,
  ])
  yield `Settings parse messages:\nRead completed successfully: ${apps.length} packages, 5 shared uids\n\n`
  yield 'Package warning messages:\n'
}

const databaseVersions = lines([
  'Database versions:',
  ...['Internal', 'External'].flatMap((volume) => [
    `  ${volume}:`,
    '    sdkVersion=34 databaseVersion=3 ',
    `    fingerprint=${fingerprint} `,
  ]),
  '',
])

const packageChanges = lines([
  'Package Changes:',
  '  Sequence number=7',
  '  User 0:',
  '    seq=3, package=com.example.kuaijie',
  '',
  '',
  'Frozen packages:',
  '  (none)',
  '',
  '',
  'Loaded volumes:',
  '  (none)',
  '',
])

function* knownFacts() {
  const { pick, some } = random('known facts')
  const known = { System: 'android', Installer: 'com.android.packageinstaller', Verifier: 'none', Browser: 'null' }
  yield lines([
    'Known Packages:',
    ...Object.entries(known).flatMap(([role, name]) => [`  ${role}:`, `    ${name}`]),
    '',
  ])
  yield lines(['Verifiers:', '  Required: null (uid=-1)', ''])
  yield lines(['Domain Verifier:', '  Using: com.android.statementservice (uid=10039)', ''])
  const libraries = some(words.nouns, 0.8).map((noun) => `vendor.example.${noun}-V1.${pick([0, 1, 2])}-java`)
  yield lines(['Libraries:', ...libraries.map((name) => `  ${name} ->  (jar) /system_ext/framework/${name}.jar`), ''])
  yield lines(['Features:', ...words.features.map((name) => `  ${name}`), ''])
}

/** `        a12b3c com.example.app/.MainActivity` under what it answers to; a full dump prints no filters. */
function* resolverTable(kind, apps, bytes) {
  const { below, from, hex, pick } = random(`${kind} table of ${apps.length}`)
  const component = () => `        ${hex()} ${pick(apps).name}/.${pick(words.nouns)}.${pick(words.classes)}${kind}`
  const groups = [
    ['Full MIME Types', 0.15, () => pick(words.mimeTypes)],
    ['Base MIME Types', 0.05, () => pick(words.mimeTypes).split('/')[0]],
    ['Wild MIME Types', 0.02, () => '*'],
    ['Schemes', 0.2, (index) => (index % 4 === 0 ? 'https' : `${pick(words.nouns)}${index}`)],
    [
      'Non-Data Actions',
      0.53,
      (index) => (index % 3 === 0 ? pick(words.actions) : `${pick(apps).name}.action.A${index}`),
    ],
    ['MIME Typed Actions', 0.05, () => pick(words.actions)],
  ]
  yield `${kind} Resolver Table:\n`
  for (const [title, share, key] of groups) {
    yield `  ${title}:\n`
    const entry = (index) =>
      lines([`      ${key(index)}:`, ...Array.from({ length: from(1, 6 + below(6)) }, component)])
    yield* take(bytes * share, endless(entry))
  }
  yield '\n'
}

function* preferredActivities(apps) {
  const { hex, pick, some } = random('preferred')
  yield 'Preferred Activities User 0:\n  Non-Data Actions:\n'
  for (const { name } of some(apps, 0.02)) {
    yield lines([
      `      ${pick(words.actions)}:`,
      `        ${hex()} ${name}/.MainActivity`,
      '         mMatch=0x108000 mAlways=true',
      `          Selected from:`,
      `            ${name}/.MainActivity`,
    ])
  }
  yield '\n'
}

function* domainVerification(apps) {
  const { chance, digits, from, hex, pick } = random('domains')
  yield 'Domain verification status:\n'
  for (const { name, system } of apps) {
    if (system || chance(0.5)) continue
    const hosts = Array.from({ length: from(1, 6) }, () => `          ${pick(words.nouns)}.example.com: verified`)
    yield lines([
      `  ${name}:`,
      `    ID: ${hex().padStart(8, '0')}-${digits(4)}-${digits(4)}-${digits(4)}-${digits(12)}`,
      '    Signatures: [4A:5B:6C:7D:8E:9F:10:21:32:43:54:65:76:87:98:A9:BA:CB:DC:ED:FE:0F:1A:2B:3C:4D:5E:6F:70:81]',
      '    Domain verification state:',
      ...hosts.map((host) => host.slice(4)),
      '    User 0:',
      '      Verification link handling allowed: true',
      '      Selection state:',
      '        Disabled:',
      ...hosts.map((host) => host.replace(': verified', '')),
    ])
  }
  yield '\n'
}

function* permissions(apps) {
  const { hex } = random('permissions')
  const declared = [
    ...words.runtimePermissions.map((name) => [name, 'dangerous']),
    ...words.installPermissions.map((name) => [name, 'normal']),
    ...words.signaturePermissions.map((name) => [name, 'signature|privileged']),
  ].map(([name, protection]) => ({ name, protection, source: 'android', uid: 1000 }))
  const own = apps.flatMap(({ name, appId }) =>
    ['DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION', 'permission.C2D_MESSAGE'].map((suffix) => ({
      name: `${name}.${suffix}`,
      protection: 'signature',
      source: name,
      uid: appId,
    })),
  )
  yield 'Permissions:\n'
  for (const { name, protection, source, uid } of [...declared, ...own]) {
    yield lines([
      `  Permission [${name}] (${hex()}):`,
      `    sourcePackage=${source}`,
      `    uid=${uid} gids=[] type=0 prot=${protection}`,
      `    perm=PermissionInfo{${hex()} ${name}}`,
      '    flags=0x0',
    ])
  }
  yield '\n'
}

function* appOpPermissions(apps) {
  const { some } = random('app op permissions')
  yield 'AppOp Permissions:\n'
  for (const op of ['WRITE_SETTINGS', 'SYSTEM_ALERT_WINDOW', 'REQUEST_INSTALL_PACKAGES', 'MANAGE_EXTERNAL_STORAGE']) {
    yield lines([`  AppOp Permission android.permission.${op}:`, ...some(apps, 0.3).map(({ name }) => `    ${name}`)])
  }
  yield '\n'
}

function* contentProviders(apps) {
  const { hex, pick } = random('content providers')
  const providers = apps.flatMap(({ name }) =>
    [
      'androidx.core.content.FileProvider',
      'androidx.startup.InitializationProvider',
      `.${pick(words.classes)}Provider`,
    ].map((provider) => ({ name, component: `${name}/${provider}`, hex: hex() })),
  )
  yield 'Registered ContentProviders:\n'
  for (const { component, hex } of providers) yield `  ${component}:\n    Provider{${hex} ${component}}\n`
  yield '\nContentProvider Authorities:\n'
  for (const { name, component, hex } of providers) {
    yield lines([
      `  [${name}.${hex}]:`,
      `    Provider{${hex} ${component}}`,
      `      applicationInfo=ApplicationInfo{${hex} ${name}}`,
    ])
  }
  yield '\n'
}

function* perApp(title, apps, print) {
  const dice = random(title)
  yield `${title}\n`
  for (const app of apps) yield lines(print(app, dice))
  yield '\n'
}

function* packages(title, apps, shape) {
  const dice = random(`${title} ${apps.length}`)
  yield `${title}\n`
  for (const app of apps) yield packageRecord(app, shape, dice)
  yield '\n'
}

function* queries(apps) {
  const { pick, from } = random('queries')
  yield 'Queries:\n  system apps queryable: false\n  queries via package name:\n'
  for (const { name } of apps) {
    yield lines([`    ${name}:`, ...Array.from({ length: from(1, 6) }, () => `      ${pick(apps).name}`)])
  }
  yield '\n'
}

function* sharedUsers(apps, shape) {
  const dice = random('shared users')
  yield 'Shared users:\n'
  for (const name of new Set(apps.flatMap((app) => app.sharedUser ?? []))) {
    yield sharedUser(
      name,
      apps.filter((app) => app.sharedUser === name),
      shape,
      dice,
    )
  }
  yield '\n'
}

/** The last section, and the one that may have any length. */
const warnings = (apps) => {
  const { digits, from, pick } = random('warnings')
  return endless(
    () => `2/${digits(1)}/24 9:${from(10, 59)} PM: Adding duplicate app id: 1${digits(4)} name=${pick(apps).name}\n`,
  )
}
