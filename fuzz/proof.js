/** What the files of a mutated phone still say of a lender. */
const RECORD = /^\s*(?:Package|SharedUser) \[/

const squeezed = (text) => text.replace(/\s+/g, '')
/** Whether a name stands there whole: a permission may begin with the name of its app. */
const hasWord = (text, name) => new RegExp(`(?<![\\w.])${name.replace(/[.[\]]/g, '\\$&')}(?![\\w.])`).test(text)

/**
 * `kept`: each line of its proof stands whole, however it is wrapped, below something that names the record, and no
 * record that is named otherwise stands between. `moved`: the lines stand, but elsewhere. `named`: some line is lost.
 * `gone`: the name is not in the files any more. `absent`: what was changed says that the app is not installed.
 */
export function proofLeft(files, { name, proof }) {
  const text = [...files.values()].join('\n')
  if (!hasWord(text, name)) return 'gone'
  const whole = squeezed(text)
  const lines = text.split(/[\r\n]/)
  const stands = ({ line }) =>
    line.includes('=') ? whole.includes(squeezed(line)) : lines.some((one) => one.trim() === line)
  if (!proof.every(stands)) return 'named'
  if (!proof.every((one) => standsIn(lines, one))) return 'moved'
  return isAbsent(lines, name) ? 'absent' : 'kept'
}

/** Whether a line stands below a name of its record, before the next record. A wrapped line counts by its start. */
function standsIn(lines, { in: record, line }) {
  const start = line.slice(0, 36)
  // The item of a list is a line of its own: other lines hold the name for other reasons.
  const isIt = line.includes('=') ? (one) => one.includes(start) : (one) => one.trim() === line
  return lines.some((one, at) => {
    if (!isIt(one)) return false
    for (let up = at; up >= 0; up--) {
      if (hasWord(lines[up], record)) return true
      if (RECORD.test(lines[up])) return false
    }
    return false
  })
}

/** Whether every record of the app says once for each user that it is not installed. */
function isAbsent(lines, name) {
  const starts = lines.flatMap((line, at) => (line.includes(`Package [${name}]`) ? [at] : []))
  const records = starts.map((start) => {
    const next = lines.findIndex((line, at) => at > start && /^\s{0,2}\S/.test(line))
    return lines.slice(start, next === -1 ? undefined : next)
  })
  const users = records.flatMap((record) => record.filter((line) => /^\s*User \d+:/.test(line)))
  const numbers = users.map((line) => /User (\d+)/.exec(line)[1])
  return (
    users.length > 0 &&
    new Set(numbers).size === numbers.length &&
    users.every((line) => line.includes('installed=false'))
  )
}
