import type { Audit } from '../model/report/audit.ts'
import type { Report } from '../model/report/report.ts'
import { inShort } from './channels.ts'
import { countryHint } from './countries.ts'
import type { Speaker } from './speaker.ts'

/**
 * Whom to call in danger, and when it gets too much: numbers only of the one country that is known, and named with it
 * where nothing of the phone says where that is.
 */
export function emergencyIn(
  { emergency, run }: Pick<Audit, 'emergency'> & { run: Pick<Audit['run'], 'policy'> },
  words: Speaker,
): Report['emergency'] {
  const there = words.of(emergency.country?.id ?? null)
  const { country } = there.guidance
  const { ofLenders } = emergency.country ?? {}
  const placed = (call: string) =>
    ofLenders && country ? there.say('emergency.in', { country: there.text(country.name), call }) : call
  if (run.policy === 'release') return { country: null, calls: [], hint: null }
  const calls = (['police', 'support'] as const).map((id) => callFor(id, there, placed))
  return {
    country: country && { ...emergency.country, id: country.id, name: there.text(country.name) },
    calls,
    hint: country ? null : countryHint(words, Object.keys(words.guidance.all.countries).join(words.say('join.comma'))),
  }
}

/** Whom to call, or what to do where no number is known. */
export function callFor(id: 'police' | 'support', there: Speaker, placed = (call: string) => call) {
  const channel = there.guidance.channels.find((one) => one.for === id)
  return channel === undefined
    ? { id, text: there.say(`emergency.${id}.none`), number: null }
    : {
        id,
        text: there.say(`emergency.${id}`, { call: placed(inShort([channel], there) || there.text(channel.name)) }),
        number: channel.number ?? null,
      }
}
