import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { HtmlValidate } from 'html-validate'
import { describe, expect, test } from 'vitest'
import { isStale } from '../../src/explain/fresh.ts'
import type { Language, LetterKind, Report } from '../../src/internal.ts'
import { isLender } from '../../src/model/rules/lender.ts'
import { inCountry, languages, languageTags, letterFormats, letterKinds, letterOf, speaker } from '../built.ts'
import { atTerminal, phones } from '../cli/canned.ts'
import { audited, daicha, guidance, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const SAMPLE = 'fixtures/sample/input'
const { countries, general } = guidance.all
const ids = Object.keys(countries)
const each = letterKinds.flatMap((kind) => languageTags.map((lang) => [kind, lang] as const))

const letter = async (kind: string, ...argv: string[]) => {
  const { code, stdout, stderr } = await daicha(['letter', kind, ...argv])
  expect([code, stderr]).toEqual([0, ''])
  return stdout
}
/** The letter alone, without what is said to its writer. */
const bodyOf = (text: string) => text.split('\n----')[0] ?? ''
const flat = (text: string) => text.replace(/\s+/g, '')

test('its blanks stand in one order in every language: the page gives back by it what was typed', () => {
  const texts = [...JSON.stringify([general.letters.kinds, countries]).matchAll(/\{"zh":"(.*?)","en":"(.*?)"\}/g)]
  const blanksIn = (text = '') => text.match(/\[\[\w+\]\]/g)
  const orders = texts.map(([, zh, en]) => [blanksIn(zh), blanksIn(en)])
  expect(orders.filter(([zh]) => zh).length).toBeGreaterThan(20)
  for (const [zh, en] of orders) expect(zh).toEqual(en)
})

test('nobody says of an app that is disabled that it could read, or is told to disable it', async () => {
  const folder = newFolder()
  const dump = readFileSync(join(root, SAMPLE, 'package.txt'), 'utf8')
    .replace(/(ceDataInode=90259 .*)enabled=0/, '$1enabled=3')
    .replace(/(READ_SMS.*\n(.*\n){2}.*)flags=\[ USER_SET/, '$1flags=[ SYSTEM_FIXED')
  writeFileSync(join(folder, 'package.txt'), dump)
  const { report } = await audited([folder])
  const [app] = report.apps.filter((one) => one.package === 'com.example.kuaijie')
  expect(app?.contacts).toMatchObject({ verdict: 'granted', reason: 'SYSTEM_FIXED', effective: 'not_now' })
  const found = report.findings.filter((one) => one.package === 'com.example.kuaijie')
  expect(found.flatMap(({ remediation }) => remediation.map(({ id }) => id))).not.toContain('disable-app')
  const { stdout } = await daicha(['audit', folder, '--full', '-f', 'text'])
  expect(flat(stdout)).toContain('isdisabledandcannotrunnow')
  for (const kind of ['operator', 'regulator', 'police'])
    expect(flat(await letter(kind, folder, '--app', 'com.example.kuaijie'))).not.toContain('wasabletoread')
  expect(flat(await letter('police', folder))).not.toContain('couldnotdoso')
})

describe('what belongs to one country', () => {
  const everywhere = JSON.stringify(general)
  /** Numbers, bodies and law, as a letter would name them. */
  const marks = new Map(
    Object.entries(countries).map(([id, { channels = [], law = [], letters = [] }]) => [
      id,
      {
        texts: [
          ...channels.flatMap(({ name, body = name }) => [name, body]),
          ...law.map(({ title }) => title),
          ...letters.map(({ text }) => text),
        ]
          .flatMap(({ zh, en }) => [zh, en])
          .filter((text) => !everywhere.includes(text))
          .map(flat),
        numbers: channels.flatMap(({ number }) => (number ? new RegExp(`(?<![\\w.])${number}(?![\\w.])`) : [])),
      },
    ]),
  )
  const foundOf = (id: string, text: string) => {
    const { texts = [], numbers = [] } = marks.get(id) ?? {}
    const said = text.replace(/\d{4}-\d\d-\d\d|\d{4}年\d+月\d+日/g, '')
    const run = flat(said)
    return [...texts.filter((mark) => run.includes(mark)), ...numbers.filter((number) => number.test(said))]
  }
  /** The same by the engine, for hundreds of letters. */
  const madeIn = async (id: string | null, kind: LetterKind, lang: Language, report: Report, isBlank: boolean) => {
    const words = speaker({ ...inCountry(guidance.all, id), isChosen: true }, lang)
    const apps = isBlank ? [] : report.apps.filter((app) => app.package === 'com.example.kuaijie')
    const style = { words: words.say, version: '0.0.0' }
    return (await letterFormats()).text(letterOf(kind, { ...(!isBlank && { report }), apps }, words), style)
  }

  test.for(languages)('stands in no letter of another, nor of none, in %s', async (lang) => {
    const { report } = await audited([SAMPLE, '--lang', lang])
    const licensed = (licence?: 'bank' | 'micro-loan') => ({
      ...report,
      apps: report.apps.map((app) => ({ ...app, lender: { ...app.lender, ...(licence && { licence }) } })),
    })
    for (const kind of letterKinds)
      for (const told of [licensed(), licensed('bank'), licensed('micro-loan')])
        for (const id of [...ids, null])
          for (const isBlank of [false, true]) {
            const text = await madeIn(id, kind, lang, told, isBlank)
            expect(text).toContain('______')
            for (const other of ids.filter((one) => one !== id))
              expect([id, kind, other, foundOf(other, text)]).toEqual([id, kind, other, []])
          }
    expect(foundOf('cn', await madeIn('cn', 'regulator', lang, report, false)).length).toBeGreaterThan(2)
  })

  test('is named to its writer where only the report tells it, also where only the police are called', async () => {
    for (const kind of ['police', 'regulator']) {
      expect(await letter(kind, SAMPLE)).toContain('numbers in it are for this country: China.')
      expect(await letter(kind, SAMPLE, '--country', 'cn')).not.toContain('for this country')
    }
  })

  test('is what was asked for on the command line', async () => {
    expect(await letter('regulator', SAMPLE, '--country', 'ph')).toMatch(/SEC Memorandum Circular 18/)
    expect(foundOf('cn', await letter('regulator', SAMPLE, '--country', 'ph'))).toEqual([])
    expect(foundOf('cn', await letter('regulator', SAMPLE, '--country', 'none'))).toEqual([])
  })

  test('of a union names no authority: each country has its own, and who writes fills it in', async () => {
    for (const kind of ['regulator', 'internet'])
      expect(await letter(kind, '--country', 'de', '--lang', 'en')).toMatch(/^To _+ \(the [\w -]+\)$/m)
  })

  test('is said where its law is known: company, regulator and who calls the wrong person are told on what it rests', async () => {
    for (const id of ids)
      for (const kind of ['operator', 'regulator', 'not-my-loan']) {
        const [said] = inCountry(guidance.all, id).letters.there.filter(
          (one) => one.letter === kind && one.licences === undefined,
        )
        expect([id, kind, said === undefined]).toEqual([id, kind, false])
        expect(await letter(kind, '--country', id, '--lang', 'zh-CN')).toContain(said?.text.zh)
      }
  })

  test('is asked for where nobody knows it', async () => {
    expect(await letter('family')).toMatch(/\bcn\b[^\n]*add --country/)
    for (const more of [['--country', 'none'], [SAMPLE]])
      expect(await letter('family', ...more)).not.toContain('add --country')
  })

  test('is not that of the lender for what stays where the person is', async () => {
    const input = 'fixtures/granted-then-blocked-by-appop/input'
    for (const kind of ['family', 'police', 'not-my-loan']) expect(foundOf('cn', await letter(kind, input))).toEqual([])
    expect(foundOf('cn', await letter('regulator', input))).not.toEqual([])
  })

  test('is that of the lender where nobody chose', async () => {
    expect(await letter('operator', SAMPLE)).toContain('PIPL')
    expect(await letter('family', SAMPLE, '--lang', 'zh-CN')).toMatch(/12321[\s\S]*打 110 报警/)
  })

  test('is the body that looks after the licence of the lender', async () => {
    const { report } = await audited([SAMPLE])
    const saved = join(newFolder(), 'report.json')
    const withLicence = async (licence: string) => {
      const apps = report.apps.map((app) => ({ ...app, lender: { ...app.lender, licence } }))
      writeFileSync(saved, JSON.stringify({ ...report, apps }))
      return letter('regulator', saved, '--app', 'com.example.kuaijie', '--lang', 'zh-CN')
    }
    expect(await withLicence('micro-loan')).toMatch(/致 当地的地方金融管理部门[\s\S]*小额贷款公司监督管理暂行办法/)
    expect(await withLicence('bank')).toMatch(/致 国家金融监督管理总局/)
    expect(await withLicence('bank')).not.toMatch(/12345|小额贷款公司监督/)
    expect(await letter('regulator', SAMPLE, '--lang', 'zh-CN')).toMatch(/致 ______（主管部门）/)
  })
})

describe('a letter holds facts of the report, and blanks for all else', () => {
  test.for(each)('%s in %s: nothing is left open, and blanks are to be seen', async ([kind, lang]) => {
    for (const input of [[], [SAMPLE]]) {
      const text = await letter(kind, ...input, '--lang', lang)
      expect(text).not.toMatch(/\[\[|\]\]|\{\w+\}|undefined|null|） (?=\p{Script=Han})/u)
      // Whoever sends it is told something, as for most letters where to.
      expect(text.split('-'.repeat(40))[1]?.split('\n- ').length).toBeGreaterThan(kind === 'family' ? 1 : 2)
      expect(text.match(/______/g)?.length).toBeGreaterThanOrEqual(4)
      for (const format of ['markdown', 'html'])
        expect(
          (await letter(kind, ...input, '--lang', lang, '-f', format)).match(/(\\_){6}|class="fill"/g)?.length,
        ).toBe((text.match(/______/g)?.length ?? 0) + (/ 15 /.test(text) && format === 'html' ? 1 : 0))
    }
  })

  test('the app, what it could read, when that was checked and last recorded', async () => {
    const text = await letter('operator', SAMPLE, '--lang', 'zh-CN')
    expect(text).toContain('「示例快借」（com.example.kuaijie，版本 3.2.7）')
    expect(text).toContain('______（导出这份记录的日期），手机检查记录显示，该 App 当时能够读取本人的通讯录')
    expect(text).toContain('最近一次读取通讯录是在 2026年11月21日 09:32，当时在后台运行')
    expect(text).toContain('本人手机通讯录、通话记录和短信的同意')
  })

  test('an export that does not say its time is not dated by the day on which it was read', async () => {
    for (const kind of ['operator', 'regulator', 'police']) {
      const text = await letter(kind, SAMPLE)
      expect(text).toContain('on ______ (date of the export)')
      expect(text).not.toContain('24 November 2026')
    }
  })

  test('it is the date of the newest of several, and none where nobody knows which that is', async () => {
    const { report } = await audited([SAMPLE])
    const saved = join(newFolder(), 'report.json')
    const sources = ['2026-05-01T10:00:00', '2026-06-01T10:00:00'].map((capturedAt) => ({
      ...report.sources[0],
      capturedAt,
    }))
    writeFileSync(saved, JSON.stringify({ ...report, sources }))
    expect(await letter('operator', saved)).toContain('on 1 June 2026')
    const unknown = {
      code: 'E330',
      severity: 'warning',
      path: 'a',
      line: null,
      message: '',
      remedy: [],
      params: { file: 'a', n: '2' },
    }
    writeFileSync(saved, JSON.stringify({ ...report, sources, problems: [unknown] }))
    expect(await letter('operator', saved)).toContain('on ______ (date of the export)')
  })

  test('times are told as clocks show them where the check was made', async () => {
    const { report } = await audited([SAMPLE], { now: () => '2026-11-24T23:20:03.000+08:00' })
    const [first, ...rest] = report.sources
    const saved = join(newFolder(), 'report.json')
    writeFileSync(
      saved,
      JSON.stringify({ ...report, sources: [{ ...first, capturedAt: '2026-11-24T20:00:00Z' }, ...rest] }),
    )
    expect(await letter('operator', saved)).toContain('on 25 November 2026, 04:00 shows')
  })

  test('of an app that cannot read, no letter says that it could', async () => {
    const text = await letter('operator', SAMPLE, '--app', 'com.example.qianbao', '--lang', 'zh-CN')
    expect(text).toContain('演示钱包')
    expect(text).not.toMatch(/能够读取|最近一次/)
    expect(await letter('regulator', SAMPLE, '--app', 'com.example.qianbao')).toContain('could not do so at that time')
  })

  test('of an app that nothing shows to have asked, no letter says that it asks', async () => {
    const app = ['--app', 'com.example.kuaijie']
    const text = await letter('regulator', 'fixtures/clear-phone/input', ...app)
    expect(text).toContain('示例快借')
    expect(text).not.toMatch(/asks to read|\bcontacts at that time/)
  })

  test('where an app was installed from is said in words', async () => {
    const app = ['--app', 'com.example.kuaijie']
    expect(await letter('regulator', SAMPLE, ...app)).toContain('installed from a file, not a store')
    expect(await letter('regulator', SAMPLE, ...app, '--lang', 'zh-CN')).toContain('安装来源：安装包文件，不是应用商店')
  })

  test('a read of which nothing is recorded is not softened but left out', async () => {
    expect(await letter('operator', 'fixtures/delisted-lender-that-reads/input')).not.toMatch(/last read/)
  })

  test('what goes to family, and what comes from who never borrowed, tells of no app, no amount and no lender', async () => {
    for (const kind of ['family', 'not-my-loan'])
      for (const lang of languageTags)
        expect(await letter(kind, SAMPLE, '--lang', lang)).not.toMatch(/示例快借|com\.example|3\.2\.7/)
  })

  test('who never borrowed admits to no loan, gives away only their number, and is told where to complain', async () => {
    const owns =
      /\bmy (loan|debt|contacts|phone\b(?! number))|I (lawfully )?owe|I withdraw|本人|我的借款|撤回|应还|通讯录/
    for (const lang of languages) {
      const body = bodyOf(await letter('not-my-loan', '--country', 'none', '--lang', lang))
      expect(body).not.toMatch(owns)
      expect(body).not.toMatch(/（姓名）|（电话）|\((name|phone|ID number)/)
      expect(body).toMatch(/（签名；他们不知道你名字的，写号码就行）|\(signature; your number will do/)
      for (const id of ids) {
        const text = await letter('not-my-loan', '--country', id, '--lang', lang)
        const taking = (countries[id]?.channels ?? []).filter((one) => one.for === 'lenders' || one.for === 'data')
        expect([id, taking.filter(({ name }) => !text.includes(name[lang]))]).toEqual([id, []])
      }
    }
  })

  test.for([
    ['letters.md', 'en'],
    ['letters.zh-CN.md', 'zh-CN'],
  ] as const)('who cannot run the program copies it from %s as it is written', async ([page, lang]) => {
    const written = await letter('not-my-loan', '--country', 'cn', '--lang', lang)
    expect(readFileSync(join(root, 'docs', page), 'utf8')).toContain(written)
  })

  test('nobody is accused: no letter says that somebody did wrong', async () => {
    const accuses = /违法|非法|泄露|恶意|侵犯|盗|骗|illegal|unlawful|malicious|\bleak|stole|fraud|criminal|violat/i
    const words = JSON.stringify(general.letters)
    expect(accuses.exec(words)?.[0]).toBeUndefined()
    for (const [kind, lang] of each) {
      const said = (await letter(kind, SAMPLE, '--country', 'none', '--lang', lang)).match(accuses)
      expect([kind, lang, said]).toEqual([kind, lang, null])
    }
  })

  test('on a terminal it has the paragraphs that it has in a file', async () => {
    const { stdout } = await atTerminal(undefined, [], { argv: ['letter', 'operator', SAMPLE] })
    const paragraphs = (text: string) => text.split(/\n\n/).map((part) => part.replace(/\s+/g, ' '))
    const inFile = paragraphs(await letter('operator', SAMPLE))
    expect(inFile.length).toBeGreaterThan(8)
    expect(paragraphs(stdout)).toEqual(inFile)
  })

  test('of several apps a person has to name one, and is asked where somebody sits there', async () => {
    const input = 'fixtures/many-lenders/input'
    const { code, stdout, stderr } = await daicha(['letter', 'operator', input])
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`  \`daicha letter operator ${input} --app com.example.fenqi\`\n`)
    expect(stderr).toMatch(/can be written: com\.example\.fenqi \(样例分期\),\s+com\.example\.jietiao\s+\(演示借条\)/)
    const asked = await atTerminal(undefined, ['2'], { argv: ['letter', 'operator', input] })
    expect(asked.stdout).toMatch(/Which one[\s\S]* 2 {2}(\S+)[\s\S]*your\s+app\s+\1/)
    const gone = await atTerminal(undefined, ['q'], { argv: ['letter', 'operator', input] })
    expect(gone.stdout).not.toContain('Withdrawal of consent')
    const none = await daicha(['letter', 'operator', 'fixtures/embedded-lender/input'])
    expect(none.stderr).toMatch(/No loan app was recognised/)
    expect(none.stdout).toContain('name and version of the app')
  })

  test('it is read from standard input, be it an export or a saved report', async () => {
    const dump = readFileSync(join(root, SAMPLE, 'package.txt'))
    const { stdout: saved } = await daicha(['audit', '-', '-f', 'json'], { stdin: dump })
    for (const stdin of [dump, saved]) {
      const { code, stdout } = await daicha(['letter', 'operator', '-', '--app', 'com.example.kuaijie'], { stdin })
      expect([code, stdout]).toEqual([0, expect.stringContaining('com.example.kuaijie')])
    }
    const { code, stderr } = await daicha(['letter', 'operator', '-'], { stdin: '' })
    expect([code, stderr]).toEqual([3, expect.stringContaining('[E302]')])
  })

  test.for([
    ['a file that is not there', 'missing.txt', 'E301'],
    ['a file that is no export', 'fixtures/not-a-dump/input/package.txt', 'E303'],
    ['an empty one', 'fixtures/empty-file/input', 'E302'],
  ] as const)('%s says nothing of loan apps, and no letter is made of it', async ([, input, problem]) => {
    const { code, stdout, stderr } = await daicha(['letter', 'operator', input])
    expect([code, stdout]).toEqual([3, ''])
    expect(stderr).toContain(`[${problem}]`)
    expect(stderr).not.toContain('loan app')
  })

  test('a read is told with where the app was, as it is recorded', async () => {
    for (const [fixture, where] of [
      ['sample', 'background'],
      ['denied-for-good', 'foreground'],
    ])
      expect((await letter('police', `fixtures/${fixture}/input`)).match(/while it was in the (\w+)/g)).toEqual([
        `while it was in the ${where}`,
      ])
  })

  test('the police read one list of all apps that can read contacts', async () => {
    const { report } = await audited(['fixtures/many-lenders/input'])
    const open = new Set(
      report.apps
        .filter(({ lender, contacts }) => isLender(lender.class) && contacts.verdict === 'granted')
        .map((app) => app.package),
    )
    const text = await letter('police', 'fixtures/many-lenders/input')
    expect(open.size).toBeGreaterThan(3)
    for (const name of open) expect([name, text.split(`(${name},`).length]).toEqual([name, 2])
  })

  test('a report, a page and the dump that they come from give the same letter', async () => {
    const folder = newFolder()
    const written = await daicha(
      ['audit', join(root, SAMPLE), '-q', '--exit-zero', '-f', 'json=r.json', '-f', 'html=r.html'],
      { cwd: folder },
    )
    expect(written.code).toBe(0)
    for (const lang of languageTags) {
      const text = await letter('operator', SAMPLE, '--lang', lang)
      for (const saved of ['r.json', 'r.html'])
        expect(await letter('operator', join(folder, saved), '--lang', lang)).toBe(text)
    }
  })
})

describe('the draft in the report', () => {
  test('is the letter of daicha letter, word for word', async () => {
    for (const lang of languageTags) {
      const { stdout } = await daicha(['audit', SAMPLE, '-q', '--exit-zero', '-f', 'html', '--lang', lang])
      const draftIn = (html: string) =>
        /<div class="letter">([\s\S]*?)<\/div>/.exec(html)?.[1]?.replace(/<h\d>|<\/h\d>/g, '')
      const side = stdout.split(`<div class="doc in-${lang.slice(0, 2)}"`)[1] ?? ''
      const page = await letter('operator', SAMPLE, '-f', 'html', '--lang', lang)
      expect(draftIn(side)).toBeDefined()
      expect(draftIn(side)).toBe(draftIn(page))
      for (const note of (await letter('operator', SAMPLE, '--lang', lang)).split('\n- ').slice(1))
        expect(side).toContain(note.trim())
    }
  })
})

describe('the page', () => {
  const validator = new HtmlValidate({
    extends: ['html-validate:standard'],
    rules: { 'no-inline-style': 'error', 'attribute-allowed-values': 'off' },
  })

  test.for(each)('%s in %s is valid, and runs, loads, stores and sends nothing', async ([kind, lang]) => {
    const html = await letter(kind, SAMPLE, '-f', 'html', '--lang', lang)
    expect((await validator.validateString(html)).results).toEqual([])
    expect(html).toMatch(
      /content="default-src &#39;none&#39;; style-src &#39;sha256-[\w+/=]+&#39;; img-src data:; base-uri &#39;none&#39;; form-action &#39;none&#39;"/,
    )
    expect(html).not.toMatch(/<script|<form|<input|<iframe|\son\w+=|https?:|src=/)
    expect(html).toMatch(/@page\{size:A4/)
  })

  test('names of strangers are text in every format', async () => {
    const hostile = `</div><script>x</script>[[name]]{body}\u202e\u001b[31m *a* |`
    const { report } = await audited([SAMPLE])
    const saved = join(newFolder(), 'report.json')
    const apps = report.apps.map((app) =>
      app.package === 'com.example.kuaijie' ? { ...app, label: hostile, labels: {} } : app,
    )
    writeFileSync(saved, JSON.stringify({ ...report, apps }))
    for (const format of ['text', 'markdown', 'html']) {
      const text = await letter('operator', saved, '-f', format)
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/)
      expect(text.replaceAll('\\', '')).toContain('{body}')
      if (format === 'html') expect(text).not.toContain('<script>')
      if (format === 'markdown') expect(text).toContain('\\*a\\* \\|')
    }
  })
})

test.for(['operator', 'regulator', 'police'])('a lender without a label is named once: %s', async (kind) => {
  const { report } = await audited([SAMPLE])
  const [app] = report.apps.filter(({ package: name }) => name === 'com.example.kuaijie')
  const saved = join(newFolder(), 'report.json')
  writeFileSync(saved, JSON.stringify({ ...report, apps: [{ ...app, label: null, labels: {} }] }))
  const text = await letter(kind, saved, '--lang', 'en')
  expect(text).toMatch(/com\.example\.kuaijie \(version /)
  expect(text).not.toMatch(/com\.example\.kuaijie \(com\.example\.kuaijie/)
})

test('a letter is written to a file that is whole, and never over what it was made from', async () => {
  const folder = newFolder()
  const { report } = await audited([SAMPLE])
  writeFileSync(join(folder, 'report.html'), JSON.stringify(report))
  const made = await daicha(['letter', 'police', 'report.html', '-o', 'statement.md'], { cwd: folder })
  expect([made.code, made.stdout]).toEqual([0, ''])
  expect(made.stderr).toContain('statement.md')
  expect(readFileSync(join(folder, 'statement.md'), 'utf8')).toMatch(/^# Statement of facts/)
  const refused = await daicha(['letter', 'police', 'report.html', '-o', 'report.html'], { cwd: folder })
  expect([refused.code, refused.stderr.includes('[E504]')]).toEqual([2, true])
})

test('a letter that somebody filled in is not replaced', async () => {
  const folder = newFolder()
  const file = join(folder, 'letter.md')
  writeFileSync(file, '')
  expect((await daicha(['letter', 'family', '-o', 'letter.md'], { cwd: folder })).code).toBe(0)
  writeFileSync(file, readFileSync(file, 'utf8').replace('Dear', 'Dear Li, or'))
  const { code, stdout, stderr } = await daicha(['letter', 'family', '-o', 'letter.md'], { cwd: folder })
  expect([code, stdout, stderr]).toEqual([2, '', expect.stringContaining('[E501] letter.md exists')])
  expect(readFileSync(file, 'utf8')).toContain('Dear Li, or')
})

describe('freshness', () => {
  test('is a year, to the day', () => {
    expect(isStale('2026-11-24', '2027-11-24T23:59:59Z')).toBe(false)
    expect(isStale('2026-11-24', '2027-11-25T00:00:00+08:00')).toBe(true)
  })

  const later = { now: () => '2028-01-05T06:20:03.000Z' }
  const MARK = /checked on\s+2026-11-24; please check\s+again/

  test('numbers, menus and law that are old say so in every format for people, and new ones nothing', async () => {
    for (const format of [['text'], ['text', '--full'], ['markdown'], ['html']]) {
      const argv = ['audit', SAMPLE, '--exit-zero', '-f', ...format]
      expect((await daicha(argv)).stdout).not.toMatch(MARK)
      const { stdout } = await daicha(argv, later)
      const text = stdout.replace(/<[^>]*>|\\|\s+/g, ' ')
      expect(text).toMatch(/police +110 +\(checked on 2026-11-24; please check again\)/)
      expect(text).toMatch(/Don(&#39;|')t allow \(checked on 2026-11-24; please check again\)/)
    }
    const { stdout } = await daicha(['audit', SAMPLE, '--exit-zero', '--lang', 'zh-CN', '-f', 'json'], later)
    const { guidance: told, doNow } = JSON.parse(stdout) as Report
    expect(doNow.find(({ id }) => id === 'complain')?.text).toBe(
      '投诉：持牌机构 12378、小贷公司 12345、App 收集信息 12321、消费纠纷 12315（2026-11-24 核对，请再核对）',
    )
    expect(told.disclaimer).toMatch(/（2026-11-24 核对，请再核对）$/)
    expect(told.references.find(({ id }) => id === 'cn.pipl')?.title).toBe(
      '个人信息保护法（2026-11-24 核对，请再核对）',
    )
  })

  test('a letter says it to its writer, and not to whom it is for', async () => {
    for (const [kind, lang] of each) {
      const fresh = await letter(kind, SAMPLE, '--country', 'cn', '--lang', lang)
      const { stdout } = await daicha(['letter', kind, SAMPLE, '--country', 'cn', '--lang', lang], later)
      const old = lang === 'en' ? /please check again/ : /请再核对/
      expect(fresh).not.toMatch(old)
      expect([kind, lang, old.test(stdout)]).toEqual([kind, lang, true])
      expect(bodyOf(stdout)).not.toMatch(old)
    }
    // Whom it tells to call is named there, too.
    const { stdout } = await daicha(['letter', 'family', '--country', 'cn', '--lang', 'zh-CN'], later)
    expect(stdout.split('-'.repeat(40))[1]).toMatch(/核对[^\n]*110/)
  })

  test('of several steps only the one that names an old number says so', () => {
    const [old] = guidance.channels.filter(({ number }) => number === '12348')
    const channels = guidance.channels.map((one) => (one === old ? { ...one, checkedOn: '2024-01-01' } : one))
    const { guidance: told, text } = speaker({ ...guidance, channels }, 'en', '2026-11-24T06:20:03.000Z')
    const lines = told.actions.map(({ line }) => text(line, {}))
    const says = lines.filter((line) => line.includes('checked on 2024-01-01'))
    expect(says).toEqual(lines.filter((line) => /\b12348\b/.test(line)))
    expect(says.length).toBeGreaterThan(0)
  })

  test('every law, channel, menu and reference rule has a day on which it was checked', () => {
    const dated = [
      ...guidance.paths,
      ...Object.values(countries).flatMap(({ law = [], channels = [] }) => [...law, ...channels]),
    ]
    expect(dated.length).toBeGreaterThan(70)
    for (const { id, checkedOn } of dated) expect([id, /^\d{4}-\d\d-\d\d$/.test(checkedOn)]).toEqual([id, true])
  })
})

test('the page that the guide saves holds the letter too', async () => {
  const cwd = newFolder()
  await atTerminal(phones({}).connect, ['y', '2', 'q', 'q', 'q'], { cwd })
  const saved = readdirSync(cwd, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('report.html'))
  expect(saved).toHaveLength(1)
  expect(readFileSync(join(cwd, saved[0] ?? ''), 'utf8').match(/<div class="letter">/g)).toHaveLength(2)
})

describe('a letter from a saved stream', () => {
  const folder = newFolder()
  const stream = async (...inputs: string[]) => {
    const stdin = inputs.map((input) => join(root, `fixtures/${input}/input\n`)).join('')
    const { stdout } = await daicha(['audit', '--files-from', '-', '-f', 'ndjson'], { stdin })
    writeFileSync(join(folder, 'saved.ndjson'), stdout)
    return daicha(['letter', 'operator', 'saved.ndjson', '--app', 'com.example.kuaijie'], { cwd: folder })
  }

  test('is that from the export', async () => {
    const { code, stdout } = await stream('sample')
    const direct = await daicha(['letter', 'operator', SAMPLE, '--app', 'com.example.kuaijie'])
    expect([code, bodyOf(stdout)]).toEqual([0, bodyOf(direct.stdout)])
  })

  test('is not written where several phones are in it', async () => {
    expect(await stream('sample', 'many-lenders')).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('[E132] saved.ndjson holds 2 phones'),
    })
  })
})
