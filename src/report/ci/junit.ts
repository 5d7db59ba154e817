import { isOf } from '../../model/report/app-key.ts'
import type { Finding } from '../../model/report/finding.ts'
import { hasEnded } from '../../model/report/outcome.ts'
import type { Report, ReportedCheck } from '../../model/report/report.ts'
import type { ReportedApp } from '../../model/report/reported-app.ts'
import { labelled } from '../../model/words.ts'
import { inputName } from '../input.ts'
import { decisionLines, leftOut } from '../left-out.ts'
import { messageAt, placeOf, placeOfFinding } from '../place.ts'
import type { Style, Words } from '../style.ts'
import { element, withText, xmlDocument } from './xml.ts'

type Outcome = 'passed' | 'failure' | 'error' | 'skipped'
interface Case {
  name: string
  classname: string
  file?: string
  line?: number
  outcome: Outcome
  type?: string
  message?: string
  text?: string
}

/**
 * JUnit XML as most servers read it: a suite for the phone, a case for each loan app and check, passes included, and
 * one for each file. Names hold no line and no date, so that the history of a case lines up.
 */
export function junit(report: Report, { words }: Style): string {
  const cases = [...readCases(report, words, leftOut(report, words)), ...checkCases(report, words)]
  const casesThat = (outcome: Outcome) => cases.filter((one) => one.outcome === outcome).length
  const counts = {
    tests: cases.length,
    failures: casesThat('failure'),
    errors: casesThat('error'),
    skipped: casesThat('skipped'),
    time: (Math.max(0, Date.parse(report.run.finishedAt) - Date.parse(report.run.startedAt)) / 1000).toFixed(3),
  }
  const input = inputName(report)
  const suite = element(
    'testsuite',
    { name: input, ...counts, timestamp: new Date(report.run.startedAt).toISOString().slice(0, 19) },
    [
      element('properties', {}, propertiesOf(report)),
      ...cases.map(caseElement),
      withText('system-out', {}, [report.headline, '', ...report.limits.map(({ text }) => `- ${text}`)].join('\n')),
    ],
  )
  return xmlDocument(element('testsuites', { name: 'daicha', ...counts }, [suite]))
}

const propertiesOf = ({ sources, tool, verdict }: Report) =>
  [
    ['version', tool.version],
    ['rules', tool.rules],
    ['verdict', verdict],
    ...sources.map(({ path, sha256 }) => [`sha256 ${path}`, sha256]),
  ].map(([name, value]) => element('property', { name, value }))

/** Whether each file was read, and in the end whether everything was: a run that is not whole is not a clean one. */
function readCases({ sources, problems, complete, exit, headline }: Report, words: Words, others: string[]): Case[] {
  const paths = [...new Set([...sources.map(({ path }) => path), ...problems.map(({ path }) => path ?? '-')])]
  const isAllowed = exit.code === 0
  const cases = paths.map((path): Case => {
    const own = problems.filter((problem) => (problem.path ?? '-') === path)
    const [worst] = own.filter(({ severity }) => severity === 'error')
    const said = own.map((problem) =>
      [`[${problem.code}] ${messageAt(problem, words)}`, ...problem.remedy.map((step) => `- ${step}`)].join('\n'),
    )
    return {
      name: `read ${path}`,
      classname: 'daicha.input',
      ...(path !== '-' && { file: placeOf(path, null).file }),
      outcome: worst === undefined ? 'passed' : isAllowed ? 'skipped' : 'error',
      ...(worst && { type: worst.code, message: worst.message }),
      ...(said.length > 0 && { text: said.join('\n') }),
    }
  })
  const isSaid = cases.some(({ outcome }) => outcome !== 'passed')
  const everything = { name: 'read everything', classname: 'daicha.input', type: 'incomplete' }
  if (complete && (hasEnded(exit, 'narrowed') || hasEnded(exit, 'oneUser')))
    return [...cases, { ...everything, outcome: 'skipped', message: others.join('\n') }]
  if (complete || isSaid) return cases
  return [...cases, { ...everything, outcome: isAllowed ? 'skipped' : 'error', message: headline }]
}

function checkCases(report: Report, words: Words): Case[] {
  const lenders = report.apps.filter(({ lender }) => lender.class !== 'none')
  if (lenders.length === 0)
    return report.complete ? [{ name: 'no lending app', classname: 'daicha.lenders', outcome: 'passed' }] : []
  return lenders.flatMap((app) =>
    report.checks
      .filter(({ lender }) => lender.includes(app.lender.class))
      .map((check) => checkCase(check, app, report, words)),
  )
}

function checkCase(check: ReportedCheck, app: ReportedApp, report: Report, words: Words): Case {
  const finding = report.findings.find((one) => one.ruleId === check.id && isOf(app)(one))
  const base = { name: `${check.id} ${app.package} user ${app.user}`, classname: `daicha.${check.id}` }
  if (finding === undefined) {
    // What was not seen was not passed.
    return app.contacts.verdict === 'unknown'
      ? { ...base, outcome: 'skipped', message: words('state.unknown') }
      : { ...base, outcome: 'passed' }
  }
  const place = placeOfFinding(finding, report)
  const at = { ...base, ...(place.file !== '-' && { file: place.file, line: place.line }) }
  const text = textOf(finding, words)
  if (finding.status !== 'open')
    return { ...at, outcome: 'skipped', message: decisionLines(finding, words).join(words('join.semicolon')) }
  const message = finding.message.text
  if (finding.fails) return { ...at, outcome: 'failure', type: check.id, message, text }
  if (finding.severity === 'note') return { ...at, outcome: 'skipped', message, text }
  return { ...at, outcome: 'passed', text: `${message}\n${text}` }
}

const textOf = ({ evidence, facts, remediation }: Finding, words: Words) =>
  [
    ...facts.map(({ name, text }) => labelled(name, text, words)),
    ...evidence.map(({ path, line, text }) => `${path}:${line}  ${text.trim()}`),
    ...remediation.map(({ text }, at) => `${at + 1}. ${text}`),
  ].join('\n')

function caseElement({ outcome, type, message, text, ...attributes }: Case): string {
  const output = text === undefined ? [] : [withText('system-out', {}, text)]
  const result = {
    passed: () => output,
    skipped: () => [element('skipped', { message }), ...output],
    failure: () => [withText('failure', { type, message }, text ?? '')],
    error: () => [withText('error', { type, message }, text ?? '')],
  }
  return element('testcase', { ...attributes, time: 0 }, result[outcome]())
}
