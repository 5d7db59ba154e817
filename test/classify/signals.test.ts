import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { tryExamples } from '../../src/audit/examples.ts'
import { matchKinds, type SignalExamples } from '../../src/model/rules/signal.ts'
import { classifier } from '../built.ts'
import { guidance, root, rules } from '../daicha.ts'

const examples = JSON.parse(readFileSync(`${root}dist/signal-examples.json`, 'utf8')) as SignalExamples[]
const { terms, rungs, beside, brands, vendors } = rules.signals

describe('the examples of the signals', () => {
  test('every rung has some', () => {
    expect(examples.map(({ id }) => id)).toEqual(expect.arrayContaining(rungs.map(({ id }) => id)))
  })

  test.for(tryExamples(rules, { signals: examples, checks: [] }))('$id ($at), met $isMatch by $sketch', ({ holds }) => {
    expect(holds).toBe(true)
  })
})

describe('every sign can be traced', () => {
  const lines = new Map<string, string[]>()
  const lineAt = (at: string) => {
    const [, path = '', line = ''] = /^(rules\/\S+\.yaml):(\d+)$/.exec(at) ?? []
    if (!lines.has(path)) lines.set(path, existsSync(root + path) ? readFileSync(root + path, 'utf8').split('\n') : [])
    return lines.get(path)?.[Number(line) - 1] ?? ''
  }

  test('a signal to the line of its id', () => {
    const listed = [...terms, ...rungs, ...beside]
    expect(listed.filter(({ id, at }) => !lineAt(at).endsWith(`id: ${id}`)).map(({ id, at }) => `${id} ${at}`)).toEqual(
      [],
    )
  })

  test('a brand to the line of its name', () => {
    const names = brands.flatMap((list) => list.names)
    expect(names.length).toBeGreaterThan(200)
    expect(names.filter(({ name, at }) => !lineAt(at).includes(name))).toEqual([])
  })

  test('a catalogue entry to the line of its id', () => {
    expect(rules.lenders.filter(({ id, at = '' }) => lineAt(at) !== `- id: ${id}`).map(({ id }) => id)).toEqual([])
  })

  test('whatever kind it is, in the words of both languages', () => {
    const said = matchKinds.flatMap((kind) => (kind === 'rung' ? rungs.map((rung) => `rung.${rung.class}`) : [kind]))
    for (const one of said) expect(guidance.words[`sign.${one}`]).toBeDefined()
    for (const { meaning } of [...terms, ...beside, vendors, ...brands]) expect(meaning.zh).not.toBe(meaning.en)
  })

  test('in what the classifier says of an app with many signs', () => {
    const { basis } = classifier(rules, { catalog: false })({
      packageName: 'com.msxf.pesocash',
      labels: { zh: '示例现金贷', en: 'Example Loans' },
      requestedPermissions: [{ name: 'android.permission.READ_SMS' }],
      components: ['com.moxie.client.MainActivity', 'com.msxf.pesocash.LivenessActivity', 'com.msxf.LoanActivity'],
      queries: ['com.kreditbee.android', 'com.naviapp', 'com.pocketly'],
    })
    expect(new Set(basis.map(({ kind }) => kind))).toEqual(
      new Set(['rung', 'name', 'label', 'private', 'screen', 'check', 'sdk', 'rivals', 'vendor']),
    )
    for (const { at, match } of basis) {
      expect(lineAt(at)).not.toBe('')
      expect(match).not.toBe('')
    }
  })
})
