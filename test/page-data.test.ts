import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { drafter, type Guidance, languages, type Report, reporters, speaker, toReport } from '../src/internal.ts'
import { inCountry } from '../src/model/country.ts'
import { packed, unpacked } from '../src/page/packed.ts'
import { daicha, rules } from './daicha.ts'
import { input, names } from './report/fixtures.ts'

/** What `dist/daicha.html` holds besides its script. */
const dist = (name: string) => readFileSync(new URL(`../dist/${name}`, import.meta.url), 'utf8')
const [, wordsOfPage = ''] = /id="words">(.*?)<\/script>/s.exec(dist('daicha.html')) ?? []
const [, rulesOfPage = ''] = /id="rules">(.*?)<\/script>/s.exec(dist('daicha.html')) ?? []

describe('what the page holds', () => {
  test('rules come out of it as they went in', () => {
    const whole = JSON.parse(dist('rules.json'))
    const { madeFrom: _, ...general } = JSON.parse(dist('general-words.json'))
    const { signals, ...rest } = unpacked(JSON.parse(JSON.stringify(packed(whole, general))))
    const { general: words, ...others } = signals
    expect({ ...rest, signals: others }).toEqual(whole)
    expect(words()).toEqual(general)
  })

  test('its words say of every fixture what those of the command line say', async () => {
    const now = '2026-11-24T06:20:03.000Z'
    const guidances = [wordsOfPage, dist('guidance.json')].map((text) => inCountry(JSON.parse(text)))
    const pageRules = unpacked(JSON.parse(rulesOfPage))
    const told = async (guidance: Guidance, known: typeof rules | typeof pageRules, saved: Report) =>
      Promise.all(
        languages.map((lang) => {
          const words = speaker(guidance, lang, now)
          const report = toReport({ ...saved, run: { ...saved.run, lang: 'zh-CN' } }, known, words)
          return reporters.html(report, { color: false, columns: 80, words: words.say, draft: drafter(report, words) })
        }),
      )
    for (const name of names) {
      const saved = JSON.parse((await daicha(['audit', input(name), '-f', 'json', '--lang', 'en'])).stdout) as Report
      const [ofPage, ofProgram] = guidances as [Guidance, Guidance]
      expect(await told(ofPage, pageRules, saved), name).toEqual(await told(ofProgram, rules, saved))
    }
  }, 120_000)
})
