import { native } from '#platform/bytes.ts'
import { contactsGroup } from '../model/vocabulary.ts'
import type { Interest } from './interest.ts'
import { isInstalled, isSystem, nameOf } from './packages/package-record.ts'
import type { PackageRecord, PackageSection } from './packages/package-section.ts'
import { grantsContacts } from './packages/permissions.ts'
import { MOST_USERS } from './phone-limits.ts'
import { kindOf, type ListedUser } from './sections/dumpsys-user.ts'
import { fileReader } from './text/file.ts'
import type { FileFacts } from './text/file-facts.ts'

/**
 * How near an app is to contacts, by its record, nearest first: it holds them; it shares an identity with others that
 * may; it asks for them, or for a permission of their group; none of these.
 */
export const nearness = ['holds', 'shares', 'asks', 'far'] as const

/** What the answer of one command says, as far as the next command depends on it. */
export type Answer = ReturnType<typeof readAnswer>
export type Installed = Answer['installed'][number]

const everything: Interest = {
  wanted: () => true,
  missed: () => true,
  permissions: new Set(contactsGroup),
  appOps: new Set(),
  components: [],
  recordsOnly: true,
}

/** Reads the answer of a phone as an audit reads it. */
export function readAnswer({ name, command, bytes }: { name: string; command: string[]; bytes: Uint8Array }) {
  const reader = answerReader(name, command)
  reader.write(bytes)
  return reader.end()
}

/** The same, while it comes. */
export function answerReader(name: string, command: string[]) {
  let facts: FileFacts | undefined
  const reader = fileReader({ path: name, optional: true, command }, everything, (read) => {
    facts = read
  })
  return {
    write: (part: Uint8Array) => reader.write(native(part)),
    end() {
      reader.end()
      return answerIn(facts)
    },
  }
}

function answerIn(facts: FileFacts | undefined) {
  const { properties = new Map<string, string>(), clock, users = [], pmList = [], packages = [] } = facts ?? {}
  const records = packages.flatMap((section) => section.packages)
  const copies = packages.flatMap((section) => section.hidden)
  // Text of an app that tore its record may have brought users in.
  const inRecords = new Set(records.flatMap(({ torn, userIds }) => (torn ? [] : [...userIds])))
  const known: ListedUser[] =
    users.length > 0 ? users : [...inRecords].map((userId) => ({ userId, kind: kindOf(userId) }))
  return {
    properties,
    clock,
    users: [...known].sort((a, b) => a.userId - b.userId).slice(0, MOST_USERS),
    packageNames: [
      ...[...records, ...copies].map(({ bracketName }) => bracketName),
      ...pmList.map(({ packageName }) => packageName),
    ],
    installed: packages.flatMap((section) => section.packages.flatMap((record) => installedOf(record, section))),
    /** What each app or shared user holds of the group of contacts, in which users. */
    grants: new Map([
      // Of who shares a user the whole dump says it there alone, and its own dump in both places.
      ...records
        .filter(({ keys }) => !keys.has('sharedUser'))
        .map((record) => [record.bracketName, grantsOf(record)] as const),
      ...packages.flatMap((section) => section.sharedUsers.map((one) => [one.bracketName, grantsOf(one)] as const)),
    ]),
  }
}

const grantsOf = ({ states }: PackageRecord): string =>
  states
    .flatMap(({ name, granted, block, userId }) => (granted ? (block === 'runtime' ? userId : -1) + name : []))
    .sort()
    .join()

/** An app that came after the phone was sold, and that some user has. */
function installedOf(record: PackageRecord, { paths }: PackageSection) {
  const { bracketName: packageName, keys, users } = record
  const codePath = keys.get('codePath')
  // Flags that stand twice are those of a record that text of the app may have forged.
  if (codePath === undefined || (isSystem(record) && !record.torn)) return []
  if (users.length > 0 && !users.some(({ state }) => isInstalled(state))) return []
  const inRecord = codePath.endsWith('.apk') ? codePath : `${codePath}/base.apk`
  const inTable = paths.get(nameOf(record)) ?? inRecord
  // Where its APK may lie: by its record, then by the table of compiled code, right in folders of makers too.
  return [{ packageName, paths: [...new Set([inRecord, inTable])], near: nearnessOf(record) }]
}

function nearnessOf(record: PackageRecord): (typeof nearness)[number] {
  const { keys, requested = [], states } = record
  if (record.passedOver || grantsContacts(record)) return 'holds'
  if (keys.has('sharedUser')) return 'shares'
  return requested.length + states.length > 0 ? 'asks' : 'far'
}
