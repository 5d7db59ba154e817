/** Tells whether `dist/` was built from the files as they are now. Needs nothing but Node. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
export const stampFile = join(root, 'dist/.built')

const inputs = ['src', 'rules', 'scripts', 'package.json', 'package-lock.json', 'tsconfig.json']
/** Which git takes away when it leaves a commit that had it. */
const wordKeys = join('src', 'model', 'word-keys.ts')
const isOutput = (path) => path.startsWith(join('rules', 'schema')) || path === wordKeys

/** A hash of every file that the build reads. Contents, not times: a clone or a copy has times of its own. */
export function stamp() {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(filesUnder).sort()) {
    if (!isOutput(path)) hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

export const isFresh = () =>
  existsSync(stampFile) && existsSync(join(root, wordKeys)) && readFileSync(stampFile, 'utf8') === stamp()

function filesUnder(input) {
  if (statSync(join(root, input)).isFile()) return [input]
  const entries = readdirSync(join(root, input), { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length))
}
