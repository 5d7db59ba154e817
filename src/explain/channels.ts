import type { ReportedApp } from '../model/report/reported-app.ts'
import type { Channel } from '../model/rules/rule.ts'
import type { ChannelUse } from '../model/vocabulary.ts'
import type { Speaker } from './speaker.ts'

export type Licence = ReportedApp['lender']['licence']

/** Whom to turn to in the country of the speaker; for a lender of known licence, who looks after such lenders. */
export function channelsFor(use: ChannelUse, licence: Licence, { guidance }: Pick<Speaker, 'guidance'>): Channel[] {
  const all = guidance.channels.filter((channel) => channel.for === use)
  const fitting = all.filter(({ licences }) => licence !== undefined && licences?.includes(licence))
  return fitting.length > 0 ? fitting : all
}

/** In one row; what was not compared with its source for a year is said once, with the day of the oldest. */
export function inShort(channels: Channel[], { text, say, isOld }: Speaker): string {
  const told = channels.flatMap(({ short, checkedOn }) => (short ? [{ short: text(short), checkedOn }] : []))
  const [oldest] = told.flatMap(({ checkedOn }) => (isOld(checkedOn) ? [checkedOn] : [])).sort()
  return told.map(({ short }) => short).join(say('join.comma')) + (oldest ? say('stale', { date: oldest }) : '')
}

/** One by its name; of several, what each is for. */
export const channelsInWords = (channels: Channel[], { say, text }: Speaker) =>
  channels.length === 1
    ? channels.map(({ name }) => text(name)).join('')
    : channels
        .map(({ name, scope }) => say('value.channel', { scope: text(scope), name: text(name) }))
        .join(say('join.semicolon'))
