import { readFileSync, writeFileSync } from 'node:fs'
import { cpus, release, type } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { generate } from './generate.js'
import { peakMemory, times } from './measure.js'
import { phonesOf } from './phone.js'

const { values: options } = parseArgs({
  options: {
    bin: { type: 'string', default: join(import.meta.dirname, '..', 'bin', 'daicha.js') },
    rounds: { type: 'string', default: '7' },
    write: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
})

const rounds = Number(options.rounds)
if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError('--rounds takes a whole number of at least 1')

const say = (text) => console.error(`bench: ${text}`)
const files = await generate(say)

const node = process.execPath
const bin = resolve(options.bin)
const reference = (script, file) => [node, join(import.meta.dirname, 'reference', script), files[file]]
const daicha = (...args) => [node, bin, ...args]
const audit = (file, ...more) => daicha('audit', files[file], ...more, '--exit-zero')

/** Rows whose name holds the word of `--only`. */
const isWanted = ({ what }) => what.includes(options.only)
const phones = await phonesOf(files['package-15mb.txt'], daicha, (called) =>
  isWanted({ what: `audit --device, ${called}` }),
)
const commands = new Map([
  ...phones.commands,
  ['node -e 0', [node, '-e', '0']],
  ['--version', daicha('--version')],
  ['--help', daicha('--help')],
  ['explain READ_CONTACTS', daicha('explain', 'READ_CONTACTS')],
  ['package-1mb.txt', audit('package-1mb.txt')],
  ['package-10mb.txt', audit('package-10mb.txt')],
  ['package-10mb.txt -f json', audit('package-10mb.txt', '-f', 'json')],
  ['package-100mb.txt', audit('package-100mb.txt')],
  ['dense-12mb.txt', audit('dense-12mb.txt')],
  ['dense-120mb.txt', audit('dense-120mb.txt')],
  ['bugreport-100mb.txt', audit('bugreport-100mb.txt')],
  ['bugreport-100mb.zip', audit('bugreport-100mb.zip')],
  ['classify apps-100k.csv', daicha('classify', '--from', files['apps-100k.csv'], '-f', 'ndjson')],
  ['sha256-lf.js', reference('sha256-lf.js', 'bugreport-100mb.txt')],
  ['sha256-lf.js, dense', reference('sha256-lf.js', 'dense-120mb.txt')],
  ['readline.js', reference('readline.js', 'bugreport-100mb.txt')],
  ['wc -l', ['wc', '-l', files['bugreport-100mb.txt']]],
  ['grep -c', ['grep', '-c', 'READ_CONTACTS', files['bugreport-100mb.txt']]],
  ['inflate-entry.js', reference('inflate-entry.js', 'bugreport-100mb.zip')],
])

/** What is measured, against what, and its budget; `mebibytes` is a budget of peak memory, of one run if `once`. */
const rows = [
  { what: '--version', against: 'node -e 0', budget: 1.15 },
  { what: '--help', against: 'node -e 0', budget: 2.5 },
  { what: 'explain READ_CONTACTS', against: 'node -e 0' },
  { what: 'package-1mb.txt', against: 'node -e 0' },
  { what: 'package-10mb.txt', against: 'node -e 0', budget: 7, memory: true },
  { what: 'package-10mb.txt -f json', against: 'node -e 0' },
  { what: 'bugreport-100mb.txt', against: 'sha256-lf.js', budget: 2.2, memory: true, mebibytes: 120 },
  { what: 'bugreport-100mb.txt', against: 'readline.js' },
  { what: 'bugreport-100mb.txt', against: 'wc -l' },
  { what: 'bugreport-100mb.txt', against: 'grep -c' },
  { what: 'bugreport-100mb.zip', against: 'inflate-entry.js', budget: 2.2, memory: true },
  { what: 'package-10mb.txt', against: 'package-1mb.txt', budget: 10 },
  { what: 'package-100mb.txt', against: 'package-10mb.txt', budget: 10, memory: true },
  { what: 'dense-120mb.txt', against: 'dense-12mb.txt', budget: 10, memory: true },
  { what: 'classify apps-100k.csv', against: 'node -e 0', memory: true },
  { what: 'dense-120mb.txt', against: 'sha256-lf.js, dense' },
  { what: 'audit --device, phone', against: 'adb shell in turn, phone', budget: 1.2 },
  { what: 'audit --device, phone, 20 ms away', against: 'adb shell in turn, phone, 20 ms away', budget: 1.2 },
  ...['phone, 60 unknown apps', 'phone, 60 unknown apps, 20 ms away'].map((called) => ({
    what: `audit --device, ${called}`,
    against: `adb shell in turn, ${called}`,
    budget: 0.4,
  })),
  { what: 'audit --device, phone, 150 unknown apps', memory: true, mebibytes: 200, once: true },
  { what: 'devices', against: 'node -e 0', budget: 3 },
].filter(isWanted)

const needed = new Set(rows.flatMap(({ what, against }) => (against ? [what, against] : [])))
const taken = await times(new Map([...commands].filter(([name]) => needed.has(name))), rounds, say)
say('measuring memory')
const peaks = new Map()
for (const { what, against, memory, once } of rows) {
  const isRun = against ? typeof taken.get(what) === 'number' : commands.has(what)
  if (memory && isRun) peaks.set(what, await peakMemory(commands.get(what), once ? 1 : 3))
}
const text = `${table()}\n\n${machine()}\n`
await phones.close()
console.log(text)
if (options.write) writeTable(text)

function table() {
  const head = ['what', 'median', 'against', 'its median', 'ratio', 'budget', 'peak memory', 'result']
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(cells(row)))].join('\n')
}

function cells({ what, against, budget, mebibytes }) {
  const [own, other] = [what, against].map((name) => (against ? (taken.get(name) ?? phones.missing) : ''))
  const ratio = typeof own === 'number' && typeof other === 'number' ? own / other : undefined
  const peak = peaks.get(what)
  const limits = [budget && `≤ ${budget} ×`, mebibytes && `≤ ${mebibytes} MiB`].filter(Boolean)
  const over = (ratio ?? 0) > (budget ?? Infinity) || (peak ?? 0) > (mebibytes ?? Infinity)
  return [
    `\`${what}\``,
    milliseconds(own),
    against ? `\`${against}\`` : '',
    milliseconds(other),
    ratio === undefined ? '' : `${ratio.toFixed(2)} ×`,
    limits.join(', '),
    peak === undefined ? '' : `${peak.toFixed(0)} MiB`,
    result(),
  ]

  function result() {
    if (against ? ratio === undefined : peak === undefined) return 'not measured'
    if (limits.length === 0) return ''
    if (over) return 'over'
    return mebibytes !== undefined && peak === undefined ? 'ok, memory not measured' : 'ok'
  }
}

function milliseconds(value) {
  return typeof value === 'number' ? `${value.toFixed(value < 100 ? 1 : 0)} ms` : value.replaceAll('|', '\\|')
}

function machine() {
  const [cpu] = cpus()
  const model = cpu?.model.trim() ?? 'unknown processor'
  const system = `${type()} ${release()}`
  return `${model}, ${cpus().length} cores, Node ${process.version}, ${system}; rounds: ${rounds}.`
}

/** Puts the table between the two markers of the README beside this file. */
function writeTable(text) {
  const path = join(import.meta.dirname, 'README.md')
  const [before, rest] = readFileSync(path, 'utf8').split('<!-- table -->\n')
  const after = rest?.split('<!-- end of table -->')[1]
  if (after === undefined) throw new Error(`no table markers in ${path}`)
  writeFileSync(path, `${before}<!-- table -->\n\n${text}\n<!-- end of table -->${after}`)
}
