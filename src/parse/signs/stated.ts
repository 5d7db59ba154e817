import { CONTACTS, NO } from './languages.ts'
import { GROUP, spell } from './spelling.ts'

/** A clause as far as nothing in it denies or asks. */
const CELL = '(?:^|[|:])'
const FROM = `${CELL}[^NQ|:?]*`
const END = '(?=[|.]|$)'
/** No answer that says no, and no question. */
const NOR = `(?!w*\\?|w*:N|w*[|]?N${END}|w*Q[|]w*N)`
/** What stands in a list before the item that counts. */
const ITEMS = '(?:[wOPCK]{1,6}[|])*'
const YES = `(?:[KY]:)?(?:w?[Yy]w{0,5}|[1i])${END}`
/** No relative clause, no condition and no question. */
const HELD = `:?w{0,2}P(?!w?A|wQ|[^|:]{0,99}\\?)${NOR}`
/** `Apps with READ_CONTACTS:` */
const HOLDERS = '^[^NQ]*(?:Aw?PY?|[HkYy]PA|PH)'

/** What states a grant, as it is spelled. */
const GRANTS = new RegExp(
  [
    // `READ_CONTACTS: granted`, `READ_CONTACTS was granted to Kuaijie`, `READ_CONTACTS true`
    `${FROM}P[:|]?(?:[wK]{0,2}[:|]?Y|y|i${END})${NOR}`,
    // `READ_CONTACTS | dangerous | granted`, `Contacts, 2, Allowed`, `name: READ_CONTACTS, flags: 301, granted: true`
    `(?:${FROM}P|${CELL}C(?=[|]))[^NQHO.YyPC0?]*[:|]${YES}`,
    // `Granted: CAMERA, READ_CONTACTS`, `was granted the READ_CONTACTS permission`, `✓ Contacts`
    `${FROM}Y(?:[wiK]{0,2}[:|]?${ITEMS}w?P|[:|]?${ITEMS}C${END})${NOR}`,
    // `com.example.kuaijie,true,READ_CONTACTS`
    `(?:^|[|])(?:[KY]:)?w?[Yyi][|](?:[^NYyi1PC]*[|:])?(?:P|C(?![^|]))[^NYyi10?]*$`,
    // `Contacts: Allowed`, `Contacts: Allowed only while in use`
    `${CELL}C(?::w?)?(?:Y:)?(?:Yw{0,5}${END}|y[|]?wN|[yi](?=$|C|[|][wK](?:[|:]|$)))`,
    // `Kuaijie has READ_CONTACTS`, also where a condition stands before it; `Kuaijie can read contacts`
    `(?:${CELL}|[|]Q)[^NQ|:?]*H${HELD}`,
    `^[^NQ?]*[w|:]i?k${HELD}`,
    // `允许的权限：短信、通讯录`
    `(?:^|[|.])y:${ITEMS}[PC](?=[|.]|$)`,
    // `Kuaijie contacts: allowed`
    `${CELL}w{1,2}C:Y${END}`,
    `${HOLDERS}:[wO1]`,
  ].join('|'),
)

/** What lines leave to the next: to answer for the permission, to name what is granted, or who holds it. */
interface Open {
  to: 'answer' | 'name' | 'hold'
  lines: number
}

/** What was told so far that the next lines may complete. */
export interface Told {
  open: Open | undefined
  /** Of a table of apps, the column that says of each whether it reads contacts, and how many there are. */
  column: { at: number; of: number } | undefined
}

/** The first that fits the letters of a line. */
const OPENS: [letters: RegExp, open: Open][] = [
  // `Granted permissions:`, `"granted": [`, `## 已授予的权限`, `Allowed`
  [/^:?(?:w?Yw?|y):?$/, { to: 'name', lines: 1e9 }],
  [new RegExp(`${HOLDERS}:?$`), { to: 'hold', lines: 2 }],
  // `- permission: READ_CONTACTS`: JSON, a page or a list may have more lines before it says what of it.
  [/^[w:]*P:?$/, { to: 'answer', lines: 6 }],
  [/^[^N]*P:?$|^w?:?C$/, { to: 'answer', lines: 1 }],
]

/** An item of a list; what has a key is none. */
const ITEM = /^[^:=[\]{}#]{0,80}$/
const ANSWER = new RegExp(`(?:^|[|])(?:(${YES}|^Y${NOR}(?![:O]))|(?:[KY]:)?[N0]${END})`)
const ANSWERS = new RegExp(`^${YES}`)
/** A row or a key that ends in an answer of a language that nobody here reads, or that allows. */
const UNREAD = /^(?:[wOK]*[|:])*(?:P(?:[|:]w)*[|:]w{1,2}(?:[|]C)?|[PC]:w{0,4}Jw{0,4})$/
const NAME = new RegExp(`${CONTACTS}|${GROUP}|call.?log|sms`, 'i')
/** A row of names of permissions ends in one of them, and in no answer: a heading, or a list in cells. */
const NAMED = /[,;\t|]([A-Z]*_[A-Z_]+|CAMERA)$/
/** What is worth to be spelled: a line that names it, or a heading. */
const GATE = new RegExp(`${NAME.source}|^.{0,40}(?:granted|allowed|[允授]).{0,20}$`, 'i')

const SEPARATOR = /[\t;|,]/

/** Whether a line states a grant, by itself or with what those above it left open. */
export function statesGrant(one: Told, line: string): boolean {
  const { open, column } = one
  if (!open && !(column && SEPARATOR.test(line)) && !GATE.test(line)) return false
  const said = spell(line)
  const cells = said.split('|')
  const answer = open && said ? completes(open, line, said) : undefined
  const inColumn = cells.length === column?.of && ANSWERS.test(cells[column.at] ?? '')
  if (
    answer ||
    inColumn ||
    (UNREAD.test(said) && !line.includes('=') && !NAMED.test(line) && !NO.test(line.slice(line.search(NAME)))) ||
    said.split('.').some((part) => GRANTS.test(part))
  )
    return true
  one.open = OPENS.find(([letters]) => letters.test(said))?.[1]
  if (open && answer === undefined && open.lines > 1 && !(open.to === 'answer' && said.includes('O')))
    one.open ??= { ...open, lines: open.lines - 1 }
  const names = cells.map((cell) => cell.replace('?', ''))
  const at = names.indexOf(names.includes('P') ? 'P' : 'C')
  if (at > 0 && SEPARATOR.test(line)) one.column ??= { at, of: cells.length }
  return false
}

/** Whether it states a grant together with what is open; undefined where it does not say. */
function completes({ to, lines }: Open, line: string, said: string): boolean | undefined {
  if (to === 'answer') {
    const found = ANSWER.exec(said)
    // Of a row that ends in the name, the next goes on; it has no other cells before.
    return found && (lines > 1 || found.index === 0) ? found[1] !== undefined : undefined
  }
  if (said === 'N' || !ITEM.test(line)) return false
  return (!/[N0.?]/.test(said) && (to === 'hold' || /P|(?:^|[|])C(?:[|]|$)/.test(said))) || undefined
}
