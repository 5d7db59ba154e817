import { expect, test } from 'vitest'
import type { Finding, Step } from '../../src/model/report.ts'
import { mergedSteps } from '../../src/report/steps.ts'

const step = (id: string, text = id, commands: string[][] = []): Step => ({
  id,
  kind: 'settings',
  text,
  detail: null,
  commands,
  sources: [],
})
const group = (...remediation: Step[]) => ({ app: undefined, lead: { remediation } as Finding, others: [] })
const listOf = (...groups: ReturnType<typeof group>[]) =>
  mergedSteps(groups).map(({ texts, commands }) => [...texts, ...commands.map((argv) => argv.join(' '))])

test('a step of every app is said once', () => {
  expect(listOf(group(step('keep'), step('off')), group(step('keep'), step('off')))).toEqual([['keep'], ['off']])
})

test('a step that differs is said for each app, with the commands of all', () => {
  expect(listOf(group(step('off', 'off: A', [['a']])), group(step('off', 'off: B', [['b']])))).toEqual([
    ['off: A', 'off: B', 'a', 'b'],
  ])
})

test('a step of a later app stands before what follows it there, and else at the end', () => {
  const first = group(step('keep'), step('off'), step('again'), step('support'))
  expect(listOf(first, group(step('keep'), step('policy'), step('again')), group(step('tell'))).flat()).toEqual([
    'keep',
    'off',
    'policy',
    'again',
    'support',
    'tell',
  ])
})
