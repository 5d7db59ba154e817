import { lines } from './text.js'
import { actions, installPermissions, nouns, runtimePermissions, signaturePermissions } from './words.js'

const userFlags = ['USER_SET|USER_SENSITIVE_WHEN_GRANTED|USER_SENSITIVE_WHEN_DENIED', 'USER_SET', 'USER_FIXED|USER_SET']
const systemFlags = ['SYSTEM_FIXED|GRANTED_BY_DEFAULT', 'GRANTED_BY_DEFAULT|RESTRICTION_SYSTEM_EXEMPT']
const resizeable = 'PRIVATE_FLAG_ACTIVITIES_RESIZE_MODE_RESIZEABLE_VIA_SDK_VERSION'
const userState =
  'hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false' +
  ' enabled=0 instant=false virtual=false'
const READ_CONTACTS = 'android.permission.READ_CONTACTS'
const lenders = { 'com.example.kuaijie': 'granted=true', 'com.example.qianbao': 'granted=false' }

/** One entry of `Packages:` as Android 14 prints it in a full dump. */
export function packageRecord(app, { users, installs, runtimes }, dice) {
  const { name, appId, hex, system, sharedUser } = app
  const { chance, digits, from, some } = dice
  const code = system ? `/system/priv-app/${name}` : `/data/app/~~${hex}${digits(8)}wA==/${name}-${digits(9)}xQ==`
  const extra = app.updated ? ' UPDATED_SYSTEM_APP' : ''
  const flags = `[ ${system ? 'SYSTEM ' : ''}HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP${extra} ]`
  const privateFlags = `[ ${resizeable} ALLOW_AUDIO_PLAYBACK_CAPTURE${system ? ' PRIVILEGED' : ''} ]`
  const day = `2024-0${from(1, 2)}-${from(10, 28)} ${from(10, 23)}:${from(10, 59)}:${from(10, 59)}`
  const permitted = some([...installPermissions, ...(system ? signaturePermissions : [])], installs)
  const asked = askedBy(app, some(runtimePermissions, runtimes))
  return lines([
    `  Package [${name}] (${hex}):`,
    `    appId=${appId}`,
    ...(sharedUser ? [`    sharedUser=SharedUserSetting{${hex} ${sharedUser}/${appId}}`] : []),
    `    pkg=Package{${hex} ${name}}`,
    `    codePath=${code}`,
    `    resourcePath=${code}`,
    `    legacyNativeLibraryDir=${code}/lib`,
    '    extractNativeLibs=false',
    '    primaryCpuAbi=arm64-v8a',
    '    secondaryCpuAbi=null',
    '    cpuAbiOverride=null',
    `    versionCode=${from(1, 90000)} minSdk=${from(21, 28)} targetSdk=${from(29, 34)}`,
    '    minExtensionVersions=[]',
    `    versionName=${from(1, 12)}.${from(0, 40)}.${from(0, 9)}`,
    '    hiddenApiEnforcementPolicy=2',
    '    usesNonSdkApi=false',
    '    splits=[base]',
    '    apkSigningVersion=3',
    `    flags=${flags}`,
    `    privateFlags=${privateFlags}`,
    '    forceQueryable=false',
    ...(system ? [] : [queriesPackages(dice), queriesIntents(dice)]),
    '    scannedAsStoppedSystemApp=false',
    '    supportsScreens=[small, medium, large, xlarge, resizeable, anyDensity]',
    `    timeStamp=${day}`,
    `    lastUpdateTime=${day}`,
    `    installerPackageName=${system ? 'null' : 'com.example.market'}`,
    `    installerPackageUid=${system ? -1 : 10099}`,
    `    initiatingPackageName=${system ? 'null' : 'com.example.market'}`,
    '    originatingPackageName=null',
    '    packageSource=2',
    '    appMetadataFilePath=null',
    `    signatures=PackageSignatures{${hex} version:3, signatures:[${hex}], past signatures:[]}`,
    '    installPermissionsFixed=true',
    `    pkgFlags=${flags}`,
    `    privatePkgFlags=${privateFlags}`,
    '    apexModuleName=null',
    '    declared permissions:',
    `      ${name}.DYNAMIC_RECEIVER_NOT_EXPORTED_PERMISSION: prot=signature, INSTALLED`,
    ...(sharedUser ? [] : installBlock(permitted)),
    ...users.flatMap((user) => {
      const installed = user === 0 || system || (name in lenders ? false : chance(0.2))
      return [
        `    User ${user}: ceDataInode=${digits(6)} installed=${installed} ${userState}`,
        `      installReason=${system ? 0 : 4}`,
        `      dataDir=/data/user/${user}/${name}`,
        `      firstInstallTime=${day}`,
        '      uninstallReason=0',
        '      overlay paths:',
        '        /product/overlay/NavigationBarModeGestural/NavigationBarModeGesturalOverlay.apk',
        ...(sharedUser ? [] : runtimeBlock(asked, app, dice)),
      ]
    }),
  ])
}

/** One entry of `Shared users:`, which holds what its packages may do. */
export function sharedUser(name, members, { users, installs, runtimes }, dice) {
  const { appId } = members[0]
  const system = { system: true }
  return lines([
    `  SharedUser [${name}] (${dice.hex()}):`,
    `    appId=${appId}`,
    '    Packages',
    ...members.map((app) => `      PackageSetting{${app.hex} ${app.name}/${appId}}`),
    ...installBlock(dice.some([...installPermissions, ...signaturePermissions], installs)),
    ...users.flatMap((user) => [
      `    User ${user}: `,
      ...runtimeBlock(dice.some(runtimePermissions, runtimes), system, dice),
    ]),
  ])
}

const askedBy = ({ name }, asked) => (name in lenders ? [...new Set([...asked, READ_CONTACTS])] : asked)

const installBlock = (names) => ['    install permissions:', ...names.map((name) => `      ${name}: granted=true`)]

function runtimeBlock(names, app, { chance, pick }) {
  const flags = app.system ? systemFlags : userFlags
  return [
    '      gids=[3003]',
    '      runtime permissions:',
    ...names.map((name) => {
      const granted = `granted=${chance(app.system ? 0.9 : 0.5)}`
      const state = (name === READ_CONTACTS && lenders[app.name]) || granted
      return `        ${name}: ${state}, flags=[ ${pick(flags)}]`
    }),
  ]
}

const queriesPackages = ({ from, pick }) =>
  `    queriesPackages=[${Array.from({ length: from(0, 12) }, () => `com.example.${pick(nouns)}`).join(', ')}]`

function queriesIntents({ from, pick }) {
  const intent = () =>
    `Intent { act=${pick(actions)} cat=[android.intent.category.BROWSABLE] dat=https:// typ=${pick(nouns)}/* }`
  return `    queriesIntents=[${Array.from({ length: from(1, 20) }, intent).join(', ')}]`
}
