/** A name that no text of an app can be. */
const NAME = /^[\w.]+$/

/** As MVT writes an app that it took out of `dumpsys package`, whatever else it says of it. */
interface Taken {
  package_name: string
  uid?: string
  system?: boolean
  permissions: { name: string; granted?: boolean | null; type: string }[]
  requested_permissions: string[]
}

/**
 * What MVT took out of a dump (`dumpsys_packages.json`, `packages.json`), written back as the records that it was, each
 * permission on the line that it has in the file, as MVT writes one:
 *
 *     {
 *         "permissions": [
 *             {
 *                 "name": "android.permission.READ_CONTACTS",
 *                 "granted": true,
 *                 "type": "runtime"
 *             }
 *         ],
 *         "requested_permissions": [
 *             "android.permission.READ_CONTACTS"
 *         ],
 *         "package_name": "com.example.cash"
 *     },
 *
 * Nothing of a file of another form.
 */
export function dumpOfMvt(json: string): string | undefined {
  let apps: unknown
  try {
    apps = JSON.parse(json)
  } catch {
    return undefined
  }
  if (!Array.isArray(apps) || apps.length === 0 || !apps.every(isTaken)) return undefined
  return ['Packages:', ...apps.flatMap(recordOf), ''].join('\n')
}

const isTaken = (app: Partial<Taken> | null): app is Taken =>
  NAME.test(app?.package_name ?? '') && [app?.permissions, app?.requested_permissions].every(Array.isArray)

const USER = '    User 0: installed=true'
/** Where an entry stands, under its heading. MVT keeps those of the first user. */
const BLOCKS = new Map([
  ['install', { before: '', heading: '    install permissions:', margin: '      ' }],
  ['runtime', { before: USER, heading: '      runtime permissions:', margin: '        ' }],
])

function recordOf(app: Taken): string[] {
  const lines = JSON.stringify(app, null, 4).split('\n')
  const record = lines.map(() => '')
  record[0] = `  Package [${app.package_name}] (0):`
  /** The key that a line belongs to. */
  let key = ''
  let entry = 0
  let block = ''
  for (const [at, line] of lines.entries()) {
    key = /^ {4}"(\w+)"/.exec(line)?.[1] ?? key
    const isKey = line.startsWith('    "')
    if (isKey && key === 'uid') record[at] = `    userId=${app.uid}`
    if (isKey && key === 'timestamp') record[at] = `    pkgFlags=[ ${app.system ? 'SYSTEM ' : ''}]`
    if (key === 'requested_permissions') {
      const [, asked] = /^ {8}"([\w.]+)/.exec(line) ?? []
      if (isKey) record[at] = '    requested permissions:'
      else if (asked !== undefined) record[at] = `      ${asked}`
    }
    if (key !== 'permissions') continue
    if (/^ {4}(".*\[)?\],$/.test(line) && block !== 'runtime') record[at] = USER
    if (!line.startsWith('            "name"')) continue
    const { name, granted, type } = app.permissions[entry++] ?? {}
    const { before, heading, margin } = BLOCKS.get(type ?? '') ?? {}
    if (heading === undefined || typeof granted !== 'boolean' || !NAME.test(name ?? '')) continue
    if (block !== type) {
      record[at - 2] = before ?? ''
      record[at - 1] = heading
    }
    block = type ?? ''
    record[at] = `${margin}${name}: granted=${granted}`
  }
  return record
}
