import type { Report, ReportedApp } from '../../model/report.ts'
import type { PlainKey } from '../../model/words.ts'
import { shownTime } from '../clock.ts'
import type { Group } from '../groups.ts'
import type { Edition, Words } from '../style.ts'
import { h, type Markup, name, nothing, sentence } from './markup.ts'

/** Apps whose steps include a letter. */
export const needsLetter = ({ lead, others }: Group) =>
  [lead, ...others].some(({ remediation }) => remediation.some(({ kind }) => kind === 'document'))

/** One letter for each app. It says what the report saw and nothing more; all else is a blank that the person fills in. */
export function letters(groups: Group[], { report, words }: Edition): Markup {
  const apps = groups.filter(needsLetter).flatMap(({ app }) => app ?? [])
  return h`<p class="muted noprint">${words('page.letter.note')}</p><p class="muted noprint">${words('page.letter.facts')}</p>
${apps.map((app) => letter(app, report, words))}`
}

function letter(app: ReportedApp, report: Report, words: Words): Markup {
  const label = app.label ?? app.package
  const say = (key: PlainKey) => withFields(words(key), app.label, words)
  const who = words('letter.who', { label, package: app.package, version: app.versionName ?? app.versionCode ?? '?' })
  return h`<div class="letter"><h3>${words('letter.title')}</h3>
<p>${say('letter.to')}</p>
<p>${withFields(who, app.label, words)}</p>
<p>${stateOf(report, words)}${lastRead(app, words)} ${words('letter.attachedRecord')}</p>
<p>${words('letter.ask', { what: consents(app, words) })}</p>
<ol><li>${words('letter.ask.stop')}</li><li>${words('letter.ask.delete')}</li><li>${words('letter.ask.others')}</li><li>${say('letter.ask.answer')}</li></ol>
<p>${words('letter.duty')} ${say('letter.harassment')} ${words('letter.otherwise')}</p>
<p>${say('letter.attached')}</p>
<p>${say('letter.signed')}</p></div>`
}

/** An export that holds no time is dated by the check alone, and says so. */
function stateOf({ sources, run }: Report, words: Words): string {
  const exported = sources.find(({ capturedAt }) => capturedAt !== null)?.capturedAt
  return exported
    ? words('letter.state', { time: shownTime(exported) })
    : words('letter.stateExported', { time: shownTime(run.startedAt) })
}

/** Left out, and not softened, where no read of its own was recorded. */
function lastRead({ contacts: { lastAccess } }: ReportedApp, words: Words): Markup {
  if (!lastAccess?.time || lastAccess.indirect || lastAccess.clockInconsistent) return nothing
  const time = shownTime(lastAccess.time)
  const sentences =
    lastAccess.foreground === null
      ? words('letter.read', { time })
      : lastAccess.foreground
        ? words('letter.read.foreground', { time })
        : words('letter.read.background', { time })
  return h` ${sentences}`
}

/** Contacts, and the call log and messages where they were open too. */
const consents = ({ routes }: ReportedApp, words: Words) =>
  [words('letter.contacts'), ...routes.filter(({ direct }) => direct).map((road) => road.name)].join(
    words('page.comma'),
  )

/** What only the person knows. */
const FIELDS = [
  'recipient',
  'name',
  'loanDate',
  'account',
  'days',
  'harassment',
  'attached',
  'signature',
  'phone',
  'date',
] as const
const FIELD = new RegExp(`\\[\\[(${FIELDS.join('|')})\\]\\]`)

/** `[[name]]` becomes a place to type in; nothing that is typed leaves the page. */
function withFields(text: string, label: string | null, words: Words): Markup {
  const [before = '', field, ...after] = text.split(FIELD)
  if (field === undefined) return sentence(before, label)
  return h`${sentence(before, label)}${fieldFor(field as (typeof FIELDS)[number], words)}${withFields(restOf(after), label, words)}`
}

const restOf = (parts: string[]) => parts.map((part, at) => (at % 2 === 1 ? `[[${part}]]` : part)).join('')

function fieldFor(field: (typeof FIELDS)[number], words: Words): Markup {
  const shown = words(`letter.field.${field}`)
  const label = field === 'days' ? words('letter.field.daysLabel') : shown
  return h`<span class="fill" contenteditable="plaintext-only" role="textbox" aria-label="${label}" spellcheck="false">${field === 'days' ? shown : name(words('letter.blank', { field: shown }))}</span>`
}
