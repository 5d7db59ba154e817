import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { reporters } from '../built.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const AGAIN = /`daicha report own\.\w+`.*letter operator own\.\w+.*diff own\./
const PART = /own\.\w+ cannot be turned into another format/
const readAgain = ['json', 'ndjson', 'html']
const files = new Map([
  ...Object.keys(reporters).map((format) => [`own.${format}`, readAgain.includes(format) ? AGAIN : PART] as const),
  ['own.baseline', /`daicha audit package\.txt --baseline own\.baseline`/],
  ['own.letter', PART],
])
const dump = join(root, 'fixtures/delisted-lender-that-reads/input/package.txt')
const run = async (...argv: string[]) => {
  const { code, stdout, stderr } = await daicha([...argv, '--lang', 'en'], { cwd })
  return { code, stdout, told: `${stdout}${stderr}`.replace(/\s+/g, ' ') }
}

let cwd: string
beforeAll(async () => {
  cwd = newFolder()
  const all = Object.keys(reporters).flatMap((format) => ['-f', `${format}=own.${format}`])
  await run('audit', dump, ...all, '--write-baseline', 'own.baseline')
  await run('letter', 'operator', dump, '-f', 'html=own.letter')
})

describe('what an earlier run saved', () => {
  test.for([...files])('%s is no export, and it says what can be done with it', async ([name, step]) => {
    const { code, told } = await run('audit', name)
    expect([code, told]).toEqual([3, expect.stringMatching(step)])
    expect(told).toMatch(/\[E335\] own\.\w+ is a/)
  })

  test('lies beside a dump and changes nothing', async () => {
    const alone = JSON.parse((await run('audit', dump, '-f', 'json')).stdout)
    cpSync(dump, join(cwd, 'package.txt'))
    const { code, stdout } = await run('audit', '.', '-f', 'json')
    const { verdict, problems, findings } = JSON.parse(stdout)
    expect([code, verdict, problems]).toEqual([1, alone.verdict, []])
    expect(findings).toHaveLength(alone.findings.length)
  })

  test('of a phone that is clear lies beside its dump and changes nothing, empty lists neither', async () => {
    const folder = join(cwd, 'clear')
    cpSync(join(root, 'fixtures/clear-phone/input'), folder, { recursive: true })
    const all = Object.keys(reporters).flatMap((format) => ['-f', `${format}=clear/own.${format}`])
    for (const _time of ['first', 'second']) {
      const { code, told } = await run('audit', 'clear', ...all, '-f', 'text')
      expect([code, told]).toEqual([0, expect.stringMatching(/^\[OK\] (?!.*not used)/)])
    }
    expect((await run('audit', 'clear/own.gitlab')).told).toMatch(/\[E335\] clear\/own\.gitlab is JSON/)
  })
})
