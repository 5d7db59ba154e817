import { lineOf } from './finding.ts'
import type { Speaker } from './speaker.ts'

/** One thing to do, in the words and with the numbers of a country. */
export interface Step {
  id: string
  title: string
  lines: string[]
  /** What `daicha` does of it: what for, and what to type. */
  commands: { what: string; command: string }[]
}

/** What to do when it has already happened, in the order to do it. */
export function incident(words: Speaker): Step[] {
  const { guidance, text } = words
  return guidance.incident.map(({ id, title, text: lead, actions, commands }) => ({
    id,
    title: text(title),
    lines: [
      ...(lead ? [text(lead)] : []),
      ...actions.flatMap((wanted) => {
        const action = guidance.actions.find((one) => one.id === wanted)
        return action === undefined ? [] : [lineOf(action, undefined, {}, words)]
      }),
    ],
    commands: commands.map((one) => ({ what: text(one), command: one.command + whose(one.command, guidance) })),
  }))
}

/** A letter without a report knows no country by itself, and one with a report takes that of the report. */
const whose = (command: string, { country, isChosen }: Speaker['guidance']) =>
  (country !== null || isChosen) && command.startsWith('daicha letter') ? ` --country ${country?.id ?? 'none'}` : ''
