import { native } from '#bytes'
import type { User } from '../model/snapshot.ts'
import { contactsGroup } from '../model/vocabulary.ts'
import { fileReader } from './file.ts'
import type { FileFacts } from './file-facts.ts'
import type { Interest } from './interest.ts'
import { isSystem } from './package-record.ts'
import type { PackageRecord } from './package-section.ts'
import { MOST_USERS } from './phone-limits.ts'
import type { Clock } from './sections/date.ts'
import { kindOf } from './sections/dumpsys-user.ts'

/** An app that came after the phone was sold. */
export interface Installed {
  packageName: string
  /** The folder of its APK, or the APK. */
  codePath: string
  /** It asks for contacts, or shares an identity with others that may. */
  isNear: boolean
}

/** What the answer of one command says, as far as the next command depends on it. */
export interface Answer {
  properties: ReadonlyMap<string, string>
  clock: Clock | undefined
  users: User[]
  packageNames: string[]
  installed: Installed[]
}

const everything: Interest = {
  wanted: () => true,
  permissions: new Set(contactsGroup.map((name) => name.slice('android.permission.'.length))),
  appOps: new Set(),
  components: [],
  recordsOnly: true,
}

/** Reads the answer of a phone as an audit reads it. */
export function readAnswer({ name, command, bytes }: { name: string; command: string[]; bytes: Uint8Array }): Answer {
  let facts: FileFacts | undefined
  const reader = fileReader({ path: name, optional: true, command }, everything, new Map(), (read) => {
    facts = read
  })
  reader.write(native(bytes))
  reader.end()
  const { properties = new Map(), clock, users = [], pmList = [], packages = [] } = facts ?? {}
  const records = packages.flatMap((section) => section.packages)
  const copies = packages.flatMap((section) => section.hidden)
  const inRecords = new Set(records.flatMap((record) => [...record.userIds]))
  const known = users.length > 0 ? users : [...inRecords].map((userId) => ({ userId, kind: kindOf(userId) }))
  return {
    properties,
    clock,
    users: known.toSorted((a, b) => a.userId - b.userId).slice(0, MOST_USERS),
    packageNames: [
      ...[...records, ...copies].map(({ bracketName }) => bracketName),
      ...pmList.map(({ packageName }) => packageName),
    ],
    installed: records.flatMap(installedOf),
  }
}

function installedOf(record: PackageRecord): Installed[] {
  const { bracketName: packageName, keys, requested = [], install, grantedList, runtime } = record
  const codePath = keys.get('codePath')
  if (codePath === undefined || isSystem(record)) return []
  const hasContacts = [requested, install, grantedList, ...runtime.values()].some((lines) => lines.length > 0)
  return [{ packageName, codePath, isNear: hasContacts || keys.has('sharedUser') }]
}
