/** Honest inputs stay what they are: what calls everything incomplete finds no false clear, and is no use. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/freshness.js'

const fixtures = join(root, 'fixtures')
const shared = join(root, '../shared/dumps')
const read = (path) => JSON.parse(readFileSync(path, 'utf8'))

/** Fixtures and captures of real phones that are not told as the tests expect them. */
export async function honestMistakes(subject) {
  const mistakes = []
  for (const name of readdirSync(fixtures)) {
    const path = join(fixtures, name, 'expected.json')
    if (!existsSync(path)) continue
    const expected = read(path)
    if (expected.args.length > 0) continue
    const { verdict, complete } = await subject.auditPaths(['.'], join(fixtures, name, 'input'))
    const wanted = expected.verdict ?? 'incomplete'
    if (verdict !== wanted || complete !== expected.complete)
      mistakes.push(`${name} is ${verdict}${complete ? '' : ', not complete'}, and was ${wanted}`)
  }
  if (!existsSync(shared)) return mistakes
  for (const [name, expected] of Object.entries(read(join(root, 'test/shared-dumps.expected.json')))) {
    const { complete } = await subject.auditPaths([name], shared)
    const wanted = expected.packagesEnded && expected.sharedUsersEnded && expected.scope === 'whole'
    if (complete !== wanted) mistakes.push(`${name} is ${complete ? '' : 'not '}complete`)
  }
  return mistakes
}
