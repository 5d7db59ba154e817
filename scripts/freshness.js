/** Tells whether `dist/` was built from the files as they are now. Needs nothing but Node. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const stampFile = join(root, 'dist/.built')

const inputs = ['src', 'rules', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json', 'CHANGELOG.md']
/** What is built and not committed: git takes some of it away, and somebody may have tried something in the rest. */
const outputs = ['dist', 'man', join('src', 'model', 'word-keys.ts')]
const isOutput = (path) => path.startsWith(join('rules', 'schema')) || outputs.includes(path)

/** A hash of every file that the build reads. Contents, not times: a clone or a copy has times of its own. */
export const stamp = () => hashOf(inputs.flatMap(filesUnder).filter((path) => !isOutput(path)))

/** What is written when a build of what has this stamp has ended: with what it made. */
export const built = (made) =>
  `${made}\n${hashOf(outputs.flatMap(filesUnder).filter((path) => join(root, path) !== stampFile))}`

export const isFresh = () => existsSync(stampFile) && readFileSync(stampFile, 'utf8') === built(stamp())

function hashOf(paths) {
  const hash = createHash('sha256')
  for (const path of paths.sort()) hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  return hash.digest('hex')
}

function filesUnder(input) {
  if (!existsSync(join(root, input))) return []
  if (statSync(join(root, input)).isFile()) return [input]
  const entries = readdirSync(join(root, input), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
}
