import { describe, expect, test } from 'vitest'
import { languageTags } from '../built.ts'
import { atTerminal } from '../cli/canned.ts'
import { daicha, guidance } from '../daicha.ts'

const ids = Object.keys(guidance.all.countries)
const order = ['safe', 'evidence', 'off', 'people', 'demand', 'complain', 'police', 'suit', 'afterwards']

describe('when it has already happened', () => {
  test.for(languageTags)('the steps stand in order in %s, each once', async (lang) => {
    const { code, stdout, stderr } = await daicha(['explain', '--incident', '--country', 'cn', '--lang', lang])
    expect([code, stderr]).toEqual([0, ''])
    expect(guidance.incident.map(({ id }) => id)).toEqual(order)
    const titles = guidance.incident.map(({ title }) => title[lang === 'en' ? 'en' : 'zh'])
    const places = titles.map((title) => stdout.indexOf(lang === 'en' ? `: ${title}` : `：${title}`))
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
    for (const number of ['110', '12356', '12378', '12321', '12315', '12348']) expect(stdout).toContain(number)
    expect(stdout).toMatch(/evidence pack capture\.zip -o (\S+)\s[\s\S]*evidence add \1 screenshot/)
    expect(stdout).toMatch(/daicha evidence pack[\s\S]*daicha letter family --country cn[\s\S]*daicha letter police/)
  })

  test('of another country, and of none, there is no number of China', async () => {
    for (const lang of languageTags)
      for (const country of [...ids.filter((id) => id !== 'cn'), 'none']) {
        const { stdout } = await daicha(['explain', '--incident', '--country', country, '--lang', lang])
        expect([country, /(?<!\d)(110|12356|12378|12345|12321|12377|12315|12348)(?!\d)/.exec(stdout)?.[0]]).toEqual([
          country,
          undefined,
        ])
        expect(stdout).not.toMatch(/(add|加) --country/)
        // A letter about a capture would have the law of its lender again.
        expect(stdout.match(/daicha letter .*/g)?.every((line) => line.endsWith(` --country ${country}`))).toBe(true)
      }
    expect((await daicha(['explain', '--incident', '--lang', 'en'])).stdout).toMatch(
      /Add --country for local law: China cn,[^.]*,\sVietnam vn\n/,
    )
  })

  test('comes one step a screen where somebody sits there, and stops when they like', async () => {
    const argv = ['explain', '--incident', '--country', 'cn']
    const all = await atTerminal(undefined, Array(8).fill(''), { argv })
    expect(all.stdout.match(/Step \d of 9/g)).toHaveLength(9)
    const few = await atTerminal(undefined, ['', 'q'], { argv })
    expect([few.code, few.stdout.match(/Step \d of 9/g)?.length]).toEqual([0, 2])
  })

  test('is asked for alone', async () => {
    expect((await daicha(['explain', '--incident', 'E305'])).code).toBe(2)
  })
})
