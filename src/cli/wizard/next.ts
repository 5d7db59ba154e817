import { isOff, lenderClasses, type Report, type ReportedApp, reporters } from '../../internal.ts'
import { eachApp } from '../../model/report/app-key.ts'
import { countryHere } from '../../model/report/country-here.ts'
import { isLender } from '../../model/rules/lender.ts'
import { choose } from '../input/ask.ts'
import { problemIn, sayError } from '../output/problem.ts'
import { styleFor } from '../output/style.ts'
import { saveEvidence } from '../phone/keep-evidence.ts'
import { savedText } from '../phone/saved-text.ts'
import { tellIncident } from './incident.ts'
import { left, type Reading, type Talk } from './talk.ts'

/** What the person wants after all: to leave with a code, or another reading, perhaps after apps were turned off. */
interface Wish {
  code?: number
  isSaved: boolean
  turnOff: ReportedApp[]
}

/** What the person wants to do about it, until that is something that changes the answer, or nothing. */
export async function next(reading: Reading, wasSaved: boolean, talk: Talk): Promise<Wish> {
  const { words, asker, tell, io } = talk
  const { say } = words
  const { report } = reading
  const open = openLenders(report)
  const choices = ['explain', 'save', ...(open.length > 0 ? (['revoke'] as const) : []), 'recheck', 'incident'] as const
  const numbered = choices.map((choice, at) => [String(at + 1), choice] as const)
  for (let isSaved = wasSaved; ; ) {
    tell(
      '',
      say('wizard.next'),
      ...numbered.map(([number, choice]) => `  ${number}  ${say(`wizard.${choice}`)}`),
      `  q  ${say('wizard.quit')}`,
    )
    const fallback = !isSaved ? '2' : open.length > 0 ? '3' : 'q'
    const answer = await choose(asker, [...numbered.map(([number]) => number), 'q'], fallback, say)
    if (answer === undefined || answer === 'q') return { code: left(talk, report.exit.code), isSaved, turnOff: [] }
    const choice = numbered.find(([number]) => number === answer)?.[1]
    if (choice === 'explain') {
      const style = { ...styleFor(undefined, { ...talk.options, full: true }, talk.words, io), saved: [] }
      io.stdout.write(`\n${await reporters.text(report, style)}`)
    } else if (choice === 'incident') {
      io.stdout.write('\n')
      await tellIncident(words.of(countryHere(report.emergency)), io, asker)
    } else if (choice === 'save') isSaved = (await save(reading, talk)) || isSaved
    else return { isSaved, turnOff: choice === 'revoke' ? open : [] }
  }
}

/** Lenders from which contacts can be taken, each once, the surest first. */
function openLenders({ apps }: Report): ReportedApp[] {
  const open = apps.filter(
    ({ lender, contacts }) => isLender(lender.class) && !isOff(contacts) && contacts.verdict !== 'unknown',
  )
  return eachApp(open).sort((a, b) => lenderClasses.indexOf(a.lender.class) - lenderClasses.indexOf(b.lender.class))
}

/** What was read and the page, in a new folder. */
async function save({ captured }: Reading, talk: Talk): Promise<boolean> {
  const { words, tell, rules } = talk
  try {
    const { folder, page } = await saveEvidence(captured, rules, talk)
    tell(
      words.say('wizard.saved', { path: page }),
      savedText(captured, folder, words.say),
      words.say('capture.reminder'),
    )
    return true
  } catch (error) {
    sayError(problemIn(error), talk)
    return false
  }
}
