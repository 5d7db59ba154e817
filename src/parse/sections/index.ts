import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import type { AppOpsSection } from '../app-ops/app-ops-section.ts'
import type { PackageSection } from '../packages/package-section.ts'
import { LEAST_PACKAGES, MOST_UNCLEAR } from '../phone-limits.ts'
import type { SectionParser } from '../section.ts'
import { accessibility } from './accessibility.ts'
import { type AppOpsGet, appOpsGet } from './appops-get.ts'
import { type Clock, date } from './date.ts'
import { type AutoGrant, devicePolicy } from './device-policy.ts'
import { dumpsysAppOps } from './dumpsys-appops.ts'
import { dumpsysPackage } from './dumpsys-package.ts'
import { dumpsysUser, type ListedUser } from './dumpsys-user.ts'
import { getprop } from './getprop.ts'
import type { SectionKind, SectionText } from './kind.ts'
import { type ListedPackage, pmListPackages } from './pm-list.ts'
import { role } from './role.ts'
import { settings } from './settings.ts'

/** The report of a text that a section stands in, counted from 0, and its local time. */
interface InReport {
  report: number
  capturedAt?: string
}
export type Taken<Section> = Section & InReport

/** What the sections of one text say; to begin with, nothing. */
export const noSections = () => ({
  packages: [] as Taken<PackageSection>[],
  appOps: [] as Taken<AppOpsSection>[],
  appOpsGets: [] as AppOpsGet[],
  properties: new Map<string, string>(),
  users: [] as ListedUser[],
  pmList: undefined as ListedPackage[] | undefined,
  specialAccess: [] as Taken<SpecialAccess>[],
  unclearAccess: [] as Taken<UnclearAccess>[],
  autoGrants: [] as Taken<AutoGrant>[],
  clock: undefined as Clock | undefined,
})
export type SectionFacts = ReturnType<typeof noSections>

/** A kind of section whose parser adds to the facts of its text. */
export interface Section extends Omit<SectionKind<unknown>, 'parser'> {
  parser: (text: SectionText, facts: SectionFacts, inReport: () => InReport) => SectionParser
}

const section = <Found>(
  kind: SectionKind<Found>,
  keep: (facts: SectionFacts, found: Found, inReport: InReport) => void,
): Section => ({
  ...kind,
  parser: (text, facts, inReport) => kind.parser(text, (found) => keep(facts, found, inReport())),
})

/** The records of apps, which everything else is about. */
export const packages = section(dumpsysPackage, (facts, found, inReport) => {
  // Where text of an app ends a dump, the rest begins with records: whose keys there are stands before.
  const before = facts.packages.at(-1)?.keys.findLast(({ size }) => size >= LEAST_PACKAGES)
  const keys = before ? [before, ...found.keys] : found.keys
  facts.packages.push({ ...found, keys, ...inReport })
})

const keepAccess = (facts: SectionFacts, found: SpecialAccess | UnclearAccess | AutoGrant, inReport: InReport) => {
  if (found.kind === undefined) {
    const isFull = facts.unclearAccess.at(-1 - MOST_UNCLEAR)?.report === inReport.report
    if (!isFull) facts.unclearAccess.push({ ...found, ...inReport })
  } else if (found.kind === 'auto_grant') facts.autoGrants.push({ ...found, ...inReport })
  else facts.specialAccess.push({ ...found, ...inReport })
}

/** Who holds an access besides: these tell of each line that they cannot read. */
export const accesses = [devicePolicy, settings, role, accessibility].map((kind) => section(kind, keepAccess))

/** Every kind of text that can be read, and where what it says is kept. */
export const sections: Section[] = [
  packages,
  section(dumpsysAppOps, (facts, found, inReport) => facts.appOps.push({ ...found, ...inReport })),
  section(appOpsGet, (facts, get) => facts.appOpsGets.push(get)),
  section(getprop, (facts, [key, value]) => facts.properties.set(key, value)),
  section(dumpsysUser, (facts, user) => facts.users.push(user)),
  section(pmListPackages, (facts, listed) => {
    facts.pmList = [...(facts.pmList ?? []), ...listed]
  }),
  ...accesses,
  section(date, (facts, clock) => {
    facts.clock = clock
  }),
]
