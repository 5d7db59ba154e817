import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bugreport, bugreportName } from './inputs/bugreport.js'
import { packageDump } from './inputs/package-dump.js'
import { table } from './inputs/table.js'
import { writeText, writeZip } from './inputs/write.js'

const MB = 1_000_000
const folder = join(import.meta.dirname, 'data')
const marker = join(folder, 'sizes.json')

const packages = (megabytes) => packageDump({ bytes: megabytes * MB, count: megabytes * 40, tables: 0.55 })
const dense = (megabytes) =>
  packageDump({ bytes: megabytes * MB, count: megabytes * 51, users: [0, 10, 999], installs: 0.9, runtimes: 0.97 })
const report = () => bugreport({ bytes: 100 * MB, count: 320 })

/** Every input: its size in megabytes (10^6 bytes) as text, and how it is made. */
const inputs = [
  ['package-1mb.txt', 1, (path) => writeText(path, packages(1))],
  ['package-10mb.txt', 10, (path) => writeText(path, packages(10))],
  ['package-15mb.txt', 15, (path) => writeText(path, packages(15))],
  ['package-100mb.txt', 100, (path) => writeText(path, packages(100))],
  ['dense-12mb.txt', 12, (path) => writeText(path, dense(12))],
  ['dense-120mb.txt', 120, (path) => writeText(path, dense(120))],
  ['apps-100k.csv', undefined, (path) => writeText(path, table(100_000))],
  ['bugreport-100mb.txt', 100, (path) => writeText(path, report())],
  [
    'bugreport-100mb.zip',
    undefined,
    (path) =>
      writeZip(path, [
        ['version.txt', ['2.0']],
        ['main_entry.txt', [bugreportName]],
        [bugreportName, report()],
      ]),
  ],
]

/** Makes the inputs that are not there yet, or were made by another state of `inputs/`, and returns name → path. */
export async function generate(say = () => {}) {
  mkdirSync(folder, { recursive: true })
  const recipe = hashOfRecipe()
  const made = readMarker(recipe)
  for (const [name, megabytes, make] of inputs) {
    const path = join(folder, name)
    if (made[name] !== undefined && made[name] === sizeOf(path)) continue
    say(`making ${name}`)
    await make(`${path}.part`)
    renameSync(`${path}.part`, path)
    const size = sizeOf(path)
    const off = megabytes === undefined ? 0 : Math.abs(size / (megabytes * MB) - 1)
    if (off > 0.02) throw new Error(`${name} has ${size} bytes: ${(off * 100).toFixed(1)} % off`)
    made[name] = size
    writeFileSync(marker, `${JSON.stringify({ recipe, made }, null, 2)}\n`)
  }
  return Object.fromEntries(inputs.map(([name]) => [name, join(folder, name)]))
}

function hashOfRecipe() {
  const hash = createHash('sha256').update(readFileSync(import.meta.filename))
  const parts = join(import.meta.dirname, 'inputs')
  for (const name of readdirSync(parts).sort()) hash.update(readFileSync(join(parts, name)))
  return hash.digest('hex')
}

function readMarker(recipe) {
  try {
    const saved = JSON.parse(readFileSync(marker, 'utf8'))
    return saved.recipe === recipe ? saved.made : {}
  } catch {
    return {}
  }
}

const sizeOf = (path) => statSync(path, { throwIfNoEntry: false })?.size

if (process.argv[1] === import.meta.filename) await generate(console.error)
