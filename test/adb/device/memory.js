/**
 * A phone that remembers: `pm`, `appops` and `am` change its state as Android of its version would, and what `dumpsys`
 * prints follows. State lies in `$DEVICE_DATA/state.json`; each change writes the recordings anew. What the versions do
 * is AOSP's `PermissionManagerService`, `PermissionService`, `PermissionPolicyService` and `AppOpsService`.
 *
 * state: { sdk, apps: [{ name, appId, target, asks, version?, sharedUser?, users: { 0: { permissions, uidModes?,
 * packageModes?, readAgo?,
 *          access? } } }],
 *          refuses?: 'maker' | 'flags' | users that refuse the shell, silent?: calls that say nothing and do nothing,
 *          forgets?: no dump holds an app any more once something was changed,
 *          front?: ends of actions whose page was there before, owner?: permissions that are tapped off, opens?: ends of actions that a shell may start, rereads?: ms }
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FLAGS = { 'user-set': 'USER_SET', 'user-fixed': 'USER_FIXED', 'revoked-compat': 'REVOKED_COMPAT' }
const short = (name) => name.replace('android.permission.', '')

class Refusal extends Error {}

/** Apps of one uid share what they hold; an app without a shared user is alone. */
const sharing = (state, app) =>
  state.apps.filter((other) => other === app || (app.sharedUser && other.sharedUser === app.sharedUser))

function act(state, argv, said) {
  const { sdk } = state
  const at = argv.indexOf('--user')
  const user = at < 0 ? undefined : argv[at + 1]
  const [program, verb, ...rest] = argv.filter((_, n) => at < 0 || (n !== at && n !== at + 1))
  if (Array.isArray(state.refuses) && state.refuses.includes(user))
    throw new Refusal(`java.lang.SecurityException: Shell does not have permission to access user ${user}`)
  const blocked = state.refuses === 'maker'
  const hasNoFlags = state.refuses === 'flags'
  if (program === 'am') {
    if (verb === 'start') start(state, user, rest, said)
    return
  }
  if (state.silent?.some((call) => argv.join(' ').startsWith(call))) return
  if (program === 'appops') {
    if (blocked)
      throw new Refusal('java.lang.SecurityException: uid 2000 does not have android.permission.MANAGE_APP_OPS_MODES.')
    const [uid, number] = /^u(\d+)a(\d+)$/.exec(rest[0])?.slice(1) ?? []
    const byUid = rest[0] === '--uid' || uid !== undefined
    const app = state.apps.find(({ name, appId }) => (number ? appId === Number(number) + 10000 : rest.includes(name)))
    const [op, mode] = rest.slice(-2)
    const held = app?.users[uid ?? user]
    if (!held) return
    if (!byUid) {
      // From 35 the mode of a permission of a package is refused, with a line in the log alone.
      if (sdk < 35) held.packageModes = { ...held.packageModes, [op]: mode }
    } else if (sdk >= 30) setFlag(held.permissions[op], 'REVOKED_COMPAT', mode === 'ignore')
    else held.uidModes = { ...held.uidModes, [op]: mode }
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
        if (state.flags.includes(flag) && (sdk >= 26 || flag === 'SYSTEM_FIXED')) {
          if (sdk >= 35) return
          throw new Refusal(`java.lang.SecurityException: ${word} ${permission} for package ${name}`)
        }
      // An app of old keeps what it was installed with, and nobody is told.
      if (app.target >= 23) state.granted = verb === 'grant'
    } else {
      if (sdk < 30) throw new Refusal(`Unknown command: ${verb}`)
      if (hasNoFlags)
        throw new Refusal(
          'java.lang.SecurityException: updatePermissionFlags requires android.permission.GRANT_RUNTIME_PERMISSIONS or android.permission.REVOKE_RUNTIME_PERMISSIONS',
        )
      for (const flag of flags) setFlag(state, FLAGS[flag], verb === 'set-permission-flags')
    }
  }
}

/** Opens a page, if a shell may, for a person who taps on it. */
function start(state, user, args, said) {
  const action = args[args.indexOf('-a') + 1]
  const intent = `Intent { act=${action} flg=0x10000000 }`
  said.stdout += `Starting: ${intent}\n`
  const opens = state.opens ?? ['APPLICATION_DETAILS_SETTINGS', ...(state.sdk >= 23 ? ['MANAGE_APP_PERMISSIONS'] : [])]
  if (!opens.some((end) => action.endsWith(end))) {
    if (action.endsWith('MANAGE_APP_PERMISSIONS') && state.sdk >= 23)
      throw new Refusal(
        `java.lang.SecurityException: Permission Denial: starting ${intent} from null (pid=3321, uid=2000) requires android.permission.GRANT_RUNTIME_PERMISSIONS`,
      )
    // Up to Android 9 without an exit code of its own.
    said.stderr += `Error: Activity not started, unable to resolve ${intent}\n`
    return
  }
  if (state.front?.some((end) => action.endsWith(end))) {
    said.stdout += 'Warning: Activity not started, its current task has been brought to the front\n'
    return
  }
  const app = state.apps.find(({ name }) => args.at(-1).replace('package:', '') === name)
  const held = app?.users[user]
  for (const permission of state.owner ?? []) {
    // For an app of old the switch in Settings closes the app op.
    if (app.target < 23 || state.sdk < 23) held.uidModes = { ...held.uidModes, [permission]: 'ignore' }
    else if (held?.permissions[permission]) {
      held.permissions[permission].granted = false
      setFlag(held.permissions[permission], 'USER_SET', true)
    }
  }
}

function setFlag(permission, flag, isSet) {
  if (!permission) return
  permission.flags = [...permission.flags.filter((one) => one !== flag), ...(isSet ? [flag] : [])]
}

/** The uid mode that is printed: from 30 on it follows from the permission and its flags. */
function uidMode({ sdk }, held, op) {
  if (sdk < 30) return held.uidModes?.[op]
  const permission = held.permissions[op]
  return permission.granted && !permission.flags.includes('REVOKED_COMPAT') ? undefined : 'ignore'
}

const runtime = (permissions, indent) =>
  Object.entries(permissions)
    .map(([name, { granted, flags }]) => {
      const shown = flags.length > 0 ? `, flags=[ ${flags.join('|')}]` : ''
      return `${indent}android.permission.${name}: granted=${granted}${shown}\n`
    })
    .join('')

/** Before Android 10 what an app of old was installed with stands apart from what was asked of a person. */
const isInstalled = (app, { sdk }) => app.target < 23 && sdk < 29

/** What an app asks for is printed where it alone is asked about. */
function record(app, state, isAlone = false) {
  const users = Object.entries(app.users)
  if (state.sdk < 23) return oldRecord(app)
  const asks = app.asks.map((name) => `      android.permission.${name}\n`).join('')
  const own = ([id, { permissions, hidden = false }]) =>
    `    User ${id}: ceDataInode=262414 installed=true hidden=${hidden} suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=0 instant=false virtual=false
      firstInstallTime=2025-11-02 20:14:07
      gids=[3003]
      runtime permissions:
${app.sharedUser || isInstalled(app, state) ? '' : runtime(permissions, '        ')}`
  const shared = app.sharedUser ? `    sharedUser=SharedUserSetting{cdb5ce8 ${app.sharedUser}/${app.appId}}\n` : ''
  return `  Package [${app.name}] (19de493):
    ${state.sdk >= 34 ? 'appId' : 'userId'}=${app.appId}
${shared}    pkg=Package{dbb0ced ${app.name}}
    codePath=/data/app/${app.name}-1
    versionCode=381 minSdk=21 targetSdk=${app.target}
    versionName=${app.version ?? '3.8.1'}
    splits=[base]
    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    timeStamp=2025-11-02 20:14:07
    lastUpdateTime=2025-11-02 20:14:07
    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
${isAlone ? `    requested permissions:\n      android.permission.INTERNET\n${asks}` : ''}    install permissions:
      android.permission.INTERNET: granted=true
${isInstalled(app, state) ? runtime(users[0][1].permissions, '      ') : ''}${users.map(own).join('')}`
}

/** Android 5 has one list for all users. */
const oldRecord = ({ name, appId, target, users }) => `  Package [${name}] (19de493):
    userId=${appId} gids=[3003]
    pkg=Package{dbb0ced ${name}}
    codePath=/data/app/${name}-1
    versionCode=381 targetSdk=${target}
    versionName=3.8.1
    flags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
    timeStamp=2025-11-02 20:14:07
    firstInstallTime=2025-11-02 20:14:07
    lastUpdateTime=2025-11-02 20:14:07
    pkgFlags=[ HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]
${Object.keys(users)
  .map((id) => `    User ${id}: installed=true hidden=false stopped=false notLaunched=false enabled=0\n`)
  .join('')}    grantedPermissions:
      android.permission.INTERNET
${Object.keys(Object.values(users)[0].permissions)
  .map((permission) => `      android.permission.${permission}\n`)
  .join('')}`

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
  const numbers = { allow: 0, ignore: 1, deny: 2 }
  /** Apps of one uid stand in one block. */
  const uids = new Map()
  for (const app of state.apps)
    for (const [id, held] of Object.entries(app.users)) {
      const ops = Object.keys(held.permissions)
      const since = state.changedAt === undefined ? Number.POSITIVE_INFINITY : Date.now() - state.changedAt
      const isReread = state.rereads !== undefined && since < Number.POSITIVE_INFINITY
      const access = (kind, second, ago) =>
        ago === undefined
          ? ''
          : `          Access: [${kind}] 2026-03-0${ago < 0 ? 7 : 2} 06:28:${second}.471 (${ago < 0 ? '+' : '-'}${Math.abs(ago)}ms)\n`
      const uses = access('fg-s', 11, held.readAgo) + access('bg-s', 12, isReread ? state.rereads : undefined)
      const use = (op) =>
        uses === '' || op !== (state.readOp ?? 'READ_CONTACTS') ? '' : `        null=[\n${uses}        ]\n`
      const uidLines = ops.flatMap((op) => {
        const mode = uidMode(state, held, op)
        return mode === undefined ? [] : `      ${op}: mode=${mode}\n`
      })
      const mode = (op) => held.packageModes?.[op] ?? 'allow'
      const lines = ops.map((op) =>
        state.sdk < 24 ? `      ${op}: mode=${numbers[mode(op)]}\n` : `      ${op} (${mode(op)}): \n${use(op)}`,
      )
      const head = `  Uid u${id}a${app.appId - 10000}:\n`
      const block = uids.get(head) ?? (state.sdk < 24 ? '' : `    state=cch\n${uidLines.join('')}`)
      uids.set(head, `${block}    Package ${app.name}:\n${lines.join('')}`)
    }
  return `Current AppOps Service state:\n${[...uids].flat().join('')}`
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
  const dump = (seconds, what, text) => put(state.sdk < 24 ? `dumpsys ${what}` : `dumpsys -t ${seconds} ${what}`, text)
  writeFileSync(join(folder, 'state.json'), JSON.stringify(state))
  const isCut = state.forgets && state.changedAt !== undefined
  const whole = (text) => (isCut ? text.slice(0, text.indexOf('  Package [')) : text)
  dump(
    60,
    'package',
    whole(
      `${head(state)}Packages:\n${state.apps.map((app) => record(app, state)).join('')}${sharedUsers(state, state.apps) || '\nShared users:\n'}\nPackage Changes:\n`,
    ),
  )
  for (const app of state.apps)
    dump(30, `package ${app.name}`, isCut ? '' : `Packages:\n${record(app, state, true)}${sharedUsers(state, [app])}\n`)
  dump(60, 'appops', appOps(state))
  dump(30, 'device_policy', 'Current Device Policy Manager state:\n')
  const kinds = { 0: ['Owner', 'c13'], 999: ['XSpace', '801010'] }
  dump(
    30,
    'user',
    `Users:\n${ids.map((id) => `  UserInfo{${id}:${(kinds[id] ?? ['Second', '410']).join(':')}} serialNo=${id}\n    State: RUNNING_UNLOCKED\n`).join('')}`,
  )
  /** Who has an access, by the setting or the role that gives it. */
  const withAccess = (id, key) =>
    state.apps.filter(({ users }) => users[id]?.access?.includes(key)).map(({ name }) => name)
  const roleOf = (id, role) => {
    const holders = withAccess(id, role)
    const list = holders.length > 1 ? `[\n${holders.map((name) => `${name}\n`).join('')}]` : holders[0]
    return `{\nname=android.app.role.${role}\n${list === undefined ? '' : `holders=${list}\n`}}\n`
  }
  const rolesOf = (id) => `{\nuser_id=${id}\nroles=[\n${ROLES.map((role) => roleOf(id, role)).join('')}]\n}\n`
  dump(30, 'role', `ROLE MANAGER STATE (dumpsys role):\n{\nuser_states=[\n${ids.map(rolesOf).join('')}]\n}\n`)
  for (const id of ids) {
    for (const uids of ['-U ', ''])
      put(
        `pm list packages ${uids}--user ${id}`,
        state.apps
          .filter(({ users }) => users[id] && !users[id].hidden)
          .map(({ name, appId }) => `package:${name}${uids ? ` uid:${Number(id) * 100000 + appId}` : ''}\n`)
          .join(''),
      )
    for (const key of KEYS) {
      const [name] = withAccess(id, key)
      const value = name && (/^enabled|input/.test(key) ? `${name}/.Service` : name)
      put(`settings get --user ${id} secure ${key}`, `${value ?? 'null'}\n`)
    }
    for (const role of ROLES)
      put(
        `cmd role get-role-holders --user ${id} android.app.role.${role}`,
        withAccess(id, role)
          .map((name) => `${name}\n`)
          .join(''),
      )
  }
}

/** Does what a program of the phone was asked for, and gives its answer. */
export function answer(folder, argv) {
  const state = JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8'))
  const said = { stdout: '', stderr: '', exitCode: 0 }
  try {
    act(state, argv, said)
    state.changedAt = Date.now()
    write(folder, state)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    said.stderr += `\nException occurred while executing:\n${error.message}\n`
    said.exitCode = 255
  }
  return said
}
