import type { Report, ReportedCheck } from '../../model/report/report.ts'
import type { Words } from '../style.ts'
import { LEVELS } from './levels.ts'
import { sentence } from './sarif-text.ts'

/** What services cut off at. */
const LONGEST_DESCRIPTION = 1024

/** A check as a rule with help: what it means, what to do, what it cannot prove. */
export function ruleOf(check: ReportedCheck, { limits, run }: Report, words: Words) {
  const { sarif, score } = LEVELS[check.severity]
  const sections = [
    [words('section.meaning'), [check.meaning]],
    [words('section.steps'), check.steps.map((step, at) => `${at + 1}. ${step}`)],
    [words('section.limits'), limits.map(({ text }) => `- ${text}`)],
  ] as const
  return {
    id: check.id,
    name: check.id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: sentence(check.title, run.lang) },
    fullDescription: { text: check.meaning.slice(0, LONGEST_DESCRIPTION) },
    help: {
      text: sections.map(([title, lines]) => [title, ...lines].join('\n')).join('\n\n'),
      markdown: sections.map(([title, lines]) => `**${title}**\n\n${lines.join('\n')}`).join('\n\n'),
    },
    defaultConfiguration: { level: sarif },
    properties: {
      tags: ['security', 'privacy', 'android'],
      precision: precisionOf(check),
      ...(score && { 'security-severity': score }),
    },
  }
}

/** How often a result is right: a catalogue names the lender, or signs only point at one. */
const precisionOf = ({ lender }: ReportedCheck) =>
  lender.every((one) => one === 'confirmed') ? 'very-high' : lender.includes('confirmed') ? 'high' : 'medium'
