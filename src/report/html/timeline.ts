import { exportedAt } from '../../model/report/exported.ts'
import type { Finding } from '../../model/report/finding.ts'
import type { Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import { installerInWords } from '../../model/text/installer.ts'
import { compareTexts } from '../../model/text/order.ts'
import type { FactId } from '../../model/vocabulary.ts'
import { shownTime } from '../clock.ts'
import type { Words } from '../style.ts'
import { h, type Markup } from './markup.ts'

interface Moment {
  /** Where it stands in the order; what has no time stands before the check. */
  at: string
  shown: Markup
  kind: '' | 'span' | 'hot'
  title: string
  note?: string | undefined
}

const moment = (time: string) => h`<time datetime="${time}">${shownTime(time)}</time>`

/** When the app came, changed and read. A grant has no moment in Android's records: it is a span, and drawn as one. */
export function timeline(app: ReportedApp, lead: Finding, report: Report, words: Words): Markup {
  const moments = momentsOf(app, lead, words).sort((a, b) => compareTexts(a.at, b.at))
  return h`<h4>${words('timeline.title')}</h4><ol class="tl">${[...moments, checked(report, words)].map(
    ({ shown, kind, title, note }) =>
      h`<li class="${kind}"><span class="when">${shown}</span><span class="dot"></span><div class="ev"><b>${title}</b>${note && h`<span>${note}</span>`}</div></li>`,
  )}</ol>`
}

const UNKNOWN = '~'

function momentsOf(app: ReportedApp, lead: Finding, words: Words): Moment[] {
  const { contacts, firstInstall, lastUpdate, installer, versionName, versionCode } = app
  const { lastAccess, lastReject } = contacts
  const at = (time: string | null, kind: Moment['kind'], title: string, note?: string): Moment => ({
    at: time ?? UNKNOWN,
    shown: time === null ? h`${words('timeline.noTime')}` : moment(time),
    kind,
    title,
    note,
  })
  const by =
    installer === null
      ? words('timeline.byUnknown')
      : words('timeline.by', { installer: installerInWords(installer, words) })
  const lastRead = lead.facts.find(({ id }) => id === ('lastRead' satisfies FactId))?.text
  return [
    firstInstall !== null && at(firstInstall, '', words('timeline.installed'), by),
    contacts.verdict === 'granted' && granted(app, words),
    lastUpdate !== null &&
      lastUpdate !== firstInstall &&
      at(lastUpdate, '', words('timeline.updated', { version: versionName ?? versionCode ?? '?' })),
    lastAccess && at(lastAccess.time, lastAccess.indirect ? '' : 'hot', words('timeline.read'), lastRead),
    lastReject && at(lastReject.time, '', words('timeline.rejected')),
  ].filter((one) => typeof one === 'object' && one !== null)
}

function granted({ contacts, firstInstall }: ReportedApp, words: Words): Moment {
  const [from, to] = contacts.grantedBetween ?? [null, null]
  const [fromDay = '', toDay = ''] = [from, to].map((time) => time?.slice(0, 10))
  const shown =
    from && to
      ? words(
          'timeline.span',
          fromDay === toDay ? { from: shownTime(from), to: shownTime(to).slice(11) } : { from: fromDay, to: toDay },
        )
      : from
        ? words('timeline.from', { from: fromDay })
        : to
          ? words('timeline.until', { to: toDay })
          : words('timeline.noTime')
  // Right after the install that it follows.
  const at = `${from ?? firstInstall ?? to ?? ''} `
  return {
    at,
    shown: h`${shown}`,
    kind: 'span',
    title: words('timeline.granted'),
    note: words('timeline.granted.note'),
  }
}

/** The end of every timeline: the moment that the whole report speaks of. */
function checked(report: Report, words: Words): Moment {
  const { startedAt } = report.run
  const exported = exportedAt(report)
  return exported
    ? { at: exported, shown: moment(exported), kind: '', title: words('timeline.exported') }
    : { at: startedAt, shown: moment(startedAt), kind: '', title: words('timeline.checked') }
}
