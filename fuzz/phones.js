/**
 * Phones with a lender that can read contacts.
 *
 * `files` are texts by path. Of each `holder`, an app known by its name to lend, `proof` are the lines without which
 * nobody could say that it can: `in` is the record that prints the line.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/freshness.js'
import { captured } from './captured.js'
import { generated } from './generated.js'
import { fromBytes } from './lines.js'

const READ_CONTACTS = 'android.permission.READ_CONTACTS'
const RECORD = /^\s*(?:Package|SharedUser) \[(?<name>[^\]]+)\] \(/

export function phonesFor(lends) {
  return [...fixtures(lends), ...generated(), ...captured()]
}

/** A phone without a lender that could be accused: what other texts are joined with. */
export const clearText = fromBytes(readFileSync(join(root, 'fixtures/clear-phone/input/package.txt')))

/** The fixtures where a lender holds the permission, blocked or not; `expected.json` says at which line. */
function fixtures(lends) {
  return readdirSync(join(root, 'fixtures'))
    .filter((name) => existsSync(join(root, 'fixtures', name, 'expected.json')))
    .flatMap((name) => {
      const folder = join(root, 'fixtures', name)
      const { apps = [], findings } = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'))
      const isLender = (packageName) => apps.some((app) => app.package === packageName && app.lender !== 'embedded')
      const paths = readdirSync(join(folder, 'input')).filter((path) => path.endsWith('.txt'))
      const files = new Map(paths.map((path) => [path, fromBytes(readFileSync(join(folder, 'input', path)))]))
      const holders = findings
        .filter(
          ({ path, line, package: name }) => files.has(path) && line !== undefined && isLender(name) && lends(name),
        )
        .map((finding) => ({ name: finding.package, proof: proofAt(files.get(finding.path), finding) }))
        .filter(({ proof }) => proof.length > 0)
      const unique = holders.filter(({ name }, at) => holders.findIndex((other) => other.name === name) === at)
      return unique.length > 0 ? [{ name, files, holders: unique }] : []
    })
}

/** The line of a grant, and where it belongs to a shared user, the line that names that. */
function proofAt(text, { package: name, line: number }) {
  const lines = text.split('\n').map((line) => line.trim())
  const grant = lines[number - 1]
  if (grant !== READ_CONTACTS && !grant.startsWith(`${READ_CONTACTS}: granted=true`)) return []
  const owner = lines.slice(0, number).findLast((line) => RECORD.test(line))
  const { name: record } = RECORD.exec(owner).groups
  const link = lines.find((line) => line.startsWith('sharedUser=') && line.includes(` ${record}/`))
  return [
    { in: owner.startsWith('SharedUser') ? record : name, line: grant },
    ...(owner.startsWith('SharedUser') && link ? [{ in: name, line: link }] : []),
  ]
}
