/**
 * Runs cases one after another and tells of those that failed. The number of the running case stands in shared memory,
 * and whether it is being made smaller, so that whoever watches sees one that does not end, and starts again behind it.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { random } from '../bench/inputs/random.js'
import { changed } from './bytes.js'
import { withFewerLines, withFewerSteps } from './minimise.js'
import { carried, caseOf, filesAfter, isSerious, triedCase, withVerdicts } from './mutations.js'
import { phonesFor } from './phones.js'
import { MUTATIONS, readersFor } from './readers.js'
import { subjectOf } from './subject.js'

const { root, scratch, seed, reader, first, until, running } = workerData
/** One case in so many tries a reader, the others the property. */
const READERS_SHARE = 10

const subject = await subjectOf(root, scratch)
const allReaders = await readersFor(subject)
const readers = allReaders.filter(({ name }) => [undefined, name].includes(reader))
if (readers.length === 0 && reader !== MUTATIONS)
  throw new Error(`the readers are ${allReaders.map(({ name }) => name).join(', ')}, and ${MUTATIONS}`)
const phones = await withVerdicts(phonesFor(subject.lends), subject)
const isReading = (number) => (reader === undefined ? number % READERS_SHARE === 0 : reader !== MUTATIONS)
const seen = new Set()

if (until === undefined) show(first)
else await run()

/** Tells the input of one case without trying it. */
function show(number) {
  const { files, made, one } = isReading(number) ? readingOf(number) : mutationOf(number)
  tell({ what: one?.name ?? MUTATIONS, input: made ? bytesOf(made, files) : files })
}

async function run() {
  for (const { name, verdict } of phones)
    if (!['act', 'check'].includes(verdict)) tell({ kind: `${verdict} as it is`, number: 0, phone: name })
  let verdicts = {}
  let told = Date.now()
  for (let number = first; Date.now() < until; number++) {
    Atomics.store(running, 0, number)
    const verdict = await (isReading(number) ? read(number) : mutate(number))
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1
    if (Date.now() < told + 500) continue
    tell({ verdicts })
    verdicts = {}
    told = Date.now()
  }
  tell({ verdicts })
  Atomics.store(running, 0, -1)
}

function tell(message) {
  parentPort.postMessage(message)
}

/** The first input of each kind of failure is kept; the others are counted. */
function isNew(kind) {
  return seen.size < seen.add(kind).size
}

function mutationOf(number) {
  const made = caseOf(phones, seed, number)
  return { made, files: filesAfter(made) }
}

function bytesOf(made, files) {
  const { texts, disk } = carried(made, files)
  return texts ?? disk
}

/** Tries a mutated phone; returns its verdict. */
async function mutate(number) {
  const { made, files } = mutationOf(number)
  const { verdict, failure } = await triedCase(made, files, subject)
  if (failure === undefined) return verdict
  // What may be excused is counted; its input is worth no time.
  if (!isSerious(failure)) {
    tell({ kind: failure, number, phone: made.phone.name })
    return verdict
  }
  Atomics.store(running, 1, 1)
  const fewer = await withFewerSteps(made, failure, subject)
  const kind = [failure, ...fewer.steps.map(({ operator }) => operator.name), fewer.carrier.name].join(' | ')
  const input = isNew(kind) ? bytesOf(made, await withFewerLines(fewer, failure, subject)) : undefined
  Atomics.store(running, 1, 0)
  tell({ kind, number, phone: made.phone.name, input })
  return verdict
}

function readingOf(number) {
  const dice = random(`${seed} ${number}`)
  const one = dice.pick(readers)
  return { one, dice, files: new Map([['input', changed(dice.pick(one.seeds), dice)]]) }
}

/** Gives bytes to a reader; returns its verdict, or the exit code of the command line. */
async function read(number) {
  const { one, dice, files } = readingOf(number)
  let wrong
  let verdict = 'refused'
  try {
    const { code, stderr, verdict: said } = await one.run(files.get('input'), subject, dice)
    verdict = said ?? `exit ${code}`
    if (code === 70) wrong = stderr.split('\n').find((line) => line.includes('Error')) ?? stderr
  } catch (error) {
    if (!subject.isExpected(error)) wrong = String(error)
  }
  if (wrong === undefined) return verdict
  const kind = `${one.name} | ${wrong.slice(0, 120)}`
  tell({ kind, number, input: isNew(kind) ? files : undefined })
  return 'bug'
}
