/** Small phones of every form of Android that prints permissions its own way, with a lender in each of five places. */
import { random } from '../bench/inputs/random.js'

const LENDER = 'com.example.kuaijie'
const DIARY = 'com.example.privatediary'
const CONTACTS = 'com.android.providers.contacts'
const READ = 'android.permission.READ_CONTACTS'
const SHARED = 'com.example.sharedid'

// biome-ignore format: a table is read by its columns
const versions = [
  { android: '2.3', sdk: 10, id: 'userId', lists: true,  users: false },
  { android: '4.4', sdk: 19, id: 'userId', lists: true,  users: true },
  { android: '5.1', sdk: 22, id: 'userId', lists: true,  users: true },
  { android: '6.0', sdk: 23, id: 'userId', between: ' ', users: true },
  { android: '8.1', sdk: 27, id: 'userId', between: ' ', users: true },
  { android: '9',   sdk: 28, id: 'userId', between: ' ', users: true },
  { android: '10',  sdk: 29, id: 'userId', between: '|', users: true },
  { android: '11',  sdk: 30, id: 'userId', between: '|', users: true },
  { android: '12',  sdk: 32, id: 'userId', between: '|', users: true },
  { android: '13',  sdk: 33, id: 'userId', between: '|', users: true, ownTime: true },
  { android: '14',  sdk: 34, id: 'appId',  between: '|', users: true, ownTime: true },
  { android: '15',  sdk: 35, id: 'appId',  between: '|', users: true, ownTime: true },
  { android: '16',  sdk: 36, id: 'appId',  between: '|', users: true, ownTime: true },
  { android: '17',  sdk: 37, id: 'appId',  between: '|', users: true, ownTime: true },
]

/** Where the permission of the lender stands. */
const places = ['own', 'install', 'shared', 'work', 'updated']

export const generated = () =>
  versions.flatMap((version) =>
    places
      .filter((place) => (version.lists ? !['install', 'work'].includes(place) : true))
      .map((place) => phoneOf(version, place)),
  )

function phoneOf(version, place) {
  const dice = random(`${version.android} ${place}`)
  const grant = version.lists ? READ : place === 'install' ? `${READ}: granted=true` : runtime(version, true)
  const proof = [{ in: place === 'shared' ? SHARED : LENDER, line: grant }]
  const link = `sharedUser=SharedUserSetting{5ad0c1 ${SHARED}/10075}`
  if (place === 'shared') proof.push({ in: LENDER, line: link })
  return {
    name: `android-${version.android}-${place}`,
    files: new Map([['package.txt', dumpOf(version, place, { grant, link }, dice)]]),
    holders: [{ name: LENDER, proof }],
    strangers: [DIARY],
  }
}

function dumpOf(version, place, { grant, link }, dice) {
  const users = place === 'work' ? [0, 10] : [0]
  const rights = (userId) => {
    if (place === 'shared' || place === 'install') return []
    if (place === 'work' && userId === 0) return [runtime(version, false)]
    return [grant]
  }
  const lender = {
    id: 10075,
    link: place === 'shared' ? link : undefined,
    install: place === 'install' ? [grant] : [],
    rights,
    system: place === 'updated',
  }
  const plain = (id) => ({ id, install: [], rights: () => [] })
  const provider = {
    ...plain(10006),
    link: 'sharedUser=SharedUserSetting{258c23 android.uid.shared/10006}',
    system: true,
  }
  const phone = { version, users, dice }
  const record = (name, app) => recordOf(name, app, phone)
  return `${[
    [`Database versions:`, '  Internal:', `    sdkVersion=${version.sdk} databaseVersion=3 `],
    [
      'Permissions:',
      `  Permission [${READ}] (8bc0874):`,
      '    sourcePackage=android',
      '    uid=1000 gids=[] type=0 prot=dangerous',
    ],
    ['Key Set Manager:', `  [${DIARY}]`, '      Signing KeySets: 3', `  [${LENDER}]`, '      Signing KeySets: 4'],
    [
      'Packages:',
      ...record(DIARY, plain(10081)),
      ...record(LENDER, lender),
      ...record('com.example.notes', plain(10083)),
      ...record(CONTACTS, provider),
    ],
    ...(place === 'updated' ? [['Hidden system packages:', ...record(LENDER, { ...lender, rights: () => [] })]] : []),
    [
      'Shared users:',
      ...sharedUser('android.uid.shared', 10006, version.lists ? READ : runtime(version, true, systemFlags), phone),
      ...(place === 'shared' ? sharedUser(SHARED, 10075, grant, phone) : []),
    ],
    ['Settings parse messages:', 'Read completed successfully: 4 packages, 2 shared uids'],
  ]
    .map((section) => section.join('\n'))
    .join('\n\n')}\n`
}

const systemFlags = ['SYSTEM_FIXED', 'GRANTED_BY_DEFAULT']
const runtime = (
  { sdk, between },
  granted,
  flags = ['USER_SET', ...(sdk >= 29 ? ['USER_SENSITIVE_WHEN_GRANTED'] : [])],
) => `${READ}: granted=${granted}, flags=[ ${flags.join(between)}${between === ' ' ? ' ' : ''}]`

function recordOf(name, { id, link, install, rights, system }, { version, users, dice }) {
  const flags = `[ ${system ? 'SYSTEM ' : ''}HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP ]`
  const path = system ? `/system/app/${name}` : `/data/app/${name}-1`
  return [
    `  Package [${name}] (${dice.hex()}):`,
    `    ${version.id}=${id}${version.lists ? ' gids=[3003]' : ''}`,
    ...(link ? [`    ${link}`] : []),
    `    pkg=Package{${dice.hex()} ${name}}`,
    `    codePath=${path}`,
    `    versionCode=381${version.users ? ` targetSdk=${version.sdk}` : ''}`,
    '    versionName=3.8.1',
    `    dataDir=/data/user/0/${name}`,
    ...(version.users ? [] : [`    targetSdk=${version.sdk}`]),
    '    timeStamp=2025-11-02 20:14:07',
    ...(version.ownTime ? [] : ['    firstInstallTime=2025-11-02 20:14:07']),
    '    lastUpdateTime=2025-11-02 20:14:07',
    `    pkgFlags=${version.users ? flags : `0x${system ? 1 : 0} installStatus=1 enabled=0`}`,
    ...(version.lists
      ? [
          ...(version.users ? userLines(version, 0) : []),
          ...block('    grantedPermissions:', ['android.permission.INTERNET', ...rights(0)]),
        ]
      : [
          ...block('    install permissions:', ['android.permission.INTERNET: granted=true', ...install]),
          ...users.flatMap((userId) => [
            ...userLines(version, userId),
            ...(link ? [] : block('      runtime permissions:', rights(userId))),
          ]),
        ]),
  ]
}

const userLines = ({ sdk, ownTime }, userId) => [
  `    User ${userId}: ${sdk > 27 ? 'ceDataInode=262416 ' : ''}installed=true hidden=false${sdk > 23 ? ' suspended=false' : ''} stopped=false notLaunched=false enabled=0`,
  ...(ownTime ? ['      firstInstallTime=2025-11-02 20:14:07'] : []),
]

function sharedUser(name, id, grant, { version, users }) {
  const head = [`  SharedUser [${name}] (5ad0c1):`, `    ${version.id}=${id}${version.lists ? ' gids=[3003]' : ''}`]
  if (version.lists) return [...head, ...block('    grantedPermissions:', [grant])]
  return [
    ...head,
    ...users.flatMap((userId) => [`    User ${userId}: `, ...block('      runtime permissions:', [grant])]),
  ]
}

const block = (heading, lines) =>
  lines.length === 0 ? [] : [heading, ...lines.map((line) => `${/^ */.exec(heading)[0]}  ${line}`)]
