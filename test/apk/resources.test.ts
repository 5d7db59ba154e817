import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readResources } from '../../src/parse/apk/arsc.ts'
import { UnreadableError } from '../../src/parse/apk/chunk.ts'
import { arsc, type Layout, type Texts } from './binary.ts'

const NAME = 0x7f010000
const labelsOf = (configurations: Texts[], resource = NAME) => readResources(arsc(configurations))(resource)
const text = (locale: string, value: string): Texts => ({ locale, values: [value] })

describe('the texts of a resource', () => {
  test('in each language that matters, and no other', () => {
    expect(
      labelsOf([text('', 'Loan'), text('es', 'Préstamo'), text('zh-CN', '示例快借'), text('en', 'Quick Loan')]),
    ).toEqual({ default: 'Loan', zh: '示例快借', en: 'Quick Loan' })
  })

  test.each([
    [['zh-TW', 'zh-CN', 'zh'], '«zh-CN»'],
    [['zh-TW', 'zh-Hans', 'zh'], '«zh-Hans»'],
    [['zh-HK', 'zh'], '«zh»'],
    [['zh-TW'], '«zh-TW»'],
  ])('Chinese of %j is %s', (locales, zh) => {
    expect(labelsOf(locales.map((locale) => text(locale, `«${locale}»`)))).toEqual({ zh })
  })

  test('English of no region comes before that of one', () => {
    expect(labelsOf([text('en-GB', 'GB'), text('en', 'plain')])).toEqual({ en: 'plain' })
    expect(labelsOf([text('en-GB', 'GB')])).toEqual({ en: 'GB' })
  })

  test('a text for all screens comes before one for a density', () => {
    expect(labelsOf([{ ...text('', 'dense'), density: 480 }, text('', 'any')])).toEqual({ default: 'any' })
  })

  test.each<Layout>(['plain', 'sparse', 'offset16', 'compact'])('entries laid out %s', (layout) => {
    const configurations: Texts[] = [
      { locale: '', layout, values: [undefined, 'one', undefined, undefined, 'four'] },
      { locale: 'zh', layout, values: [undefined, undefined, undefined, undefined, '四'] },
    ]
    expect(labelsOf(configurations, NAME + 1)).toEqual({ default: 'one' })
    expect(labelsOf(configurations, NAME + 4)).toEqual({ default: 'four', zh: '四' })
    expect(labelsOf(configurations, NAME + 2)).toEqual({})
    expect(labelsOf(configurations, NAME + 5)).toEqual({})
  })

  test('follows a reference once, into the same language', () => {
    const configurations: Texts[] = [
      { locale: '', values: [{ resource: NAME + 1 }, 'Loan', { resource: NAME + 2 }] },
      { locale: 'zh', values: [{ resource: NAME + 1 }, '快借', undefined] },
      { locale: 'en', values: [{ resource: NAME + 1 }] },
    ]
    expect(labelsOf(configurations)).toEqual({ default: 'Loan', zh: '快借', en: 'Loan' })
    expect(labelsOf(configurations, NAME + 2)).toEqual({})
  })

  test.each([0x01010000, 0x7f020000, 0, 0xffffffff])('the id 0x%s of another package or type has none', (resource) => {
    expect(labelsOf([text('', 'Loan')], resource)).toEqual({})
  })

  test.each(['utf-8', 'utf-16'] as const)('strings in %s, also long ones', (encoding) => {
    const long = '借'.repeat(300)
    expect(readResources(arsc([text('', long), text('zh', '😀')], encoding))(NAME)).toEqual({ default: long, zh: '😀' })
  })
})

describe('bytes that are no resources', () => {
  const bytes = arsc([
    { locale: '', values: ['Loan', { resource: NAME }] },
    { locale: 'zh-CN', values: ['快借', undefined], layout: 'sparse' },
    { locale: 'en', values: ['Quick', { resource: NAME }], layout: 'offset16' },
  ])
  const readAll = (odd: Buffer) => {
    const resources = readResources(odd)
    return [NAME, NAME + 1].map(resources)
  }

  test('a table that was cut, at whatever byte', () => {
    for (let length = 0; length < bytes.length; length++)
      expect(() => readAll(bytes.subarray(0, length)), `cut at ${length}`).toThrow(UnreadableError)
  })

  test('any bytes changed: it is read, or it is unreadable', () => {
    const change = fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 })
    let unreadable = 0
    fc.assert(
      fc.property(change, (changed) => {
        const copy = Buffer.from(bytes)
        for (const [at, byte] of changed) copy[at] = byte
        try {
          readAll(copy)
        } catch (error) {
          if (!(error instanceof UnreadableError)) throw error
          unreadable++
        }
      }),
      { numRuns: 3000 },
    )
    expect(unreadable).toBeGreaterThan(0)
  })
})
