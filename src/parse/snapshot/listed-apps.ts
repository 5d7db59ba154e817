import { installedUser } from '../../model/phone/installed-user.ts'
import type { App, AppUser } from '../../model/phone/snapshot.ts'
import { namesIn } from '../packages/package-record.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { isContactsFilter } from '../packages/scope.ts'
import type { ListedPackage } from '../sections/pm-list.ts'

/** Packages that only `pm list packages` names, where no dump of all packages is there. */
export function onlyListed(listed: ListedPackage[], sections: PackageSection[]): ListedPackage[] {
  if (sections.some((section) => section.scope !== 'filtered')) return []
  const known = namesIn(sections)
  return listed.filter(({ packageName }) => !known.has(packageName) && known.add(packageName))
}

/**
 * Their apps. A dump filtered by READ_CONTACTS that does not print them proves that they hold no state of it; without
 * such a dump nothing is known.
 */
export function listedApps(listed: ListedPackage[], sections: PackageSection[], userIds: number[]): App[] {
  const proven = sections.some((section) => isContactsFilter(section) && section.ended.has('packages'))
  return listed.map(({ packageName, evidence }): App => {
    const user = (userId: number): AppUser => ({
      ...installedUser(userId, evidence),
      ...(!proven && { unread: 'SECTION_TRUNCATED' as const }),
    })
    return { packageName, system: false, hasFactoryCopy: false, users: userIds.map(user), evidence }
  })
}
