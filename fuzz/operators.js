/**
 * What happens to dumps on their way: by accident, by an editor or a terminal, or by an app that writes into its own
 * texts. Each operator takes one text and gives another; those of `onFiles` take all files of the phone.
 */
import { forgeries, headings, junkLines } from './junk.js'
import { mapLines } from './lines.js'
import { clearText } from './phones.js'

const blanks = (n) => ' '.repeat(Math.max(0, n))
const indentOf = (line) => /^ */.exec(line)[0].length

/** A line number, more often than not within or near the record that counts. */
function place(lines, { below, chance, from }, { name }) {
  const own = lines.findIndex((line) => line.includes(`Package [${name}]`))
  if (own === -1 || chance(0.3)) return below(lines.length)
  const next = lines.findIndex((line, at) => at > own && /^ {0,2}\S/.test(line))
  const end = next === -1 ? lines.length : next
  return Math.max(0, Math.min(lines.length - 1, from(own - 2, end + 3)))
}

/** Some lines that follow each other: `[first, number]`. */
function stretch(lines, dice, holder, most = 30) {
  const at = place(lines, dice, holder)
  return [at, Math.min(lines.length - at, dice.from(1, most))]
}

const changeLines = (change) => (text, dice, holder) => mapLines(text, (lines) => change(lines, dice, holder))
const eachLine = (change) => changeLines((lines, dice) => lines.map((line) => change(line, dice)))

/** Changes a stretch of lines, or all of them. */
const eachOfSome = (make) =>
  changeLines((lines, dice, holder) => {
    const [at, count] = dice.chance(0.3) ? [0, lines.length] : stretch(lines, dice, holder)
    const change = make(dice)
    return lines.map((line, index) => (index >= at && index < at + count ? change(line, index) : line))
  })

/** The dump of the same phone before the grant, or after it was taken back. */
const ungranted = (text, { proof }) =>
  proof.reduce((before, { line }) => {
    const denied = line.includes('granted=true') ? line.replace('granted=true', 'granted=false') : ''
    return before.replaceAll(new RegExp(`^( *)${escaped(line)}$`, 'gm'), denied && `$1${denied}`)
  }, text)
const escaped = (text) => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const service = (text) =>
  `== dumpstate: 2026-03-02 09:30:12\n${'-'.repeat(79)}\nDUMP OF SERVICE package:\n${text}--------- 0.224s was the duration of dumpsys package, ending at: 2026-03-02 09:30:14\n`

export const operators = [
  {
    name: 'delete lines',
    apply: changeLines((lines, dice, holder) => lines.toSpliced(place(lines, dice, holder), dice.from(1, 3))),
  },
  {
    name: 'delete a block',
    apply: changeLines((lines, dice, holder) => lines.toSpliced(...stretch(lines, dice, holder))),
  },
  {
    name: 'duplicate lines',
    apply: changeLines((lines, dice, holder) => {
      const [at, count] = stretch(lines, dice, holder, 5)
      return lines.toSpliced(place(lines, dice, holder), 0, ...lines.slice(at, at + count))
    }),
  },
  {
    name: 'duplicate a block',
    apply: changeLines((lines, dice, holder) => {
      const [at, count] = stretch(lines, dice, holder, 60)
      return lines.toSpliced(dice.chance(0.5) ? at : place(lines, dice, holder), 0, ...lines.slice(at, at + count))
    }),
  },
  {
    name: 'swap lines',
    apply: changeLines((lines, dice, holder) => {
      const [a, b] = [place(lines, dice, holder), place(lines, dice, holder)]
      return lines.with(a, lines[b]).with(b, lines[a])
    }),
  },
  {
    name: 'move a block',
    apply: changeLines((lines, dice, holder) => {
      const [at, count] = stretch(lines, dice, holder)
      const rest = lines.toSpliced(at, count)
      return rest.toSpliced(place(rest, dice, holder), 0, ...lines.slice(at, at + count))
    }),
  },
  {
    name: 'insert a line',
    apply: changeLines((lines, dice, holder) => {
      const at = place(lines, dice, holder)
      const indent = dice.chance(0.4) ? blanks(indentOf(lines[at])) : ''
      return lines.toSpliced(at, 0, indent + dice.pick(junkLines))
    }),
  },
  {
    name: 'insert a heading',
    apply: changeLines((lines, dice, holder) => lines.toSpliced(place(lines, dice, holder), 0, dice.pick(headings))),
  },
  {
    name: 'a line of letters of another line',
    apply: changeLines((lines, dice, holder) => {
      const line = dice.pick(lines)
      return lines.toSpliced(place(lines, dice, holder), 0, line.slice(dice.below(line.length + 1)))
    }),
  },
  {
    name: 'damage a byte',
    apply: changeLines((lines, dice, holder) => {
      const at = place(lines, dice, holder)
      const [line, byte] = [lines[at], String.fromCharCode(dice.chance(0.5) ? dice.from(32, 126) : dice.below(256))]
      const column = dice.below(line.length + 1)
      const replaced = dice.pick([0, 1]) + column
      return lines.with(at, line.slice(0, column) + (dice.chance(0.3) ? '' : byte) + line.slice(replaced))
    }),
  },
  {
    name: 'change a heading',
    apply: changeLines((lines, dice, holder) => {
      const found = lines.flatMap((line, at) =>
        /^ *[A-Za-z][\w ]*:$|^ *(?:Package|SharedUser) \[/.test(line) ? [at] : [],
      )
      if (found.length === 0) return lines
      const start = place(lines, dice, holder)
      const at = found.find((one) => one >= start) ?? dice.pick(found)
      const line = lines[at]
      const change = dice.pick([
        () => line.replace(/:$/, ''),
        () => line.replace(/:$/, ' (2):'),
        () => line.replace(/:$/, ': '),
        () => line.replace(/:$/, '='),
        () => `${line} x`,
        () => line.toUpperCase(),
        () => line.replace(/[a-z]/, (letter) => letter.toUpperCase()),
        () => line.replace(/ (?=\S)/, '_'),
        () => line.replace(/([A-Za-z])/, 'New $1'),
        () => line.replace('permissions', 'permission states'),
        () => line.replace(/ \(\w+\):$/, ':'),
      ])
      return lines.with(at, change())
    }),
  },
  {
    name: 'shift the indent',
    apply: eachOfSome(({ pick }) => {
      const by = pick([-4, -3, -2, -1, 1, 2, 3, 4])
      return (line) => (by > 0 ? blanks(by) + line : line.slice(Math.min(-by, indentOf(line))))
    }),
  },
  {
    name: 'wrap',
    apply: (text, { from, chance, pick }) => {
      const width = pick([80, 100, 120, from(60, 200)])
      const [margin, cut] = [chance(0.2) ? '    ' : '', new RegExp(`.{${width}}(?=.)`, 'g')]
      return text.replaceAll(cut, `$&\n${margin}`)
    },
  },
  {
    name: 'tabs',
    apply: eachOfSome(({ pick }) => {
      const [size, all] = [pick([2, 4, 8, 8]), pick([true, true, false])]
      return (line) =>
        line.replace(/^ +/, (run) =>
          all ? '\t'.repeat(run.length / size) + blanks(run.length % size) : run.replace(blanks(size), '\t'),
        )
    }),
  },
  { name: 'no indent', apply: eachOfSome(() => (line) => line.trimStart()) },
  {
    name: 'line prefixes',
    apply: eachOfSome(({ pick }) =>
      pick([
        (line) => `> ${line}`,
        (line, at) => `${String(at + 1).padStart(6)}\t${line}`,
        (line, at) => `package.txt:${at + 1}:${line}`,
        (line) => `11-25 01:42:11.123  1000  1423 I adb     : ${line}`,
        (line) => `[2026-03-02 09:30:14] ${line}`,
        (line) => `| ${line} |`,
      ]),
    ),
  },
  {
    name: 'trailing blanks',
    apply: eachOfSome(
      ({ pick }) =>
        (line) =>
          line + pick([' ', '  ', '\t', '\r', '\r\r']),
    ),
  },
  {
    name: 'lone CR',
    apply: changeLines((lines, dice, holder) => {
      const [at, count] = stretch(lines, dice, holder, 6)
      return [...lines.slice(0, at), lines.slice(at, at + count).join('\r'), ...lines.slice(at + count)]
    }),
  },
  { name: 'blank line after each', apply: eachLine((line) => `${line}\n`) },
  {
    name: 'other line separators',
    apply: changeLines((lines, dice, holder) => {
      const [at, count] = stretch(lines, dice, holder, 4)
      const between = dice.pick(['\v', '\f', '\xe2\x80\xa8', '\xc2\x85', '\0', '\x1b[K'])
      return [...lines.slice(0, at), lines.slice(at, at + count).join(between), ...lines.slice(at + count)]
    }),
  },
  {
    name: 'forge by an own text',
    apply: changeLines((lines, dice, holder) => {
      const own = lines.findIndex((line) => line.includes(`Package [${holder.name}]`))
      const end = lines.findIndex((line, at) => at > own && /^ {0,2}\S/.test(line))
      const texts = lines.flatMap((line, at) =>
        at > own &&
        at < end &&
        /^ {4}(?:versionName|splits|codePath|signatures|\w+Name)=|^ {6}android\.permission|Components:/.test(line)
          ? [at]
          : [],
      )
      if (own === -1 || texts.length === 0) return lines
      const at = dice.pick(texts)
      return lines.toSpliced(at + 1, 0, ...dice.pick(forgeries(holder.name)))
    }),
  },
  {
    name: 'join with a dump of the same phone',
    apply(text, { chance, pick }, holder) {
      const other = ungranted(text, holder)
      const [a, b] = chance(0.5) ? [text, other] : [other, text]
      return joined(chance(0.3) ? service(a) : a, chance(0.3) ? service(b) : b, pick)
    },
  },
  {
    name: 'join with a dump of another phone',
    apply(text, { chance, pick }) {
      const other = chance(0.4) ? service(clearText) : clearText
      return chance(0.5) ? joined(text, other, pick) : joined(other, text, pick)
    },
  },
  { name: 'twice', apply: (text, { pick }) => joined(text, text, pick) },
  {
    name: 'cut, then more',
    apply: changeLines((lines, dice, holder) => {
      const at = place(lines, dice, holder)
      return [
        ...lines.slice(0, at),
        dice.pick(junkLines),
        ...lines.slice(dice.from(at, Math.min(lines.length, at + 40))),
      ]
    }),
  },
]

const joined = (a, b, pick) =>
  `${a}${pick(['', '\n', 'C:\\Users\\li>dumpsys package\n', '```\n\n```\n', '\xef\xbb\xbf'])}${b}`

/** What is done to the files of a phone as a whole. */
export const fileOperators = [
  {
    name: 'split',
    apply(files, dice, holder) {
      const [path, text] = dice.pick([...files])
      const lines = text.split('\n')
      const at = place(lines, dice, holder)
      const parts = [lines.slice(0, at), lines.slice(at)].map((part) => part.join('\n'))
      return new Map(
        [...files].filter(([one]) => one !== path).concat(parts.map((part, n) => [`part${n}-${path}`, part])),
      )
    },
  },
  {
    name: 'a newer or older file beside',
    apply(files, { pick }, holder) {
      const [path, text] = pick([...files])
      return new Map([...files, [pick([`a-${path}`, `z-${path}`]), ungranted(text, holder)]])
    },
  },
  {
    name: 'the dump of another phone beside',
    apply: (files, { pick }) =>
      new Map([...files, [pick(['a.txt', 'z.txt', 'bugreport-z.txt']), pick([clearText, service(clearText)])]]),
  },
]
