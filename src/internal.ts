/**
 * What the command line, the scripts and the tests of this project need besides `index.ts`. It is not exported by the
 * package and may change in any version.
 */

import type { DiffOptions } from './audit/diff/diff.ts'
import type { Side } from './audit/diff/side.ts'
import type { Speaker } from './explain/index.ts'
import type { Diff } from './model/report/diff.ts'
import type { Rules } from './model/rules/rule.ts'

export type { PhoneAudit } from './audit/audit.ts'
export { basisOf } from './audit/basis.ts'
export { classifierOf } from './audit/classifier.ts'
export type { Side } from './audit/diff/side.ts'
export type { Trial } from './audit/examples.ts'
export { extractOf } from './audit/extract.ts'
export { headingOf, runId } from './audit/heading.ts'
export { type AuditOptions, auditDefaults, type Judgement } from './audit/options.ts'
export { candidates } from './classify/candidates.ts'
export { classifier, type Known, type Lender } from './classify/index.ts'
export { AuditError, exitOfError, type ProblemCode } from './errors.ts'
export { countriesInWords, countryHint } from './explain/countries.ts'
export { incident } from './explain/incident.ts'
export * from './explain/index.ts'
export { obstacles } from './explain/obstacles.ts'
export { settingsPath, tapsFrom } from './explain/settings-path.ts'
export type { Topic, TopicRules } from './explain/topics/index.ts'
export { definedOnly } from './model/defined-only.ts'
export type { Dump, Failure } from './model/dump.ts'
export type { Evidence } from './model/evidence.ts'
export { opOf } from './model/phone/app-op.ts'
export { isAppPackage, isPackageName } from './model/phone/package-name.ts'
export * from './model/phone/permission-group.ts'
export type { App, AppUser, DeviceSnapshot } from './model/phone/snapshot.ts'
export type { Audit } from './model/report/audit.ts'
export { changeLevels } from './model/report/change.ts'
export type { Diff } from './model/report/diff.ts'
export type { Finding, Knowable } from './model/report/finding.ts'
export type { Baseline, KnownFinding } from './model/report/ignore.ts'
export type { Heading, NdjsonRecord } from './model/report/ndjson.ts'
export { exitOf, hasEnded } from './model/report/outcome.ts'
export { HEAD_BYTES, mayBeReport } from './model/report/own-files.ts'
export type { Problem, Report } from './model/report/report.ts'
export type { ReportedApp } from './model/report/reported-app.ts'
export { inCountry } from './model/rules/country.ts'
export { lendersNamed, namesOf } from './model/rules/lender-names.ts'
export { isProven } from './model/rules/proven.ts'
export type { Guidance, RuleSet, Rules, Text } from './model/rules/rule.ts'
export { signalsByKind } from './model/rules/signals-by-kind.ts'
export { nearest, normalise } from './model/text/nearest.ts'
export { shellWord } from './model/text/shell.ts'
export * from './model/vocabulary.ts'
export { type EndOf, labelled, type PlainKey, type Say, sayMessage, type WordKey } from './model/words.ts'
export { type BatchFormat, type BatchReporter, batchReporters } from './report/batch.ts'
export { type DiffFormat, diffReporters } from './report/diff/index.ts'
export * from './report/index.ts'
export { isOurs } from './report/ours.ts'
export { messageAt } from './report/place.ts'
export * from './report/records.ts'
export { grouped, readable } from './report/spelled.ts'
export { paragraph } from './report/text/paragraph.ts'
export { isRead } from './sources/adb/asking/captured-file.ts'
export type { Capture } from './sources/adb/capture.ts'
export type { DeviceTransport } from './sources/adb/link/transport.ts'
export { isTelling, ownSerial, type Way, wayOf } from './sources/adb/link/ways.ts'
export type { Lists } from './sources/adb/lists.ts'
export { nameChoices } from './sources/adb/names/name-choices.ts'
export { type Printed, sendChange } from './sources/adb/revocation/changes.ts'
export type { Revocation } from './sources/adb/revocation/log.ts'
export { type Page, pagesOf } from './sources/adb/revocation/pages.ts'
export { isHeldFast, planRevocation, SDK_CALLS } from './sources/adb/revocation/plan.ts'
export { isAsPlanned, isGroupFixed, isGroupOff, isLocked, isOff } from './sources/adb/revocation/proof.ts'
export { firstInstallOf, sharersOf, type Target } from './sources/adb/revocation/target.ts'
export { isSameState, onceIn, planUndo, stateOf } from './sources/adb/revocation/undo.ts'
export { dumpsOf } from './sources/adb/saved/capture-dumps.ts'
export { saveCapture } from './sources/adb/saved/saved-capture.ts'
export type { AdbServer, ListedDevice } from './sources/adb/server/adb-server.ts'
export { adbVersion, findAdb } from './sources/adb/server/find-adb.ts'
export { problemOf } from './sources/adb/server/said.ts'
export type { Wireless } from './sources/adb/server/wireless.ts'
export { nearFile } from './sources/cannot-open.ts'
export { fromFiles, shownPath } from './sources/files.ts'
export { isEndless, isFolder } from './sources/folder.ts'
export { systemHome } from './sources/home.ts'
export { linesOf } from './sources/lines.ts'
export * from './sources/output.ts'
export type { Complaint, OpenPack } from './sources/pack/verify.ts'
export { beginningOf, beginningOfStream } from './sources/read-file.ts'
export { type AddedRules, withAdded } from './sources/rules/merge-rules.ts'
export type { RuleComplaint } from './sources/rules/rule-files.ts'
export { loadExplained, loadGuidance, loadRules, loadSignalExamples, loadWords } from './sources/rules/rules.ts'
export { baselineText, loadBaseline } from './sources/saved/baseline.ts'
export { type Configured, findConfig, loadConfig } from './sources/saved/config.ts'
export { loadIgnores, type PlacedIgnore } from './sources/saved/ignores.ts'
export { type Cut, type Saved, savedReports } from './sources/saved/saved-reports.ts'
export * from './sources/stats.ts'
export type { ListedApp, Row } from './sources/table.ts'
export { packageVersion } from './sources/version.ts'

/** All that follows is loaded when a run wants it: most runs do without most of it. */
const late =
  <Given extends unknown[], Made>(load: () => Promise<(...given: Given) => Made>) =>
  async (...given: Given): Promise<Awaited<Made>> =>
    await (await load())(...given)

export const auditPhone = late(async () => (await import('./audit/audit.ts')).auditPhone)
export const auditPhones = late(async () => (await import('./audit/audit.ts')).auditPhones)

/** What changed between two states of a phone, in words. */
export async function diffPhone(
  old: Side,
  now: Side,
  options: DiffOptions,
  { rules, words }: { rules: Rules; words: Speaker },
): Promise<Diff> {
  const [{ diff }, { tellDiff }] = await Promise.all([import('./audit/diff/diff.ts'), import('./explain/diff.ts')])
  return tellDiff(diff(old, now, rules, options), { old: old.audit, new: now.audit }, rules, words)
}

export const connectServer = late(async () => (await import('./sources/adb/server/server.ts')).connectServer)
export const capture = late(async () => (await import('./sources/adb/capture.ts')).capture)
export const identityOf = late(async () => (await import('./sources/adb/serial.ts')).identityOf)
export const isUnchanged = late(async () => (await import('./sources/adb/answers-as-before.ts')).isUnchanged)
export const listsOf = late(async () => (await import('./sources/adb/lists.ts')).listsOf)
export const phoneAddress = late(async () => (await import('./sources/adb/server/wireless.ts')).phoneAddress)
export const startOf = late(async () => (await import('./sources/adb/started.ts')).startOf)

export const htmlBatch = late(async () => (await import('./report/html/index.ts')).htmlBatch)
export const letterFormats = async () => (await import('./report/letter.ts')).letterFormats

export const examples = () => import('./audit/examples.ts')
export const packs = () => import('./sources/pack/index.ts')
export const packWords = () => import('./report/pack.ts')
export const revocationLogs = () => import('./sources/adb/revocation/log.ts')
export const ruleFiles = () => import('./sources/rules/rule-files.ts')
export const tables = () => import('./sources/table.ts')
export const topics = () => import('./explain/topics/index.ts')
