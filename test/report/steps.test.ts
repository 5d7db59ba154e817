import { expect, test } from 'vitest'
import type { Finding, Step } from '../../src/model/report/finding.ts'
import { mergedSteps } from '../../src/report/steps.ts'
import { speaker } from '../built.ts'
import { guidance } from '../daicha.ts'

const step = (id: string, text = id, commands: string[][] = []): Step => ({
  id,
  kind: 'settings',
  text,
  detail: null,
  commands,
  sources: [],
})
const group = (...remediation: Step[]) => groupOf('App', ...remediation)
const groupOf = (label: string, ...remediation: Step[]) => ({
  app: undefined,
  lead: { label, remediation } as Finding,
  others: [],
})
const listOf = (...groups: ReturnType<typeof group>[]) =>
  mergedSteps(groups, speaker(guidance, 'en').say).map(({ texts, commands }) => [
    ...texts,
    ...commands.map((argv) => argv.join(' ')),
  ])

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

test('sentences that differ by the name of the app alone are one, with all names', () => {
  const policy = (label: string) => groupOf(label, step('policy', `Read the policy of ${label}.`))
  expect(listOf(policy('A1'), policy('B2'), policy('A1'))).toEqual([['Read the policy of A1, B2.']])
  expect(listOf(...['A1', 'B2', 'C3', 'D4', 'E5', 'F6', 'G7'].map(policy))).toEqual([
    ['Read the policy of A1, B2, C3, D4, E5 and others, 7 in all.'],
  ])
})

test('a name that is a word of the sentence changes no other', () => {
  expect(listOf(groupOf('App', step('off', 'App: App off')), groupOf('B', step('off', 'B: App off')))).toEqual([
    ['App: App off', 'B: App off'],
  ])
})

test('what is turned off for another finding stands before letters, complaints and what comes later', () => {
  const of = (id: string, kind: Step['kind']) => ({ ...step(id), kind })
  const first = group(of('keep', 'evidence'), of('off', 'settings'), of('write', 'document'), of('again', 'prevention'))
  const other = group(of('routes', 'settings'), of('again', 'prevention'))
  expect(listOf(first, other).flat()).toEqual(['keep', 'off', 'routes', 'write', 'again'])
})
