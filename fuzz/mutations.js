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
export const plainCase = (phone) => ({ id: '', phone, holder: phone.holders[0], carrier: asItIs, steps: [] })

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

export function auditCase(made, files, subject) {
  const { texts, disk, named } = carried(made, files)
  return texts ? subject.auditTexts(texts) : subject.auditOnDisk(disk, named)
}

/** A kind of failure in a few words, or nothing. */
export function wrongWith({ phone, holder, steps, carrier }, files, report) {
  if (report.problems.some(({ remedy }) => remedy.length === 0)) return 'no next step'
  if (mentions(report, phone)) return 'names another app'
  const isRefused = carrier.refusable && report.verdict === 'incomplete'
  if (steps.length === 0 && !isRefused && report.verdict !== phone.verdict)
    return `${report.verdict}, and ${phone.verdict} as it was`
  if (report.verdict !== 'clear') return undefined
  const left = proofLeft(files, holder)
  return ['gone', 'absent'].includes(left) ? undefined : `clear, grant ${left}`
}

/** Apps that are no lenders are nobody's business. */
const mentions = ({ problems, findings, headline }, { strangers = [] }) =>
  strangers.length > 0 && strangers.some((name) => JSON.stringify([problems, findings, headline]).includes(name))
