import { exportedAt } from '../../model/report/exported.ts'
import type { Finding } from '../../model/report/finding.ts'
import type { Report } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import { installerInWords } from '../../model/text/installer.ts'
import { compareTexts } from '../../model/text/order.ts'
import type { FactId } from '../../model/vocabulary.ts'
import { shownDay, shownTime } from '../clock.ts'
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
  const moments = [...installed(app, words), ...granted(app, words), ...updated(app, words), ...uses(app, lead, words)]
  const inOrder = moments.sort((a, b) => compareTexts(a.at, b.at))
  return h`<h4>${words('timeline.title')}</h4><ol class="tl">${[...inOrder, checked(report, words)].map(
    ({ shown, kind, title, note }) =>
      h`<li class="${kind}"><span class="when">${shown}</span><span class="dot"></span><div class="ev"><b>${title}</b>${note && h`<span>${note}</span>`}</div></li>`,
  )}</ol>`
}

const UNKNOWN = '~'

const installed = ({ firstInstall, installer }: ReportedApp, words: Words): Moment[] =>
  firstInstall === null
    ? []
    : [
        {
          at: firstInstall,
          shown: moment(firstInstall),
          kind: '',
          title: words('timeline.installed'),
          note: installedBy(installer, words),
        },
      ]

const installedBy = (installer: string | null, words: Words): string =>
  installer === null
    ? words('timeline.byUnknown')
    : words('timeline.by', { installer: installerInWords(installer, words) })

function granted({ contacts, firstInstall }: ReportedApp, words: Words): Moment[] {
  if (contacts.verdict !== 'granted') return []
  const [from, to] = contacts.grantedBetween ?? [null, null]
  const days = { from: from && shownDay(from), to: to && shownDay(to) }
  const shown =
    from && to
      ? days.from === days.to
        ? words('timeline.span', { from: shownTime(from), to: shownTime(to).slice(11) })
        : words('timeline.span', { from: days.from ?? '', to: days.to ?? '' })
      : from
        ? words('timeline.from', { from: days.from ?? '' })
        : to
          ? words('timeline.until', { to: days.to ?? '' })
          : words('timeline.noTime')
  // Right after the install that it follows.
  const at = `${from ?? firstInstall ?? to ?? ''} `
  return [
    { at, shown: h`${shown}`, kind: 'span', title: words('timeline.granted'), note: words('timeline.granted.note') },
  ]
}

const updated = ({ lastUpdate, firstInstall, versionName, versionCode }: ReportedApp, words: Words): Moment[] =>
  lastUpdate === null || lastUpdate === firstInstall
    ? []
    : [
        {
          at: lastUpdate,
          shown: moment(lastUpdate),
          kind: '',
          title: words('timeline.updated', { version: versionName ?? versionCode ?? '?' }),
        },
      ]

function uses({ contacts: { lastAccess, lastReject } }: ReportedApp, lead: Finding, words: Words): Moment[] {
  const when = (time: string | null) => (time === null ? h`${words('timeline.noTime')}` : moment(time))
  return [
    ...(lastAccess
      ? [
          {
            at: lastAccess.time ?? UNKNOWN,
            shown: when(lastAccess.time),
            kind: lastAccess.indirect ? ('' as const) : ('hot' as const),
            title: words('timeline.read'),
            note: lead.facts.find(({ id }) => id === ('lastRead' satisfies FactId))?.text,
          },
        ]
      : []),
    ...(lastReject
      ? [
          {
            at: lastReject.time ?? UNKNOWN,
            shown: when(lastReject.time),
            kind: '' as const,
            title: words('timeline.rejected'),
          },
        ]
      : []),
  ]
}

/** The end of every timeline: the moment that the whole report speaks of. */
function checked(report: Report, words: Words): Moment {
  const { startedAt } = report.run
  const exported = exportedAt(report)
  return exported
    ? { at: exported, shown: moment(exported), kind: '', title: words('timeline.exported') }
    : { at: startedAt, shown: moment(startedAt), kind: '', title: words('timeline.checked') }
}
