import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { daicha } from '../daicha.ts'
import { atTerminal, daichaWith, phones, withoutAdb } from './canned.ts'

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), 'daicha-'))
})
afterEach(() => rmSync(cwd, { recursive: true }))

const zh = { argv: ['--lang', 'zh-CN'] }

describe('one phone', () => {
  test('says what it will read, asks, reads, and shows the headline and the apps', async () => {
    const { code, stdout, stderr } = await atTerminal(phones({}).connect, ['y', 'q'], { cwd })
    const order = [
      'Found 1 phone: Example A1',
      'I will read:',
      'I will not read contacts',
      'Start the check? [Y/n]',
      'Apps and permissions .',
      'Permission use .',
      '8 apps checked .',
      "[ACT NOW] 1 loan app can read this phone's contacts right now",
      '  示例快借  can read, read in the background 2026-11-21',
      '  Asked, but cannot read now: 样例分期',
      'What next?\n  1  Show the explanation and what to do\n  2  Save the report and evidence (best done first)\n',
    ]
    expect(order.map((text) => stdout.indexOf(text)).toSorted((a, b) => a - b)).toEqual(
      order.map((text) => stdout.indexOf(text)),
    )
    for (const text of order) expect(stdout).toContain(text)
    expect([code, stderr]).toEqual([1, ''])
  })

  test('speaks Chinese', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['是', 'q'], { cwd, ...zh })
    expect(stdout).toContain('找到 1 部手机: Example A1')
    expect(stdout).toContain('[需处理] 1 个网贷 App 现在能读取这部手机的通讯录')
    expect(stdout).not.toMatch(/Found|Start|Choose/)
  })

  test('nothing is sent before the answer, and only reading after it', async () => {
    const { connect, sent } = phones({})
    let before = -1
    const look = () => {
      before = sent.length
      return 'y'
    }
    await atTerminal(connect, [look, 'q'], { cwd })
    expect(before).toBe(0)
    expect(sent.length).toBeGreaterThan(3)
    for (const command of sent)
      expect(command).toMatch(/^(date|sh -c getprop|dumpsys|pm list|settings get|cmd role get|stat -c %s|dd if=)/)
  })

  test.for(['y', 'Y', 'yes', '', 'ｙ', 'Ｙ', '是', '好', ' 好的 '])('%j is a yes', async (answer) => {
    const { stdout } = await atTerminal(phones({}).connect, [answer, 'q'], { cwd })
    expect(stdout).toContain('[ACT NOW]')
  })

  test.for(['n', 'N', 'no', 'ｎ', '否', '不', '不要', 'q'])('%j is a no: nothing is read, exit 0', async (answer) => {
    const { connect, sent } = phones({})
    const { code, stdout } = await atTerminal(connect, [answer], { cwd })
    expect([code, sent]).toEqual([0, []])
    expect(stdout).toContain('Nothing was read.')
  })

  test('anything else is asked again', async () => {
    const { connect, sent } = phones({})
    const { stdout } = await atTerminal(connect, ['maybe', '3', 'n'], { cwd })
    expect(stdout.split('Start the check?')).toHaveLength(4)
    expect(sent).toEqual([])
  })

  test('what was typed before a question is no answer to it', async () => {
    const { stdout } = await atTerminal(phones({}).connect, ['y\n2\n2', 'q'], { cwd })
    expect(stdout).toContain('What next?')
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('what next', () => {
  test.for(['1', '１'])('%s shows the whole report, and asks again', async (one) => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', one, 'q'], { cwd })
    expect(stdout).toContain('lender-reads-contacts')
    expect(stdout).toContain('What this report cannot prove')
    expect(stdout.split('What next?')).toHaveLength(3)
    expect(readdirSync(cwd)).toEqual([])
  })

  test.for(['2', '２', ''])('%j saves the report and what was read, and says where', async (two) => {
    const { stdout } = await atTerminal(phones({}).connect, ['y', two, ''], { cwd })
    expect(readdirSync(cwd)).toEqual(['daicha-202611240620'])
    const folder = join(cwd, 'daicha-202611240620')
    expect(readdirSync(folder).sort()).toEqual(['capture', 'report.html', 'report.json', 'report.txt'])
    expect(readFileSync(join(folder, 'report.txt'), 'utf8')).toMatch(/^\[ACT NOW\]/)
    expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('<div class="doc in-zh" lang="zh-CN">')
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')).verdict).toBe('act')
    expect(stdout).toContain(`Saved in ${folder}`)
    expect(stdout.replace(/\s+/g, ' ')).toContain('Others who use this computer can open it')
    expect((await daicha(['audit', folder])).stdout).toMatch(/^\[ACT NOW\]/)
  })

  test('a second save takes another name', async () => {
    await atTerminal(phones({}).connect, ['y', '2', '2', 'q'], { cwd })
    expect(readdirSync(cwd).sort()).toEqual(['daicha-202611240620', 'daicha-202611240620-2'])
  })

  test.for(['q', 'ｑ', '否', '退出'])('%s quits, and nothing was written', async (quit) => {
    const { code } = await atTerminal(phones({}).connect, ['y', quit], { cwd })
    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })

  test('a phone without findings is exit 0', async () => {
    const { code, stdout } = await atTerminal(phones({ fixture: 'clear-phone' }).connect, ['y', 'q'], { cwd })
    expect(stdout).toContain('[OK]')
    expect(code).toBe(0)
  })

  test('the end of the input is a quit', async () => {
    const { code } = await atTerminal(phones({}).connect, ['y'], { cwd })
    expect(code).toBe(1)
    expect(readdirSync(cwd)).toEqual([])
  })
})

describe('Ctrl-C', () => {
  const interrupt = () => {
    process.emit('SIGINT')
    return undefined
  }

  test.for([
    ['at the first question', [interrupt]],
    ['at the last one', ['y', interrupt]],
  ] as const)('%s: exit 130, the phone untouched, nothing written', async ([, answers]) => {
    const { code, stderr } = await atTerminal(phones({}).connect, [...answers], { cwd })
    expect(code).toBe(130)
    expect(stderr).toContain('The phone was not changed')
    expect(readdirSync(cwd)).toEqual([])
    expect(process.listenerCount('SIGINT')).toBe(0)
  })
})

test('several phones are a numbered list', async () => {
  const { connect } = phones({ model: 'One' }, { model: 'Two', fixture: 'clear-phone' })
  const { stdout } = await atTerminal(connect, ['２', 'y', 'q'], { cwd })
  expect(stdout).toMatch(/^ {2}1 {2}One$/m)
  expect(stdout).toMatch(/^ {2}2 {2}Two$/m)
  expect(stdout).toContain('Phone: Two')
  expect(stdout).toContain('[OK]')
  const first = await atTerminal(connect, ['', 'n'], { cwd })
  expect(first.stdout).toContain('Choose [1]: ')
  expect(first.stdout).toContain('Phone: One')
})

test.for([
  ['no phone', phones().connect, {}, 'E203'],
  ['a phone that is not allowed', phones({ state: 'unauthorized' }).connect, {}, 'E204'],
  ['no adb', undefined, withoutAdb, 'E201'],
] as const)('%s: three routes and exit 4', async ([, connect, env, problem]) => {
  const { code, stdout, stderr } = await atTerminal(connect, [], { cwd, env })
  expect(code).toBe(4)
  expect(stderr).toContain(`[${problem}]`)
  for (const route of ['1. Connect a phone', '2. Check an exported file', '3. Ask someone'])
    expect(stdout).toContain(route)
})

test.for([
  ['no terminal', {}],
  ['CI', { stdout: { isTTY: true, write: () => {} }, env: { CI: 'true' } }],
] as const)('%s: no question, usage on standard error and exit 2', async ([, io]) => {
  const { connect, sent } = phones({})
  const { code, stderr } = await daichaWith(connect, [], io)
  expect([code, sent]).toEqual([2, []])
  expect(stderr).toContain('Usage: daicha')
})

test.for(['en', 'zh-CN'])('every line fits the terminal in %s', async (lang) => {
  const runs = [
    await atTerminal(phones({}, {}).connect, ['1', 'x', 'y', 'x', '2', 'q'], { cwd, argv: ['--lang', lang] }),
    await atTerminal(phones().connect, [], { argv: ['--lang', lang] }),
  ]
  const lines = runs.flatMap(({ stdout, stderr }) => `${stdout}\n${stderr}`.split('\n'))
  expect(lines.length).toBeGreaterThan(40)
  for (const ambiguousIsNarrow of [true, false])
    expect(lines.filter((line) => !line.includes(cwd) && stringWidth(line, { ambiguousIsNarrow }) > 80)).toEqual([])
})
