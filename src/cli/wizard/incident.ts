import { countriesInWords, countryHint, incident, type Speaker } from '../../internal.ts'
import type { Asker } from '../input/ask.ts'
import type { Io } from '../io.ts'
import { writer } from '../output/teller.ts'

/** What to do when it has already happened: one step a screen where somebody can ask for the next, else all of them. */
export async function tellIncident(words: Speaker, io: Io, asker?: Asker): Promise<void> {
  const { say } = words
  const steps = incident(words)
  const put = writer(io)
  put(say('incident.lead'))
  const hint = countryHint(words, countriesInWords(words))
  if (hint !== null) put(hint)
  for (const [at, { title, lines, commands }] of steps.entries()) {
    io.stdout.write('\n')
    put(say('incident.step', { n: at + 1, of: steps.length, title }))
    for (const line of lines) put(line, 2)
    for (const { what, command } of commands) {
      put(what, 2, '- ')
      io.stdout.write(`      ${command}\n`)
    }
    if (asker === undefined || at === steps.length - 1) continue
    const answer = await asker.ask(`\n${say('incident.next')}`)
    if (answer === undefined || /^(q|n|quit|退出)$/.test(answer)) return
  }
}
