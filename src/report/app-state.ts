import { contactState } from '../model/phone/contact-state.ts'
import type { Report } from '../model/report/report.ts'
import type { LastAccess, ReportedApp } from '../model/report/reported-app.ts'
import { ownUse, showsUses } from '../model/report/uses.ts'
import { isSuspected } from '../model/rules/lender.ts'
import { ageInWords } from '../model/text/age.ts'
import type { Words } from './style.ts'

/** The state of contacts for people: an app that is gone is said to be gone. */
export const stateKey = ({ presence, contacts }: ReportedApp) =>
  presence === 'absent' || presence === 'archived' ? 'absent' : contactState(contacts.verdict, presence)

/** All apps of a phone: those that can read contacts first, and of these what a person installed. */
export const readersFirst = (apps: ReportedApp[]) => [...apps].sort((a, b) => restOf(a) - restOf(b))

const restOf = (app: ReportedApp) => (stateKey(app) === 'granted' ? 0 : 2) + Number(app.system)

/** Its day; before Android 9, which prints none, how long it was before the export. */
const dayOf = ({ time, ageMs }: LastAccess, words: Words): string =>
  time?.slice(0, 10) ?? words('value.read.before', { age: ageInWords(ageMs, words) })

/** A read that the system recorded; not what another app said, or a clock that was set. */
export function readOf({ lastAccess }: ReportedApp['contacts'], words: Words): string[] {
  const read = ownUse(lastAccess)
  if (read === null) return []
  const day = dayOf(read, words)
  if (read.state === null) return [words('short.read', { day })]
  return [words(read.foreground ? 'short.readOpen' : 'short.readHidden', { day })]
}

/** The same for a cell under its heading, which says why there is none: `-` where nothing would tell of it. */
export function lastReadCell(app: ReportedApp | undefined, { sources }: Report, words: Words): string {
  if (app === undefined) return '-'
  const { lastAccess } = app.contacts
  if (lastAccess === null || lastAccess.indirect) return showsUses(app, sources) ? words('table.none') : '-'
  const read = ownUse(lastAccess)
  return read === null ? words('timeline.noTime') : dayOf(read, words)
}

/** That an app only may be a lender, where nothing beside its name says why. */
export const suspected = ({ lender }: ReportedApp, words: Words) =>
  isSuspected(lender.class) ? [words('state.suspect')] : []

/** Whether an app that no finding is about lends, the state of its contacts, and that it read them once. */
export const quietState = (app: ReportedApp, words: Words) =>
  [...suspected(app, words), words(`state.${stateKey(app)}`), ...readOf(app.contacts, words)].join(words('join.clause'))
