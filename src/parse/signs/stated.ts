/** What means yes anywhere, and what does in a cell alone. */
const YES = 'true|yes|allow(?:ed)?'
const MARK = '1|x|是|已?允许|已授予|[✓✔√]'

/**
 * A table of permissions that somebody made of a dump: the name, and a word for yes beside it or in the next line; what
 * means yes in a cell alone.
 */
export const STATED = new RegExp(
  String.raw`(read_contacts|call_log|read_sms)(\W{0,40}(granted\W{0,4})?(${YES}|granted(?!\W{1,4}(false|no)))\b|"?[,;\t|] ?"?(${MARK})"? ?([,;\t|]|$))`,
  'im',
)

/** The column of a table of apps that says of each whether it reads contacts, and how many columns there are. */
export interface Column {
  separator: string
  at: number
  of: number
}

const HEADING = /^(android\.permission\.)?(read[ _])?contacts( (access|permission))?$|^.{0,4}(通讯录|联系人).{0,4}$/i
const CELL = new RegExp(`^(${YES}|${MARK}|granted)$`, 'i')

/** That column, where the line is a heading which names it. */
export function contactsColumn(line: string): Column | undefined {
  const [separator] = /[\t;|,]/.exec(line) ?? []
  if (separator === undefined) return undefined
  const cells = cellsOf(line, separator)
  const at = cells.findIndex((cell) => HEADING.test(cell))
  return at === -1 ? undefined : { separator, at, of: cells.length }
}

export function saysYes(line: string, { separator, at, of }: Column): boolean {
  const cells = cellsOf(line, separator)
  return cells.length === of && CELL.test(cells[at] ?? '')
}

/** Of a table that somebody reads. */
const LONGEST_ROW = 2000
const cellsOf = (line: string, separator: string) =>
  line.length > LONGEST_ROW ? [] : line.split(separator).map((cell) => cell.replace(/^[\s"]+|[\s"]+$/g, ''))
