import { expect, test } from 'vitest'
import { nearest } from '../../../src/model/text/nearest.ts'

test('what is much longer than any name is near none, and is found so in a moment', () => {
  const names = Array.from({ length: 3000 }, (_, at) => `com.example.app${at}`)
  const began = performance.now()
  expect(nearest('a'.repeat(100_000), names)).toEqual([])
  expect(performance.now() - began).toBeLessThan(3000)
})

test.for<[typed: string, name: string]>([
  ['kuajie', 'kuaijie'],
  ['reads-contact', 'reads-contacts'],
  ['abcde', 'abxxe'],
])('%s is near %s', ([typed, name]) => {
  expect(nearest(typed, ['something-else', name])).toEqual([name])
})
