import type { App, AppUser, DeviceSnapshot, Gap, User } from '../model/snapshot.ts'
import { apkApps, withApks } from './apk/apps.ts'
import { appsOf, isWhole, nameOf } from './apps.ts'
import { deviceOf } from './device.ts'
import type { AppOpsSection } from './dumpsys-appops.ts'
import type { FileFacts } from './file.ts'
import {
  appOpGaps,
  copyGaps,
  gapsOf,
  listGaps,
  nameGaps,
  noPackagesGap,
  nothingFoundGap,
  sectionGaps,
  strayGaps,
} from './gaps.ts'
import { installedUser } from './installed-user.ts'
import type { Interest } from './interest.ts'
import type { PackageSection } from './package-section.ts'
import { isContactsFilter, printsAllPackages } from './permissions.ts'
import type { ListedPackage } from './pm-list.ts'
import type { Skipped } from './section.ts'
import { kindOf } from './users.ts'

const size = (section: AppOpsSection) => section.uids.reduce((sum, uid) => sum + uid.packages.size, 0)
const largest = <T>(items: T[], sizeOf: (item: T) => number): T | undefined =>
  items.reduce<T | undefined>(
    (best, item) => (best === undefined || sizeOf(item) > sizeOf(best) ? item : best),
    undefined,
  )

/**
 * Joins what the files say about one phone. A file that holds the package section twice counts once, by its larger
 * copy; package sections of several files all count, so that nothing that any of them shows is lost.
 */
export function snapshotOf(files: FileFacts[], skipped: Skipped, interest: Interest): DeviceSnapshot {
  const used = files.map((file) => ({ file, packages: packageSections(file) }))
  const sections = used.flatMap(({ file, packages }) => packages.map((section) => ({ file, section })))
  const looseAppOps = files.filter((file) => file.packages.length === 0).flatMap((file) => file.appOps)
  const listed = files.flatMap((file) => file.pmList ?? [])
  const gaps: Gap[] = [
    ...files.flatMap(gapsOf),
    ...nameGaps(files),
    ...files.flatMap((file) => appOpGaps(file, interest.wanted)),
    ...used.flatMap(({ file, packages }) => [...copyGaps(file, packages), ...strayGaps(file, packages)]),
  ]

  const userTable = files.flatMap((file) => file.users ?? [])
  const seenUsers = new Set(
    sections.flatMap(({ section }) => section.packages.flatMap(({ users }) => users.map(({ userId }) => userId))),
  )
  const userIds = [...new Set([...seenUsers, ...userTable.map(({ userId }) => userId)])].sort((a, b) => a - b)
  if (userIds.length === 0) userIds.push(0)

  const apps: App[] = []
  const isFiltered = (section: PackageSection) => printsAllPackages(section) === 'filtered'
  const wholes = sections.filter(({ section }) => !isFiltered(section)).length
  // Loose app ops belong to the one phone that is here; of two phones nobody knows whose they are.
  const isOnePhone = wholes === 1 || sections.length === 1
  for (const { file, section } of sections) {
    const appOps = largest(file.appOps, size) ?? (isOnePhone ? largest(looseAppOps, size) : undefined)
    apps.push(...appsOf(section, userIds, appOps, interest))
    // Beside a whole dump, one of a single package leaves nothing open.
    if (wholes === 0 || !isFiltered(section)) gaps.push(...sectionGaps(section, listed.length > 0))
  }
  const all = sections.map(({ section }) => section)
  const packageNames = new Set(all.flatMap(({ packages }) => packages.map(nameOf)))
  const apks = apkApps(files)
  for (const { packageName } of apks) packageNames.add(packageName)
  const merged = withApks(mergeFiltered(apps, all), apks)
  attachAppOpsGet(merged, files)
  const unlisted = onlyListed(listed, all)
  for (const { packageName } of unlisted) packageNames.add(packageName)
  const wanted = unlisted.filter(({ packageName }) => interest.wanted(packageName))
  for (const app of listedApps(wanted, all, userIds)) merged.push(app)
  if (sections.length + listed.length + apks.length === 0) gaps.push(...noPackagesGap(files))
  if (gaps.length === 0 && files.every(({ artifact }) => artifact.kinds.length === 0))
    gaps.push(...nothingFoundGap(files))
  if (listed.length > 0) gaps.push(...listGaps(files, all))

  const counted = sections.flatMap(({ section: { packages, hidden } }) => [...packages, ...hidden])
  const properties = new Map(files.flatMap((file) => [...file.properties]))
  const capturedAt = files.map(({ artifact }) => artifact.capturedAt).find((time) => time !== undefined)
  return {
    device: deviceOf(properties, {
      fingerprint: first(sections, ({ section }) => section.fingerprint) ?? first(files, (file) => file.fingerprint),
      sdk: first(sections, ({ section }) => section.sdk),
      signs: signsOf(files),
    }),
    ...(capturedAt !== undefined && { capturedAt }),
    users: userIds.map(
      (userId): User => userTable.find((user) => user.userId === userId) ?? { userId, kind: kindOf(userId) },
    ),
    packageNames: [...packageNames].sort(),
    apps: merged.sort((a, b) => (a.packageName < b.packageName ? -1 : a.packageName > b.packageName ? 1 : 0)),
    specialAccess: files.flatMap((file) => file.specialAccess),
    packageHeaders: sections.reduce((sum, { section }) => sum + section.headers, 0),
    packageRecords: counted.filter(isWhole).length,
    gaps: once(gaps),
    artifacts: files.map(({ artifact }) => ({
      ...artifact,
      complete: !gaps.some((gap) => gap.incomplete && gap.path === artifact.path),
    })),
    skipped: Object.fromEntries([...skipped].sort()),
  }
}

/** Dumps of single packages in one text are all kept; of two copies of a whole section, the larger. */
function packageSections({ packages }: FileFacts): PackageSection[] {
  const whole = packages.filter((section) => printsAllPackages(section) !== 'filtered')
  const best = largest(whole, ({ packages: records }) => records.length)
  const filtered = packages.filter((section) => !whole.includes(section) && section.packages.length > 0)
  return best === undefined ? (filtered.length > 0 ? filtered : packages.slice(0, 1)) : [best, ...filtered]
}

/** A dump of one package knows what it requests; a whole one does not. The same build of the same app is one app. */
function mergeFiltered(apps: App[], sections: PackageSection[]): App[] {
  const filtered = new Set(
    sections
      .filter((section) => printsAllPackages(section) === 'filtered')
      .flatMap(({ packages }) => packages.map(({ evidence }) => evidence)),
  )
  const whole = apps.filter((app) => !filtered.has(app.evidence))
  return apps.filter((app) => {
    if (!filtered.has(app.evidence)) return true
    const twin = whole.find(
      ({ packageName, versionCode, appId }) =>
        packageName === app.packageName && versionCode === app.versionCode && appId === app.appId,
    )
    if (twin === undefined) return true
    if (app.requestedPermissions) twin.requestedPermissions ??= app.requestedPermissions
    return addsGrant(twin, app)
  })
}

/** Whether the state changed between two dumps so that the second shows a grant that the first does not. */
const addsGrant = (first: App, second: App) =>
  second.users.some(({ userId, permissions }) => {
    const before = first.users.find((user) => user.userId === userId)?.permissions ?? {}
    return Object.entries(permissions).some(([name, { granted }]) => granted && !before[name]?.granted)
  })

/** `appops get` names no package: the file name does, or there is only one. */
function attachAppOpsGet(apps: App[], files: FileFacts[]) {
  for (const get of files.flatMap((file) => file.appOpsGets)) {
    const app =
      apps.find(({ packageName }) => get.path.includes(packageName)) ?? (apps.length === 1 ? apps[0] : undefined)
    const user = app?.users.find(({ userId }) => userId === 0)
    if (user) user.appOps = { ...user.appOps, ...get.ops }
  }
}

/** Packages that only `pm list packages` names, where no dump of all packages is there. */
function onlyListed(listed: ListedPackage[], sections: PackageSection[]): ListedPackage[] {
  if (sections.some((section) => printsAllPackages(section) !== 'filtered')) return []
  const known = new Set(
    sections.flatMap(({ packages }) => packages.flatMap((record) => [nameOf(record), record.bracketName])),
  )
  return listed.filter(({ packageName }) => !known.has(packageName) && known.add(packageName))
}

/**
 * Their apps. A dump filtered by READ_CONTACTS that does not print them proves that they hold no state of it; without
 * such a dump nothing is known.
 */
function listedApps(listed: ListedPackage[], sections: PackageSection[], userIds: number[]): App[] {
  const proven = sections.some((section) => isContactsFilter(section) && section.packagesEnded)
  return listed.map(({ packageName, evidence }): App => {
    const user = (userId: number): AppUser => ({
      ...installedUser(userId, evidence),
      ...(!proven && { unread: 'SECTION_TRUNCATED' as const }),
    })
    return { packageName, system: false, hasFactoryCopy: false, users: userIds.map(user), evidence }
  })
}

/** Marks of a maker's system in what the sections print. */
function signsOf(files: FileFacts[]): Set<string> {
  const signs = new Set(files.flatMap((file) => file.packages.flatMap(({ makerKeys }) => [...makerKeys])))
  if (files.some((file) => file.appOps.some(({ hasMiuiOps }) => hasMiuiOps))) signs.add('MIUIOP')
  return signs
}

/** One word about a file is enough: the same gap of several sections of it counts once. */
const once = (gaps: Gap[]) =>
  gaps.filter((gap, at) => gaps.findIndex(({ code, path }) => code === gap.code && path === gap.path) === at)

const first = <T, R>(items: T[], pick: (item: T) => R | undefined): R | undefined => {
  for (const item of items) {
    const value = pick(item)
    if (value !== undefined) return value
  }
  return undefined
}
