import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import type { Report } from '../../src/internal.ts'
import { audit, fromFiles, type ReportOptions, reporters, speaker } from '../built.ts'
import { audited, daicha, guidance, root, rules, options as usual } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { expectedOf, input, languages, names } from './fixtures.ts'

type Shown = { report: string; lines: string[] }
const audits = new Map<string, Promise<{ code: number; report: Report; stderr: string }>>()

/** The audit, made once for all its columns. */
function auditOf(name: string, lang: string, ...more: string[]) {
  const key = [name, lang, ...more].join(' ')
  const audit = audits.get(key) ?? audited([input(name), '--lang', lang, ...more])
  audits.set(key, audit)
  return audit
}

const shownOnce = new Map<string, Promise<Shown>>()

/** The text report, made once; empty where nothing could be audited, which standard error says in 80 columns. */
function shown(...asked: Parameters<typeof made>): Promise<Shown> {
  const key = asked.join(' ')
  const report = shownOnce.get(key) ?? made(...asked)
  shownOnce.set(key, report)
  return report
}

async function made(name: string, lang: string, columns: number, ...more: string[]): Promise<Shown> {
  const { code, report, stderr } = await auditOf(name, lang, ...more)
  if (code === 3) return { report: '', lines: columns < 80 ? [] : stderr.split('\n') }
  const words = speaker(guidance, lang === 'en' ? 'en' : 'zh').say
  const text = await reporters.text(report, { color: false, columns, words, full: true })
  return { report: text, lines: text.split('\n') }
}

test('what a person gets is this', async () => {
  for (const [at, name] of names.entries()) {
    const lang = languages[at % 2] ?? 'en'
    const { stdout } = await daicha(['audit', input(name), '--full', '--lang', lang], { env: { COLUMNS: '80' } })
    expect([name, stdout]).toEqual([name, (await shown(name, lang, 80)).report])
  }
})

test('of all apps those stand first that can read contacts, and of these what a person installed', async () => {
  const { report } = await shown('bugreport-text', 'en', 100, '--all-apps')
  const [, list = ''] = report.split('  All apps\n')
  const apps = ['com.example.kuaijie', 'com.android.providers.contacts', 'com.example.notes']
  expect(list.match(new RegExp(apps.join('|'), 'g'))?.slice(0, 3)).toEqual(apps)
})

test('a clear answer says how to see which other apps can read', async () => {
  const hint = 'Which other apps can read contacts: check with --all-apps'
  const [clear, found] = await Promise.all(
    ['clear-phone', 'sample'].map((name) => daicha(['audit', input(name), '--lang', 'en'])),
  )
  expect(clear?.stdout).toContain(hint)
  expect(found?.stdout).not.toContain(hint)
})

const known = new Map<string, readonly [narrow: number, wide: number]>()

/** Under both readings of ambiguous characters. Most lines stand in every report. */
function widths(line: string) {
  const both = known.get(line) ?? [stringWidth(line), stringWidth(line, { ambiguousIsNarrow: false })]
  known.set(line, both)
  return both
}

const reportOf = async (name: string, lang = 'en') => (await auditOf(name, lang)).report

/** The label or number that a row begins with: it may stand before a token that has no place to break. */
const LABEL = /^ *(?:\d+\. |- |sha256 |(?:\S+ )?\S+ {2,})?/

/** Whether a line is long because of one word: a package name, a hash, a path, a list of flags. */
const isOneToken = (line: string) =>
  /^（?[!-~]+[）。；]*$/.test(line.replace(LABEL, '')) || /^ +adb shell [ -~]+$|^ *\S*`[^`]+`[^\s`]*$/.test(line)

describe.for(languages)('%s', (lang) => {
  describe.for([80, 60, 40])('in %i columns', (columns) => {
    test.for(names)('%s keeps to its columns under both readings of ambiguous characters', async (name) => {
      const { lines } = await shown(name, lang, columns, '--min-severity', 'note', '--all-apps')
      const wide = lines.filter((line) => Math.max(...widths(line)) > columns && !isOneToken(line))
      expect(wide).toEqual([])
      const sheared = lines.filter((line) => widths(line)[0] !== widths(line)[1])
      expect(sheared).toEqual([])
    })

    test('no line begins with closing punctuation or ends with an opening bracket', async () => {
      for (const name of names) {
        const { lines } = await shown(name, lang, columns, '--min-severity', 'note', '--all-apps')
        expect([name, lines.filter((line) => /^\s*[，。、；：？！）」』》】〉〕”’]/.test(line))]).toEqual([name, []])
        expect([name, lines.filter((line) => /[（「『《【〈〔“‘]\s*$/.test(line))]).toEqual([name, []])
      }
    })

    test('package names, permissions, hashes and paths are never broken', async () => {
      for (const name of names) {
        // In 100 columns every one of them stands on one line.
        const whole = (await shown(name, lang, 100, '--min-severity', 'note', '--all-apps')).report
        const tokens = new Set(whole.match(/[!-~]*(?:com\.example|android\.permission|fixtures\/|[0-9a-f]{64})[!-~]*/g))
        const { report: text } = await shown(name, lang, columns, '--min-severity', 'note', '--all-apps')
        const words = new Set(text.split(/[^!-~]+/))
        expect([name, [...tokens].filter((token) => !words.has(token))]).toEqual([name, []])
        if (whole !== '') expect(tokens.size).toBeGreaterThan(0)
      }
    })
  })
})

describe.for(languages)('a report, %s', (lang) => {
  const { say } = speaker(guidance, lang === 'en' ? 'en' : 'zh')

  /** Where each of these stands as a heading, which is indented least, in the order given; -1 for what is not there. */
  const placesOf = (text: string, wanted: string[]) =>
    wanted.map((one) => text.split('\n').findIndex((line) => line.replace(/^ {2}(?! )/, '').startsWith(one)))

  test.for(names)('%s goes from the answer to the evidence, to what to do, to limits', async (name) => {
    const { report: text } = await shown(name, lang, 80, '--min-severity', 'note')
    if (text === '') return
    const report = await reportOf(name)
    const { exit, headline, findings } = expectedOf(name)
    const apps = new Set(findings.map((one) => `${one.package} ${one.user}`)).size
    const order = placesOf(text, [
      headline[lang].split(' ')[0] ?? '',
      ...(report.problems.length > 0 ? [say('section.problems')] : []),
      ...(apps > 0
        ? apps > 3
          ? [say('table.level'), say('section.steps')]
          : ['== ', say('section.meaning'), say('section.evidence'), say('section.steps'), say('section.sources')]
        : []),
      ...(report.guidance.statements.length > 0 ? [say('section.guidance')] : []),
      ...(report.guidance.law.length > 0 ? [say('section.law')] : []),
      say('section.limits'),
    ])
    expect(order).not.toContain(-1)
    expect(order).toEqual([...order].sort((a, b) => a - b))
    expect(text.trimEnd().split('\n').at(-1)).toBe(say('line.exit', { code: exit }))
  })

  test.for(names)('%s says how many package records were read, after the limits', async (name) => {
    const { report: text } = await shown(name, lang, 80)
    if (text === '') return
    const { stats } = await reportOf(name)
    const lines = text.split('\n')
    const { packageRecords: read, packageHeaders: all } = stats
    const none = lang === 'en' ? 'No package record was read.' : '没有读到任何 App 的权限记录。'
    const some =
      lang === 'en' ? `Package records seen: ${all}, read: ${read}.` : `应用记录：看到 ${all} 条，读到 ${read} 条。`
    const said = all === 0 ? none : some
    expect(lines).toContain(said)
    expect(lines.indexOf(said)).toBeGreaterThan(lines.findIndex((line) => line.trim() === say('section.limits')))
  })

  test('has every limit, whatever it found', async () => {
    const limits = guidance.limits.map(({ text }) => (lang === 'en' ? text.en : text.zh))
    expect(limits.length).toBeGreaterThanOrEqual(8)
    for (const name of names) {
      const { report: text } = await shown(name, lang, 80)
      const report = await reportOf(name, lang)
      expect([name, report.limits.map((limit) => limit.text)]).toEqual([name, limits])
      if (text === '') continue
      const flat = text.replace(/\s+/g, '')
      expect([name, limits.filter((limit) => !flat.includes(limit.replace(/\s+/g, '')))]).toEqual([name, []])
    }
  })

  test('shows every correction beside the statement that needs it', async () => {
    for (const name of ['recorded-read-is-critical', 'clear-phone']) {
      const { report: text } = await shown(name, lang, 80)
      const flat = text.replace(/\s+/g, '')
      const report = await reportOf(name, lang)
      expect(report.guidance.statements.length).toBeGreaterThan(0)
      for (const { id, corrections } of report.guidance.statements) {
        const named = guidance.article.statements.find((statement) => statement.id === id)
        expect(corrections.map((correction) => correction.id)).toEqual(named?.corrections)
        for (const correction of corrections) expect(flat).toContain(correction.text.replace(/\s+/g, ''))
      }
    }
  })
})

describe('the steps', () => {
  test('of an app are those of all that was found of it, and what is said of one app is said once', async () => {
    const { report } = await shown('sample', 'zh-CN', 80)
    const [first = ''] = report.split('== 样例分期')
    // The call log and the messages are a finding beside the leading one.
    expect(first.replace(/\s/g, '')).toMatch(/怎么办.*也看看示例快借的通话记录、短信/)
    expect(report.replace(/\s/g, '').split('改了设置再查一次')).toHaveLength(2)
    // A step for each app stands under each.
    expect(report.match(/的隐私政策和催收条款/g)).toHaveLength(3)
  })

  test('of each app that reads contacts hold the commands of its own', async () => {
    const { report } = await shown('shared-uid-grants-all-members', 'zh-CN', 80)
    for (const name of ['com.example.jisu', 'com.example.kuaijie'])
      expect(report).toContain(`adb shell pm revoke --user 0 ${name} android.permission.READ_CONTACTS`)
  })

  test('of many apps are told in full under the table, but for the commands of each', async () => {
    const { report } = await shown('many-lenders', 'en', 80)
    for (const step of [/Turn the contacts permission off/, /Write to/, /Call the police \(110\)/])
      expect(report.replace(/\s+/g, ' ')).toMatch(step)
    expect(report).not.toMatch(/adb shell/)
  })
})

test('the number of records is the number of headers in the dump', async () => {
  const headers = readFileSync(join(root, input('android-11-full-dump'), 'package.txt'), 'utf8').match(
    /^ {2}Package \[/gm,
  )
  const { report } = await shown('android-11-full-dump', 'en', 80)
  expect(report).toContain(`\nPackage records seen: ${headers?.length}, read: ${headers?.length}.\n`)
})

test('nobody is called illegal, malicious, or said to leak', async () => {
  for (const name of names) {
    const { findings } = await reportOf(name)
    for (const { message, meaning, label } of findings) {
      const said = [message.text, ...meaning].join(' ').replaceAll(label ?? '', '')
      expect([name, said]).toEqual([
        name,
        expect.not.stringMatching(
          /illegal|malicious|malware|criminal|fraud|\b(has|have|was|were) (leaked|uploaded|stolen)/i,
        ),
      ])
    }
  }
})

describe('text of a stranger', () => {
  /** What turns, hides, colours or breaks a line, and how it is to be seen. */
  const hostile = '\u001b[31m\u202eevil\u2028\u0007\u0085\u200b\u2066\u009b2J'
  const harmless = ['\\u001b[31m', '\\u202eevil', '\\u2028', '\\u0007', '\\u0085', '\\u200b', '\\u2066', '\\u009b2J']
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
  const acting = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/

  const options: ReportOptions = { ...usual, minSeverity: 'note' }

  test.for(['text', 'json'] as const)('as a label is shown as visible escapes in %s', async (format) => {
    const lenders = rules.lenders.map((rule) => ({ ...rule, label: `${hostile} ${rule.label}` }))
    const dumps = fromFiles([input('delisted-lender-that-reads')], { cwd: root, stdin: process.stdin })
    const report = await audit(dumps, { ...rules, lenders, guidance }, options)
    const words = speaker(guidance, 'en').say
    const out = await reporters[format](report, { color: false, columns: 80, words, full: true })
    expect(report.findings[0]?.label).toContain('\u001b')
    expect(out).not.toMatch(acting)
    const flat = out.replace(/\s+/g, '')
    for (const part of harmless) expect(flat).toContain(part)
    if (format === 'json') expect(JSON.parse(out)).toEqual(JSON.parse(JSON.stringify(report)))
  })

  test.for(['-q --full', '-f json', '--all-apps -v'])(
    'as a version name and a file name is shown as visible escapes, with %s',
    async (typed) => {
      const flags = typed.split(' ')
      const cwd = newFolder()
      const dump = readFileSync(join(root, input('delisted-lender-that-reads'), 'package.txt'), 'utf8')
      const file = `${hostile}.txt`
      // Before it, a key that nobody knows, which -v counts.
      writeFileSync(
        join(cwd, file),
        dump.replace(
          /^( {4})versionName=.*$/gm,
          `$1odd\u001b[31m\u202ekey=1\n$1versionName=1.0 ${hostile.replace('\u0085', '')}`,
        ),
      )
      const { code, stdout, stderr } = await daicha(['audit', file, '--lang', 'en', ...flags], { cwd })
      expect(code).toBe(1)
      expect(stdout).not.toMatch(acting)
      expect(stderr).not.toMatch(acting)
      expect(stdout.replace(/\s+/g, '')).toContain('\\u001b[31m\\u202eevil')
      if (flags.includes('json')) expect(JSON.parse(stdout).sources[0].path).toBe(file)
    },
  )

  test('never makes a package of itself', async () => {
    const { report } = await audited([input('version-name-imitates-a-header'), '--all-apps'])
    expect(report.apps.map((app) => app.package)).not.toContain('com.example.fake')
    const { report: text } = await shown('version-name-imitates-a-header', 'en', 80)
    expect(text).not.toMatch(acting)
    expect(text).toContain('2.0 = [beta]')
    expect(text).not.toContain('com.example.fake')
  })
})
