/** Cases of the property: as long as the text names the lender and holds its grant, the verdict is not `clear`. */
import { random } from '../bench/inputs/random.js'
import { carriers } from './carriers.js'
import { fileOperators, operators } from './operators.js'
import { proofLeft } from './proof.js'

const MOST_STEPS = 3
const byWeight = carriers.flatMap((carrier) => Array(carrier.weight).fill(carrier))
const [asItIs] = carriers

/** One case, made of the seed and its number alone. */
export function caseOf(phones, seed, number) {
  const id = `${seed} ${number}`
  const dice = random(id)
  const phone = dice.pick(phones)
  const carrier = dice.pick(byWeight)
  const steps = Array.from({ length: dice.from(carrier === asItIs ? 1 : 0, MOST_STEPS) }, (_, at) => ({
    operator: dice.pick(dice.chance(0.08) ? fileOperators : operators),
    seed: `${id} ${at}`,
  }))
  return { id, phone, holder: dice.pick(phone.holders), carrier, steps }
}

/** A phone as it is. */
const plainCase = (phone) => ({ id: '', phone, holder: phone.holders[0], carrier: asItIs, steps: [] })

/** The texts of a phone after the steps of a case. */
export function filesAfter({ phone, holder, steps }) {
  let { files } = phone
  for (const { operator, seed } of steps) files = fileAfter(files, operator, random(seed), holder)
  return files
}

function fileAfter(files, operator, dice, holder) {
  if (fileOperators.includes(operator)) return operator.apply(files, dice, holder)
  const [path, text] = dice.pick([...files].filter(([one]) => /package|bugreport/.test(one)))
  return new Map(files).set(path, operator.apply(text, dice, holder))
}

/** The bytes that carry texts: `{ texts }`, or `{ disk, named }`. */
export const carried = ({ id, carrier }, files) => carrier.carry(files, random(`${id} carrier`))

function auditCase(made, files, subject) {
  const { texts, disk, named } = carried(made, files)
  return texts ? subject.auditTexts(texts) : subject.auditOnDisk(disk, named)
}

/**
 * What the program says of the files of a case: `verdict`, and `failure` where that is wrong, a kind of failure in a
 * few words. An error that a person can act on is a verdict too.
 */
export async function triedCase(made, files, subject) {
  try {
    const report = await auditCase(made, files, subject)
    return { verdict: report.verdict, failure: wrongWith(made, files, report) }
  } catch (error) {
    if (!subject.isExpected(error)) return { verdict: 'threw', failure: `threw ${error}` }
    return { verdict: 'refused', failure: changedBy(made, 'refused') }
  }
}

function wrongWith(made, files, report) {
  if (report.problems.some(({ remedy }) => remedy.length === 0)) return 'no next step'
  if (mentions(report, made.phone)) return 'names another app'
  if (report.verdict !== 'clear') return changedBy(made, report.verdict)
  if (report.problems.some(({ message }) => message.includes(made.holder.name))) return 'clear, grant told of'
  const left = proofLeft(files, made.holder)
  return ['gone', 'absent'].includes(left) ? undefined : `clear, grant ${left}`
}

/**
 * Whether nothing can excuse a failure: the grant stands where it stood, and nothing is said of it. A line that was
 * moved or lost can be missed, and a newer dump may say that the grant is gone.
 */
export const isSerious = (failure) => !/^clear, grant (?:moved|named|told of)/.test(failure)

/** A carrier alone changes no verdict. */
function changedBy({ phone, steps, carrier }, verdict) {
  if (steps.length > 0 || phone.verdict === undefined || verdict === phone.verdict) return undefined
  const isRefused = carrier.refusable && ['incomplete', 'refused'].includes(verdict)
  return isRefused ? undefined : `${verdict}, and ${phone.verdict} as it was`
}

/** Apps that are no lenders are nobody's business. */
const mentions = ({ problems, findings, headline }, { strangers = [] }) =>
  strangers.length > 0 && strangers.some((name) => JSON.stringify([problems, findings, headline]).includes(name))

/** Phones, each with the verdict that it has as it is. */
export async function withVerdicts(phones, subject) {
  for (const phone of phones) phone.verdict = (await triedCase(plainCase(phone), phone.files, subject)).verdict
  return phones
}
