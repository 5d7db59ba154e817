const NAME = '(?:read_contacts|call_log|read_sms)'
/** What means yes anywhere, and what does in a cell alone. */
const YES = 'true|yes|allow(?:ed)?'

const TICK = '[✓✔√✅]'
const MARK = `1|x|是|[^不未没否别勿无禁拒要]{0,5}(?:允许|授予)|已授权|${TICK}`
const NO_QUESTION = String.raw`(?!(?: permissions?)?\W?\?)`
const BESIDE = String.raw`(?: permission)?\W{0,40}(?:granted\W{0,4})?(?:${YES}|granted(?!\W{1,4}(?:false|no)))\b${NO_QUESTION}`
const NO_ONE = String.raw`no(?:t|ne|body|thing)?|never|neither|\w+n\Wt`
/** Where none of some words stands in a sentence before the word that ends here. */
const without = (words: string) => String.raw`(?<!(?:un|\b(?:${words})(?: \w+){0,5} \W{0,3})\w{3,7})`
/** `"granted": ["INTERNET", "READ_CONTACTS"]` */
const GRANTED = String.raw`granted${without(NO_ONE)}(?: \w+| \(\d+\))?\W{1,9}(?:[\w."*]{1,60}, ?){0,20}`
/** Of an app, not of those that may: `if it has READ_CONTACTS`, `持有 READ_CONTACTS 的应用`. */
const HAS = String.raw`\b(?:has|holds)${without(String.raw`${NO_ONE}|if|that|(?<!, )wh\w+`)}(?: the)?\W{1,4}`
const HAS_ZH = String.raw`(?<!(?:[不未没无否谁哪若]|如果)[^,，。；]{0,9})[拥持]有(?![^,，。；]{0,50}(?:的(?!权)|吗))\W{0,4}`
const BEFORE = String.raw`(?:${GRANTED}|${HAS}|${HAS_ZH})[\w."*]{0,20}`

/** What somebody made of a dump: the name of a permission, and a word for yes beside it. */
export const STATED = new RegExp(
  `${NAME}(?:${BESIDE}|\\W{0,9}${TICK})|${BEFORE}${NAME}${NO_QUESTION}|${TICK}\\W{0,9}[\\w.]{0,19}${NAME}\\W*$`,
  'i',
)
/** The next line, where a line ends in the name. */
const GOES_ON = new RegExp(`^${BESIDE}`, 'i')

const NAMED = /contacts|call_log|read_sms|通讯录|联系人/i
const CELLS = /[\t,;|│<>[{]|" | {2}/
const PERMISSION = /permission\.\w{1,50}\W{0,9}$/
const SHORT = /^\W{0,9}[A-Z]+(_[A-Z]+)+\W{0,9}$/
/** The name at the end of a cell, or of a line; in a line of its own. */
const ASKED = new RegExp(String.raw`${NAME}\W{0,9}$`, 'i')
const ALONE = new RegExp(String.raw`^[\t,;|│]*[^\t,;|│]*${NAME}\W{0,9}(td>)?\s*$`, 'i')
const CONTACTS =
  /^\W{0,9}(android\.permission\.)?(read[ _])?contacts( (access|permission))?\W{0,9}$|^.{0,4}(通讯录|联系人).{0,4}$/i
const KEY = String.raw`(?:\w{1,40}[ _])?(?:granted|allowed|stat\w+)\W+`
const NO = String.raw`0|false|no|not \w+|denied|已?(?:禁止|拒绝)|[否不未没].{0,4}`
const ANSWER = new RegExp(
  String.raw`^[^\p{L}\p{N}]{0,9}(${KEY})?(?:(${YES}|granted|${MARK})|${NO})[^\p{L}\p{N}]{0,9}$`,
  'u',
)
/** Letters of either case in all of Unicode take long to compile. */
const answerIn = (cell: string) => ANSWER.exec(cell.toLowerCase())
/** What a line says that may name permissions, but none of them. */
const saidOf = (line: string) => answerIn(line.replace(/[ _]?permissions?|的?权限/i, ''))
/** `Granted permissions:`, `"granted": [`, `## 已授予的权限`: what stands below is. */
const isHeading = (line: string) => /[:：[][ *"]*$|^#/.test(line) && /ed$|(^|已经?|被)..$/.test(saidOf(line)?.[2] ?? '')
/** `Denied permissions`, as a heading with no mark of one. */
function endsList(line: string): boolean {
  const said = saidOf(line)
  return said !== null && said[2] === undefined
}
const ITEM = /^[^:：=[\]{}#]{0,80}$/
const ONE = new RegExp(NAME, 'i')
const DENIED = /\b(no|not|false|denied)\b|[不未没否无]/i
/** Lines that JSON, a page or a list may have from the name of a permission to what it says of it. */
const MOST_LINES = 6
/** All that are items. */
const BELOW = 9

/**
 * Whether a row of a table says so in another cell than the next, in one before the name or, where each cell stands in
 * a line of its own, in one of the next lines.
 */
export function rowSaysYes(one: { asks: number }, line: string): boolean {
  if (isHeading(line)) {
    one.asks = BELOW
    return false
  }
  if (one.asks === BELOW) {
    if (ITEM.test(line) && !endsList(line)) return (ONE.test(line) || CONTACTS.test(line)) && !DENIED.test(line)
    one.asks = 0
  }
  if (one.asks <= 0 && !NAMED.test(line)) return false
  const isNext = one.asks === MOST_LINES || one.asks === 1
  if (isNext && GOES_ON.test(line)) return true
  const [name = '', said = ''] = line.split(/[:：=]| [-–—] /, 2)
  if (CONTACTS.test(name) && !/^\W*[1x是]|[?？]/.test(said) && isYes(said)) return true
  let before = false
  let answer: boolean | undefined
  let asked: boolean | undefined = one.asks > 1 || undefined
  for (const cell of cellsOf(line, CELLS)) {
    const says = answerIn(cell)
    const [, key, yes] = says ?? []
    if (says && (asked !== undefined || key !== undefined)) answer = yes !== undefined
    // Before a name, a number is that of the row.
    else if (yes) before ||= !/^[1x]/.test(yes)
    else if (ASKED.test(cell) || CONTACTS.test(cell)) asked = true
    else if (PERMISSION.test(cell)) asked = false
    else if (SHORT.test(cell)) asked ??= false
    if (asked && answer) return true
    if (answer !== undefined && asked !== undefined) answer = asked = undefined
  }
  // What stands before the name tells of something else, where the answer comes behind it.
  if (asked && before) return true
  if (!asked) one.asks = 0
  else one.asks = ALONE.test(line) ? MOST_LINES : Math.max(one.asks - 1, Number(ASKED.test(line)))
  return false
}

const isYes = (cell = '') => answerIn(cell)?.[2] !== undefined

/** The column of a table of apps that says of each whether it reads contacts, and how many columns there are. */
export interface Column {
  separator: string
  at: number
  of: number
}

/** That column, where the line is a heading which names it. */
export function contactsColumn(line: string): Column | undefined {
  const [separator] = /[\t;|,]/.exec(line) ?? []
  if (separator === undefined) return undefined
  const cells = cellsOf(line, separator)
  const at = cells.findIndex((cell) => CONTACTS.test(cell))
  return at === -1 ? undefined : { separator, at, of: cells.length }
}

export function saysYes(line: string, { separator, at, of }: Column): boolean {
  const cells = cellsOf(line, separator)
  return cells.length === of && isYes(cells[at])
}

/** Of a table that somebody reads. */
const LONGEST_ROW = 2000
const cellsOf = (line: string, separator: string | RegExp) => (line.length > LONGEST_ROW ? [] : line.split(separator))
