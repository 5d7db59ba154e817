/**
 * A phone that remembers: `pm`, `appops` and `am` change its state as Android of its version would, and what `dumpsys`
 * prints follows. State lies in `$DEVICE_DATA/state.json`; each change writes the recordings anew. What the versions do
 * is AOSP's `PermissionManagerService`, `PermissionService`, `PermissionPolicyService` and `AppOpsService`.
 *
 * state: { sdk, apps: [{ name, appId, target, asks, sharedUser?, users: { 0: { permissions, uidMode?, packageMode?, readAgo? } } }],
 *          refuses?: 'maker' | users that refuse the shell, owner?: 'taps', rereads?: ms, cutAt?: number }
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const FLAGS = { 'user-set': 'USER_SET', 'user-fixed': 'USER_FIXED', 'revoked-compat': 'REVOKED_COMPAT' }
const short = (name) => name.replace('android.permission.', '')

class Refusal extends Error {}

/** Apps of one uid share what they hold; an app without a shared user is alone. */
const sharing = (state, app) =>
  state.apps.filter((other) => other === app || (app.sharedUser && other.sharedUser === app.sharedUser))

function act(state, argv) {
  const { sdk } = state
  const at = argv.indexOf('--user')
  const user = at < 0 ? undefined : argv[at + 1]
  const [program, verb, ...rest] = argv.filter((_, n) => at < 0 || (n !== at && n !== at + 1))
  if (Array.isArray(state.refuses) && state.refuses.includes(user))
    throw new Refusal(`java.lang.SecurityException: Shell does not have permission to access user ${user}`)
  const blocked = state.refuses === 'maker'
  if (program === 'am') {
    if (verb === 'start' && state.owner === 'taps') tap(state, user, rest.at(-1).replace('package:', ''))
    return
  }
  if (program === 'appops') {
    if (blocked)
      throw new Refusal('java.lang.SecurityException: uid 2000 does not have android.permission.MANAGE_APP_OPS_MODES.')
    const [uid, number] = /^u(\d+)a(\d+)$/.exec(rest[0])?.slice(1) ?? []
    const byUid = rest[0] === '--uid' || uid !== undefined
    const app = state.apps.find(({ name, appId }) => (number ? appId === Number(number) + 10000 : rest.includes(name)))
    const mode = rest.at(-1)
    const held = app?.users[uid ?? user]
    if (!held) return
    if (!byUid) {
      // From 35 the mode of a permission of a package is refused, with a line in the log alone.
      if (sdk < 35) held.packageMode = mode
    } else if (sdk >= 30) setFlag(held.permissions.READ_CONTACTS, 'REVOKED_COMPAT', mode === 'ignore')
    else held.uidMode = mode
    return
  }
  const [name, permission, ...flags] = rest
  const app = state.apps.find((one) => one.name === name)
  const held = app?.users[user]
  if (!held) return
  if (blocked)
    throw new Refusal(
      `java.lang.SecurityException: Neither user 2000 nor current process has android.permission.${verb === 'grant' ? 'GRANT' : 'REVOKE'}_RUNTIME_PERMISSIONS.`,
    )
  if (!app.asks.includes(short(permission)))
    throw new Refusal(`java.lang.SecurityException: Package ${name} has not requested permission ${permission}`)
  for (const one of sharing(state, app)) {
    const state = one.users[user]?.permissions[short(permission)]
    if (!state) continue
    if (verb === 'revoke' || verb === 'grant') {
      for (const [flag, word] of [
        ['SYSTEM_FIXED', 'cannot revoke system fixed permission'],
        ['POLICY_FIXED', 'Cannot revoke policy fixed permission'],
      ])
        if (state.flags.includes(flag)) {
          if (sdk >= 35) return
          throw new Refusal(`java.lang.SecurityException: ${word} ${permission} for package ${name}`)
        }
      // An app of old keeps what it was installed with, and nobody is told.
      if (app.target >= 23) state.granted = verb === 'grant'
    } else {
      if (sdk < 30) throw new Refusal(`Unknown command: ${verb}`)
      for (const flag of flags) setFlag(state, FLAGS[flag], verb === 'set-permission-flags')
    }
  }
}

/** What the person does who was shown the page: the switch in Settings takes the whole group. */
function tap(state, user, name) {
  const app = state.apps.find((one) => one.name === name)
  for (const permission of Object.values(app?.users[user]?.permissions ?? {})) {
    permission.granted = false
    setFlag(permission, 'USER_SET', true)
  }
}

function setFlag(permission, flag, isSet) {
  if (!permission) return
  permission.flags = [...permission.flags.filter((one) => one !== flag), ...(isSet ? [flag] : [])]
}

/** The uid mode that is printed: from 30 on it follows from the permission and its flags. */
function uidMode({ sdk }, held) {
  const read = held.permissions.READ_CONTACTS
  if (sdk < 30) return held.uidMode
  if (!read) return undefined
  return read.granted && !read.flags.includes('REVOKED_COMPAT') ? undefined : 'ignore'
}

const runtime = (permissions, indent) =>
  Object.entries(permissions)
    .map(([name, { granted, flags }]) => {
      const shown = flags.length > 0 ? `, flags=[ ${flags.join('|')}]` : ''
      return `${indent}android.permission.${name}: granted=${granted}${shown}\n`
    })
    .join('')

function record(app, state) {
  const users = Object.entries(app.users)
  const asks = app.asks.map((name) => `      android.permission.${name}\n`).join('')
  const own = ([id, { permissions }]) =>
    `    User ${id}: ceDataInode=262414 installed=true hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
      firstInstallTime=2025-11-02 20:14:07
      gids=[3003]
      runtime permissions:
${app.sharedUser ? '' : runtime(permissions, '        ')}`
  const shared = app.sharedUser ? `    sharedUser=SharedUserSetting{cdb5ce8 ${app.sharedUser}/${app.appId}}\n` : ''
  return `  Package [${app.name}] (19de493):
    ${state.sdk >= 34 ? 'appId' : 'userId'}=${app.appId}
${shared}    pkg=Package{dbb0ced ${app.name}}
    codePath=/data/app/${app.name}-1
    versionCode=381 minSdk=21 targetSdk=${app.target}
    versionName=3.8.1
    splits=[base]
    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    timeStamp=2025-11-02 20:14:07
    lastUpdateTime=2025-11-02 20:14:07
    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    requested permissions:
      android.permission.INTERNET
${asks}    install permissions:
      android.permission.INTERNET: granted=true
${users.map(own).join('')}`
}

function sharedUsers(state, apps) {
  const names = [...new Set(apps.flatMap(({ sharedUser }) => sharedUser ?? []))]
  if (names.length === 0) return ''
  const blocks = names.map((name) => {
    const members = state.apps.filter(({ sharedUser }) => sharedUser === name)
    const [first] = members
    const users = Object.entries(first.users).map(
      ([id, { permissions }]) =>
        `    User ${id}: \n      gids=[3003]\n      runtime permissions:\n${runtime(permissions, '        ')}`,
    )
    const packages = members.map((one) => `      PackageSetting{68077e1 ${one.name}/${one.appId}}\n`).join('')
    return `  SharedUser [${name}] (cdb5ce8):\n    ${state.sdk >= 34 ? 'appId' : 'userId'}=${first.appId}\n    Packages\n${packages}    install permissions:\n      android.permission.INTERNET: granted=true\n${users.join('')}`
  })
  return `\nShared users:\n${blocks.join('')}`
}

function appOps(state) {
  const uids = state.apps.flatMap((app) =>
    Object.entries(app.users).map(([id, held]) => {
      const mode = uidMode(state, held)
      const since = state.changedAt === undefined ? Number.POSITIVE_INFINITY : Date.now() - state.changedAt
      const ago = state.rereads !== undefined && since < Number.POSITIVE_INFINITY ? 1 : held.readAgo
      const use =
        ago === undefined
          ? ''
          : `        null=[\n          Access: [fg-s] 2026-03-02 06:28:11.471 (-${ago}ms)\n        ]\n`
      return `  Uid u${id}a${app.appId - 10000}:
    state=cch
${mode === undefined ? '' : `      READ_CONTACTS: mode=${mode}\n`}    Package ${app.name}:
      READ_CONTACTS (${held.packageMode ?? 'allow'}): \n${use}`
    }),
  )
  return `Current AppOps Service state:\n${uids.join('')}`
}

const head = ({ sdk }) => `Database versions:\n  Internal:\n    sdkVersion=${sdk} databaseVersion=3 \n\n`
const KEYS = [
  'default_input_method',
  'dialer_default_application',
  'enabled_accessibility_services',
  'enabled_notification_listeners',
  'sms_default_application',
]
const ROLES = ['COMPANION_DEVICE_GLASSES', 'COMPANION_DEVICE_WATCH', 'DIALER', 'SMS']

/** Writes what the phone answers from now on. */
export function write(folder, state) {
  const ids = [...new Set(state.apps.flatMap(({ users }) => Object.keys(users)))].sort()
  const put = (command, text) => {
    const file = join(folder, `${command.replaceAll('/', '@').replaceAll(' ', '+')}.out`)
    writeFileSync(`${file}.new`, text)
    renameSync(`${file}.new`, file)
  }
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state))
  put(
    'dumpsys -t 60 package',
    `${head(state)}Packages:\n${state.apps.map((app) => record(app, state)).join('')}${sharedUsers(state, state.apps)}\n`,
  )
  for (const app of state.apps)
    put(`dumpsys -t 30 package ${app.name}`, `Packages:\n${record(app, state)}${sharedUsers(state, [app])}\n`)
  put('dumpsys -t 60 appops', appOps(state))
  put('dumpsys -t 30 device_policy', 'Current Device Policy Manager state:\n')
  const kinds = { 0: ['Owner', 'c13'], 999: ['XSpace', '801010'] }
  put(
    'dumpsys -t 30 user',
    `Users:\n${ids.map((id) => `  UserInfo{${id}:${(kinds[id] ?? ['Second', '410']).join(':')}} serialNo=${id}\n    State: RUNNING_UNLOCKED\n`).join('')}`,
  )
  for (const id of ids) {
    put(
      `pm list packages -U --user ${id}`,
      state.apps
        .filter(({ users }) => users[id])
        .map(({ name, appId }) => `package:${name} uid:${Number(id) * 100000 + appId}\n`)
        .join(''),
    )
    for (const key of KEYS) put(`settings get --user ${id} secure ${key}`, 'null\n')
    for (const role of ROLES) put(`cmd role get-role-holders --user ${id} android.app.role.${role}`, '')
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = process.env.DEVICE_DATA
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))
  try {
    act(state, process.argv.slice(2))
    state.changedAt = Date.now()
    write(folder, state)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    process.stderr.write(`\nException occurred while executing:\n${error.message}\n`)
    process.exitCode = 255
  }
}
