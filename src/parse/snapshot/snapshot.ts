import { grouped } from '../../model/multimap.ts'
import { opOf } from '../../model/phone/app-op.ts'
import type { App, AppUser, DeviceSnapshot, Gap } from '../../model/phone/snapshot.ts'
import { compareTexts } from '../../model/text/order.ts'
import { READ_CONTACTS } from '../../model/vocabulary.ts'
import { unnamedApp } from '../apk/unnamed.ts'
import type { AppOpsSection } from '../app-ops/app-ops-section.ts'
import { mostOpenOp } from '../app-ops/most-open.ts'
import { once } from '../gaps/once.ts'
import { gapsOfPhone } from '../gaps/phone.ts'
import type { Interest } from '../interest.ts'
import { isWhole, nameOf } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { MOST_APPS, MOST_APPS_OF_USERS, MOST_PACKAGES, MOST_USERS } from '../phone-limits.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { apkApps, withApks } from './apk-apps.ts'
import { attachAppOpsGets } from './appops-gets.ts'
import { appsOf } from './apps.ts'
import { deviceOf } from './device.ts'
import { gapsIn } from './gaps.ts'
import { listedApps, onlyListed } from './listed-apps.ts'
import { appOpsIn, hasOwnOps } from './ops-of-state.ts'
import { keepSerial } from './serials.ts'
import { isAlone, propertiesOf, type State, statesOf, stillTrue } from './states.ts'
import { usersBySection, usersIn } from './users.ts'

/**
 * Joins what the files say about one phone. Of several states of it the newest is the answer where the age of all is
 * known; otherwise all count, so that the worse stands.
 *
 * @param mayLend which apps are told of first, where there are too many
 */
export function snapshotOf(files: FileFacts[], interest: Interest, mayLend: Interest['missed']): DeviceSnapshot {
  const known = statesOf(files)
  const { states, older, filtered, current } = known
  const used: State[] = [...states, ...filtered]
  const sections = used.map(({ section }) => section)
  const listed = current.flatMap((file) => file.pmList ?? [])

  const everyUser = usersIn(current, sections, interest)
  const users = everyUser.slice(0, MOST_USERS)
  const userIds = users.map(({ userId }) => userId)
  const usersOf = usersBySection(sections, userIds)
  const appOpsOf = appOpsIn(files, known)
  const appsIn = (state: State) => appsOf(state, usersOf(state.section), appOpsOf(state), interest)

  const dumped = withRequests(states.flatMap(appsIn), filtered.flatMap(appsIn))
  const disputed = used.length > 1 ? disputedIn(dumped) : []
  const apks = apkApps(current)
  const named = appsNamed(sections, apks)
  const apps = withApks(dumped, apks)
  // Ops of another state close nothing.
  if (isAlone(known)) attachAppOpsGets(apps, files, named)
  if (disputed.length > 0) reopen(disputed, used.filter(hasOwnOps(files, known)))

  const unlisted = onlyListed(listed, sections)
  const packageNames = new Set([...named, ...unlisted.map(({ packageName }) => packageName)])
  const wanted = unlisted.filter(({ packageName }) => interest.wanted(packageName))
  apps.push(...listedApps(wanted.slice(0, MOST_APPS + 1), sections, userIds))
  const most = Math.min(MOST_APPS, MOST_APPS_OF_USERS / users.length)
  const isTooMany = everyUser.length > MOST_USERS || listed.length > MOST_PACKAGES || apps.length > most
  const found = { apps, apks, named, packageNames, appOpsOf, isDisputed: disputed.length > 0, isTooMany }
  const gaps = gapsIn(files, known, interest, found)

  const properties = propertiesOf(files, known)
  const now = new Set(current)
  const past = new Set(files.filter((file) => !now.has(file)).map(({ artifact }) => artifact.path))
  const stillOpen = gaps.filter(({ path }) => !past.has(path))
  const snapshot: DeviceSnapshot = {
    device: deviceOf(properties, {
      fingerprint: [...sections, ...current].find(({ fingerprint }) => fingerprint !== undefined)?.fingerprint,
      sdk: sections.find(({ sdk }) => sdk !== undefined)?.sdk,
      signs: signsOf(files),
    }),
    users,
    packageNames: [...packageNames].sort(),
    apps: (isTooMany ? lendersFirst(apps, mayLend) : apps).slice(0, most).sort(byName),
    specialAccess: stillTrue(files, ({ specialAccess }) => specialAccess, known),
    unclearAccess: stillTrue(files, ({ unclearAccess }) => unclearAccess, known),
    autoGrants: stillTrue(files, ({ autoGrants }) => autoGrants, known).map(({ userId }) => userId),
    unnamed: current.flatMap((file) => unnamedApp(file) ?? []),
    packageHeaders: sections.reduce((sum, { headers }) => sum + headers, 0),
    packageRecords: sections.reduce((sum, section) => sum + wholeRecords(section), 0),
    gaps: once(gapsOfPhone(stillOpen, current)),
    artifacts: artifactsOf(files, gaps),
    answers: files.flatMap(({ command, artifact }) => (command === undefined ? [] : [artifact.path])),
    older: older.map((state) => ({ capturedAt: state.capturedAt ?? '', apps: appsIn(state) })),
  }
  return keepSerial(snapshot, properties.get('ro.serialno'))
}

const wholeRecords = (section: PackageSection) =>
  [...section.packages, ...section.hidden].filter((record) => isWhole(record, section)).length

function appsNamed(sections: PackageSection[], apks: App[]): Set<string> {
  const names = new Set(sections.flatMap(({ packages }) => packages.map(nameOf)))
  names.delete('')
  for (const { packageName } of apks) names.add(packageName)
  return names
}

const lendersFirst = (apps: App[], mayLend: Interest['missed']) =>
  [...apps].sort((a, b) => Number(mayLend(b.packageName)) - Number(mayLend(a.packageName)))

const byName = (a: App, b: App) => compareTexts(a.packageName, b.packageName)

const artifactsOf = (files: FileFacts[], gaps: Gap[]) =>
  files
    .filter((file) => isOfPhone(file, gaps))
    .map(({ artifact }) => ({
      ...artifact,
      complete: !gaps.some((gap) => gap.incomplete && gap.path === artifact.path),
    }))

/** What lay beside the dumps and is something else is nobody's business; what was not opened has no content to name. */
const isOfPhone = ({ optional, artifact: { kinds, path } }: FileFacts, gaps: Gap[]) =>
  !optional ||
  kinds.length > 0 ||
  gaps.some(({ code, incomplete, ...gap }) => gap.path === path && code !== 'E333' && (incomplete || code !== 'E350'))

/**
 * Apps of which one dump says that they hold a permission, and another that they do not, with the user and all such
 * permissions. Contacts are not held where no line speaks of them, too: a dump filtered by them leaves out all others.
 */
function disputedIn(apps: App[]): { app: App; user: AppUser; names: string[] }[] {
  const all = apps.flatMap((app) => app.users.map((user) => ({ app, user })))
  const ofOne = grouped(all, ({ app, user }) => [`${app.packageName} ${user.userId}`])
  return [...ofOne.values()].flatMap((said) => {
    const isHeldByAll = (name: string) =>
      said.every(({ user }) => user.permissions[name]?.granted ?? name !== READ_CONTACTS)
    const held = said.flatMap(({ user: { permissions } }) =>
      Object.keys(permissions).filter((name) => permissions[name]?.granted),
    )
    const names = [...new Set(held)].filter((name) => !isHeldByAll(name))
    return names.length > 0 ? said.map((one) => ({ ...one, names })) : []
  })
}

/**
 * Of two dumps that tell of no time, ops may be of either: but for those that came with one, they close nothing that
 * the dumps disagree of.
 */
function reopen(disputed: ReturnType<typeof disputedIn>, withOps: State[]) {
  const own = new Set(withOps.map(({ section }) => section.path))
  for (const { app, user, names } of disputed)
    for (const op of own.has(app.evidence.path) ? [] : names.map(opOf))
      if (user.appOps?.[op]) user.appOps = { ...user.appOps, [op]: mostOpenOp([user.appOps[op], undefined]) }
}

/**
 * A dump of one package knows what it requests; a whole one does not. Of what both show the worse stands, and what the
 * one leaves open the other tells.
 */
function withRequests(apps: App[], filtered: App[]): App[] {
  const named = grouped(apps, ({ packageName }) => [packageName])
  const added = filtered.flatMap((app) => {
    const { packageName, versionCode, appId, requestedPermissions, users } = app
    const twins = named.get(packageName) ?? []
    if (requestedPermissions)
      for (const twin of twins)
        if (twin.versionCode === versionCode && twin.appId === appId) twin.requestedPermissions ??= requestedPermissions
    const isKnown = (userId: number, name: string) =>
      twins.some((other) => other.users.find((user) => user.userId === userId)?.permissions[name]?.granted)
    const shows = ({ userId, unread, permissions }: AppUser) =>
      unread === undefined ||
      Object.entries(permissions).some(([name, { granted }]) => granted && !isKnown(userId, name))
    const shown = twins.length === 0 ? users : users.filter(shows)
    return shown.length === 0 ? [] : [{ ...app, users: shown }]
  })
  return [...apps, ...added]
}

/** Marks of a maker's system in what the sections print. */
function signsOf(files: FileFacts[]): Set<string> {
  const signs = new Set(files.flatMap((file) => file.packages.flatMap(({ makerKeys }) => [...makerKeys])))
  if (files.some((file) => file.appOps.some(({ hasMiuiOps }: AppOpsSection) => hasMiuiOps))) signs.add('MIUIOP')
  return signs
}
