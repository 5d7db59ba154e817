import { expect, test } from 'vitest'
import { daicha } from '../daicha.ts'
import { input } from './fixtures.ts'

/** What a person reads first: the sentence about the phone, then of its first app what is worst. */
// biome-ignore format: a table is read by its columns
test.for<[name: string, lang: string, sentence: string, lead: string]>([
  ['sample',                           'en',    "[ACT NOW] 1 loan app can read this phone's contacts right now",                      "示例快借 can read this phone's contacts"],
  ['sms-road-without-contacts',        'en',    '[CHECK] No loan app can read contacts, but 1 can read call history or messages',     'has another way that may lead to the people you know'],
  ['sms-road-without-contacts',        'zh-CN', '[请看] 没有网贷 App 持有可用的通讯录权限，但 1 个能读取通话记录或短信',             '还有别的路，可能接触到你的联系人'],
  ['one-tap-is-stopped-by-user-fixed', 'en',    '[CHECK] No loan app can read contacts now, but please look at the points below',     'has another way that may lead to the people you know'],
  ['one-tap-through-write-contacts',   'en',    '[CHECK] No loan app can read contacts now, but please look at the points below',     'is one step away from reading contacts'],
  ['requests-but-denied-lists',        'en',    '[CHECK] No loan app can read contacts now, but please look at the points below',     'asks for contacts and cannot read them now'],
  ['suspected-lender',                 'en',    '[CHECK] 1 app that may lend can read contacts',                                      "looks like a loan app and can read this phone's contacts"],
  ['clear-phone',                      'en',    "[OK] No loan app can read this phone's contacts",                                    ''],
])('%s begins with the right sentence, %s', async ([name, lang, sentence, lead]) => {
  const { stdout } = await daicha(['audit', input(name), '--lang', lang], { env: { COLUMNS: '200' } })
  const [first, ...rest] = stdout.split('\n')
  expect(first).toBe(sentence)
  const meaning = rest.findIndex((line) => /^ {2}(What this means|这意味着)/.test(line))
  expect(meaning < 0 ? '' : rest[meaning + 1]).toContain(lead)
})
