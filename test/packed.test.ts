import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { packed, unpacked } from '../src/page/packed.ts'

const dist = (name: string) => JSON.parse(readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8'))

test('the rules in the page are those of the command line', () => {
  const rules = dist('rules.json')
  const { madeFrom: _, ...general } = dist('general-words.json')
  const { signals, ...rest } = unpacked(JSON.parse(JSON.stringify(packed(rules, general))))
  const { general: words, ...others } = signals
  expect({ ...rest, signals: others }).toEqual(rules)
  expect(words()).toEqual(general)
})
