import { describe, expect, test } from 'vitest'
import { readResources } from '../../src/parse/apk/arsc.ts'
import { UnreadableError } from '../../src/parse/apk/chunk.ts'
import { readLazily } from '../../src/parse/apk/lazy-bytes.ts'
import { arsc, type Layout, type Texts } from './binary.ts'

const NAME = 0x7f010000

/** What is fetched of a table for one text. */
async function read(table: Buffer, resource = NAME) {
  const { value, fetched } = await readLazily(
    table.length,
    async (offset, length) => table.subarray(offset, offset + length),
    (bytes) => readResources(bytes)(resource),
  )
  return { value, bytes: fetched.reduce((sum, { length }) => sum + length, 0), fetched }
}

/** A table as large as that of a large app: many texts, in many languages. */
const large = (layout: Layout = 'plain') => {
  const texts = (locale: string, count: number, word: string): Texts => ({
    locale,
    layout,
    values: Array.from({ length: count }, (_, at) => `${word} ${at} ${'long '.repeat(40)}`),
  })
  const others = ['ar', 'de', 'fr', 'hi', 'ja'].map((locale) => texts(locale, 6000, locale))
  return arsc([texts('', 6000, 'text'), ...others, texts('en', 6000, 'English'), texts('zh-CN', 6000, '文字')])
}

describe('a table of texts far away', () => {
  test('a small one is fetched at once', async () => {
    const table = arsc([{ locale: '', values: ['Loan'] }])
    expect(await read(table)).toEqual({
      value: { default: 'Loan' },
      bytes: table.length,
      fetched: [{ offset: 0, length: table.length }],
    })
  })

  test.each<Layout>(['plain', 'compact', 'sparse', 'offset16'])(
    'of a large one, laid out %s, only what holds the text',
    async (layout) => {
      const table = large(layout)
      for (const resource of [NAME, NAME + 3000, NAME + 5999]) {
        const { value, bytes, fetched } = await read(table, resource)
        expect(value).toEqual(readResources(table)(resource))
        expect(Object.keys(value).sort()).toEqual(['default', 'en', 'zh'])
        expect(bytes).toBeLessThan(table.length / 3)
        expect(fetched.length).toBeLessThan(16)
      }
    },
  )

  test('cut or damaged, it says what the whole says, or that it cannot be read', async () => {
    const table = large()
    for (const at of [9, 20, 40, table.length - 500_000, table.length - 60_000, table.length - 20]) {
      const copy = Buffer.from(table)
      copy.fill(0xff, at, at + 8)
      let whole: unknown = UnreadableError
      try {
        whole = readResources(copy)(NAME)
      } catch (error) {
        expect(error).toBeInstanceOf(UnreadableError)
      }
      const far = await read(copy).then(
        ({ value }) => value,
        (error: Error) => error.constructor,
      )
      expect(far, `byte ${at}`).toEqual(whole)
    }
  })

  test('what the fetching throws stays what it is', async () => {
    const unplugged = new Error('unplugged')
    await expect(
      readLazily(
        100,
        () => Promise.reject(unplugged),
        () => 1,
      ),
    ).rejects.toBe(unplugged)
  })

  test('one that leads everywhere is given up', async () => {
    const size = 1024 ** 3
    const get = async (_: number, length: number) => Buffer.alloc(length)
    const everywhere = readLazily(size, get, (bytes) => {
      for (let at = 0; at < size; at += 1024 ** 2) bytes.at(at)
    })
    await expect(everywhere).rejects.toBeInstanceOf(UnreadableError)
  })
})
