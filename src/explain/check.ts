import { late } from '../model/late.ts'
import type { Report, ReportedCheck } from '../model/report/report.ts'
import type { CheckRule } from '../model/rules/rule.ts'
import { onPhone, settingsPath } from './settings-path.ts'
import { isFillable, type Speaker } from './speaker.ts'

/** A check as such: what it objects to and what to do, of no one app. Steps that need a package are left out. */
export function explainCheck(
  check: CheckRule,
  device: Report['device'],
  speaker: Speaker,
): Pick<ReportedCheck, 'title' | 'meaning' | 'steps'> {
  const { say, text, guidance, lang } = speaker
  const subject = say(check.lender.includes('confirmed') ? 'label.loanApp' : 'label.anApp')
  const label = say('label.theApp')
  const path = settingsPath(device, label, speaker)
  const places = { label, ...(path !== '' && { path }) }
  const lines = check.actions.flatMap((id) => {
    const action = guidance.actions.find((one) => one.id === id)
    return (action && onPhone(action, path)?.line) ?? []
  })
  return {
    title: sentenceOf(text(check.title, { label: subject })),
    meaning: sentenceOf(text(check.meaning, places)),
    steps: lines.filter((line) => isFillable(line[lang], places)).map((line) => sentenceOf(text(line, places))),
  }
}

/** A label may stand first or in the middle: a large letter for the first word, and no blank between Han characters. */
const sentenceOf = (text: string) => (text[0] ?? '').toUpperCase() + text.replace(BETWEEN_HAN(), '').slice(1)

const BETWEEN_HAN = late(String.raw`(?<=\p{Script=Han}) (?=\p{Script=Han})`, 'gu')
