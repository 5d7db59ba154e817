/** An app of an invented phone. Times are of its clock: `2026-09-01 20:14:07`. */
export interface Installed {
  name: string
  id: number
  installed: string
  version?: string
  /** Its entry for the permission to read contacts; absent: it has none. */
  contacts?: 'granted' | 'denied'
  /** More of its runtime permissions that are granted, by their short names. */
  also?: string[]
  read?: { time: string; age: string }
  /** As Android prints it: 0 is on, 3 is switched off by the person. */
  enabled?: 0 | 3
  mode?: 'allow' | 'ignore'
  /** Not installed for this user. */
  absent?: boolean
  /** The phone was sold with it. */
  system?: boolean
}

export interface Phone {
  /** When it was made: `2026-10-01 10:05:00`. */
  time: string
  apps: Installed[]
  product?: string
  serial?: string
  zone?: string
  appOps?: boolean
  /** Breaks off inside of the last record. */
  isCut?: boolean
}

/** A bug report of Android 12 as text, with what daicha reads of it. */
export function bugReport({
  time,
  apps,
  product = 'example/sample/sample',
  serial,
  zone,
  appOps = true,
  isCut,
}: Phone) {
  const records = apps.map(record)
  const cut = (text: string) => (isCut ? text.slice(0, text.lastIndexOf('runtime permissions:')) : text)
  const properties = [
    ...(serial === undefined ? [] : [`[ro.serialno]: [${serial}]`]),
    ...(zone === undefined ? [] : [`[persist.sys.timezone]: [${zone}]`]),
    '[ro.product.model]: [A1]',
    '[ro.product.manufacturer]: [Example]',
    '[ro.build.version.release]: [12]',
    '[ro.build.version.sdk]: [32]',
  ]
  const service = (name: string, text: string) =>
    `${RULE}\nDUMP OF SERVICE ${name}:\n${text}\n--------- 0.021s was the duration of dumpsys ${name}, ending at: ${time}\n`
  return [
    `${EQUALS}\n== dumpstate: ${time}\n${EQUALS}\n`,
    `Build fingerprint: '${product}:12/EXAMPLE.32/1:user/release-keys'`,
    'Bugreport format version: 2.0\n',
    `------ SYSTEM PROPERTIES (getprop) ------\n${properties.join('\n')}\n------ 0.010s was the duration of 'SYSTEM PROPERTIES' ------\n`,
    '------ DUMPSYS (/system/bin/dumpsys) ------',
    ...(appOps ? [service('appops', `Current AppOps Service state:\n${apps.map(ops).join('')}`)] : []),
    cut(
      service(
        'package',
        `Database versions:
  Internal:
    sdkVersion=32 databaseVersion=3
    fingerprint=${product}:12/EXAMPLE.32/1:user/release-keys

Packages:
${records.join('')}
Shared users:

Package Changes:
  Sequence number=2

`,
      ),
    ),
    ...(isCut ? [] : [`${EQUALS}\n== dumpstate: done (id 1)\n${EQUALS}\n`]),
  ].join('\n')
}

const EQUALS = '='.repeat(56)
const RULE = '-'.repeat(79)

function record({ name, id, installed, version = '1.0', contacts, also = [], enabled = 0, absent, system }: Installed) {
  const permissions = [
    ...(contacts === undefined ? [] : [`READ_CONTACTS: granted=${contacts === 'granted'}, flags=[ USER_SET]`]),
    ...also.map((one) => `${one}: granted=true, flags=[ USER_SET]`),
  ]
  const flags = `${system ? 'SYSTEM ' : ''}HAS_CODE ALLOW_CLEAR_USER_DATA ALLOW_BACKUP`
  return `  Package [${name}] (7d9093e):
    userId=${id}
    pkg=Package{dbb0ced ${name}}
    codePath=/data/app/${name}
    versionCode=${version.replace('.', '')} minSdk=21 targetSdk=32
    versionName=${version}
    flags=[ ${flags} ]
    timeStamp=${installed}
    firstInstallTime=${installed}
    lastUpdateTime=${installed}
    signatures=PackageSignatures{17290f6 version:3, signatures:[83c4e20], past signatures:[]}
    installPermissionsFixed=true
    pkgFlags=[ ${flags} ]
    install permissions:
      android.permission.INTERNET: granted=true
    User 0: ceDataInode=262412 installed=${!absent} hidden=false suspended=false distractionFlags=0 stopped=false notLaunched=false enabled=${enabled} instant=false virtual=false
      gids=[3003]
      runtime permissions:
${permissions.map((line) => `        android.permission.${line}\n`).join('')}`
}

const ops = ({ name, id, read, mode = 'allow' }: Installed) => `  Uid u0a${id - 10000}:
    state=cch
    capability=---
    appWidgetVisible=false
    Package ${name}:
      READ_CONTACTS (${mode}): 
${read ? `        null=[\n          Access: [bg-s] ${read.time} (-${read.age})\n        ]\n` : ''}`
