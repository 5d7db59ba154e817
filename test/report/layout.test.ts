import { test as check, fc } from '@fast-check/vitest'
import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { widthOf as inPage } from '../../src/platform/web/width.ts'
import { widthOf, wrap } from '../../src/report/text/layout.ts'
import { guidance } from '../daicha.ts'

describe('widthOf', () => {
  test('is the measure of a page for what a pack of evidence says of itself', () => {
    const texts = Object.entries(guidance.page).flatMap(([key, text]) =>
      key.startsWith('pack.readme.') ? Object.values(text) : [],
    )
    expect(texts.length).toBeGreaterThan(40)
    for (const text of texts) expect(inPage(text)).toBe(widthOf(text))
  })

  test.for<[text: string, columns: number, what: string]>([
    ['', 0, 'nothing'],
    ['com.example.kuaijie', 19, 'a letter takes one'],
    ['贷查', 4, 'a Han character takes two'],
    ['，。「」（）《》【】〔〕', 24, 'so does Chinese punctuation'],
    ['ＡＢＣ１２', 10, 'and full-width letters'],
    ['かなカナ', 8, 'and kana'],
    ['한글', 4, 'and hangul'],
    ['ｶﾅ', 2, 'half-width kana take one'],
    ['App能读', 7, 'mixed text is the sum'],
    ['🙂', 2, 'an emoji takes two'],
    ['👨‍👩‍👧', 2, 'and so does a family of them'],
    ['🇨🇳', 2, 'and a flag'],
    ['ที่นี่', 2, 'the marks of Thai take none'],
    ['क्', 1, 'nor does the virama of Devanagari'],
    ['नि', 2, 'a vowel sign of Devanagari that stands beside its letter takes one'],
    ['e\u0301', 1, 'nor does an accent'],
    ['Привет', 6, 'Cyrillic takes one'],
    [
      '12378 · Préstamo – Vay tiền’s ₹500…',
      35,
      'so do Latin letters with marks, dashes, quotes, dots and signs of money',
    ],
    ['贷 · 查', 7, 'also between Han characters'],
    ['a\u00adb', 2, 'a hyphen that is not shown takes none'],
    ['𠮷', 2, 'a rare Han character takes two'],
    ['示例🙂ที่', 7, 'all of them beside each other'],
  ])('%s is %i columns: %s', ([text, columns]) => {
    expect(widthOf(text)).toBe(columns)
    // Beside what is not plain too, and as a library measures that has Unicode's own tables.
    expect(widthOf(`${text}🙂`)).toBe(columns + 2)
    expect(stringWidth(text)).toBe(columns)
  })

  test('characters of all blocks are as wide as that library says', () => {
    const others = new Set<string>()
    // Of emoji and what is near them all, of letters some.
    const isLetters = (code: number) => code < 0x2000 || (code > 0x3100 && code < 0x1f000) || code > 0x1fb00
    for (let code = 0x20; code < 0x30000; code += isLetters(code) ? 13 : 1) {
      const character = String.fromCodePoint(code)
      if (/[^\p{Assigned}\p{Co}\p{Cs}]|\p{RI}/u.test(character)) continue
      if (widthOf(character) !== stringWidth(character)) others.add(character)
    }
    // Of hangul what is joined to a letter, where it stands alone; brackets, half a blank and figures for divination.
    expect([...others].join('')).toMatch(/^[\u1160-\u11ff\u2329\u232a\u2630-\u268f\u303f\u{1d300}-\u{1d376}]*$/u)
  })
})

const CHINESE =
  '它随时可以读出你存的每个联系人的姓名和电话，也能传到别处，不会再问你。一旦逾期，催收方可能照着名单联系你的亲友、同事，也就是「爆通讯录」（见指南）。'
const ENGLISH =
  'At any time it can read the name and number of everyone you have saved, and could send them elsewhere, without asking again.'
const MIXED =
  '关掉 com.example.kuaijie 的 android.permission.READ_CONTACTS 权限（国信办秘字〔2021〕14 号），再用 daicha audit FILE 查一次。'
const OTHERS = 'App 🙂🙂🙂 ที่นี่มีแอปที่อ่านรายชื่อได้ और यह ऐप संपर्क पढ़ सकता है 贷查'

const widthsToTry = [8, 10, 20, 31, 40, 60, 80]

describe('wrap', () => {
  test.for([CHINESE, ENGLISH, MIXED, OTHERS])('keeps every line within its columns and every character: %s', (text) => {
    for (const width of widthsToTry) {
      const lines = wrap(text, width)
      expect(lines.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      for (const line of lines) {
        expect(line).toBe(line.trim())
        // Only a word that has no place to break may be longer.
        if (stringWidth(line) > width) expect(line).not.toMatch(/\s|\p{Script=Han}\p{Script=Han}/u)
      }
    }
  })

  test.for([CHINESE, MIXED])(
    'never begins a line with closing punctuation, nor ends one with an opening bracket: %s',
    (text) => {
      for (let width = 4; width <= 90; width++)
        for (const line of wrap(text, width)) {
          expect(line).not.toMatch(/^[，。、；：？！）」』》】〉〕]/)
          expect(line).not.toMatch(/[（「『《【〈〔]$/)
        }
    },
  )

  test('never breaks a Latin word, a package name or a permission', () => {
    for (let width = 1; width <= 90; width++) {
      const lines = wrap(MIXED, width).join('\n')
      for (const word of ['com.example.kuaijie', 'android.permission.READ_CONTACTS', 'daicha', '2021'])
        expect(lines).toContain(word)
    }
  })

  test.for([
    '先运行 `adb exec-out dumpsys package > package.txt`，再查一次。',
    '可以查这些：`daicha explain 爆通讯录 怎么办`',
    'Run `daicha devices` in another window, or (`daicha doctor --report`).',
  ])('never breaks inside a command, which is copied whole: %s', (text) => {
    for (let width = 1; width <= 90; width++) {
      const lines = wrap(text, width).join('\n')
      for (const [command] of text.matchAll(/`[^`]+`/g)) expect(lines).toContain(command)
    }
  })

  test.for<[says: string, text: string, width: number, lines: string[]]>([
    ['at blanks', 'one two three', 7, ['one two', 'three']],
    ['not when it just fits', 'one two', 7, ['one two']],
    ['between Han characters', '一二三四五', 4, ['一二', '三四', '五']],
    ['before the character that closing punctuation follows', '一二三，四', 6, ['一二', '三，四']],
    ['before an opening bracket, not after it', '一二（三', 6, ['一二', '（三']],
    ['between Latin and Han', '用adb关', 4, ['用', 'adb', '关']],
    ['nowhere in a word that is too long', 'a com.example.long b', 6, ['a', 'com.example.long', 'b']],
    ['at blanks behind a backquote that stands alone', 'a `bc de', 4, ['a', '`bc', 'de']],
    ['nothing', '', 10, []],
  ])('breaks %s', ([, text, width, lines]) => {
    expect(wrap(text, width)).toEqual(lines)
  })

  const words = fc.array(
    fc.constantFrom('贷', '查', '，', '。', '（', '）', 'adb', ' ', 'com.example.app', '「', '」', '1'),
    { maxLength: 60 },
  )

  check.prop([words, fc.integer({ min: 2, max: 40 })])('loses nothing and adds nothing but breaks', (parts, width) => {
    const text = parts.join('')
    expect(wrap(text, width).join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
  })

  check.prop([words])('is one line where there is room', (parts) => {
    const text = parts.join('').trim().replace(/ +/g, ' ')
    expect(wrap(text, 10_000)).toEqual(text === '' ? [] : [text])
  })
})
