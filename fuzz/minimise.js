import { filesAfter, triedCase } from './mutations.js'

const fails = async (one, files, failure, subject) => (await triedCase(one, files, subject)).failure === failure

/** The same case with the fewest steps that fail in the same way. */
export async function withFewerSteps(made, failure, subject) {
  const steps = await without(made.steps, (kept) => {
    const one = { ...made, steps: kept }
    return kept.length > 0 && fails(one, filesAfter(one), failure, subject)
  })
  return { ...made, steps }
}

/** The texts of a case with the fewest lines, besides those that only the lender has, that fail in the same way. */
export async function withFewerLines(made, failure, subject) {
  const own = ownLines(made)
  let files = filesAfter(made)
  for (const [path, text] of files) {
    const lines = text.split('\n').map((line, at) => ({ line, at, isOwn: own.has(line.trim()) }))
    const kept = lines.filter(({ isOwn }) => isOwn)
    const textOf = (others) =>
      [...kept, ...others]
        .sort((a, b) => a.at - b.at)
        .map(({ line }) => line)
        .join('\n')
    const others = await without(
      lines.filter(({ isOwn }) => !isOwn),
      (fewer) => fails(made, new Map(files).set(path, textOf(fewer)), failure, subject),
    )
    files = new Map(files).set(path, textOf(others))
  }
  return files
}

/** What the phone says of the lender and of nobody else. Without it a smaller input would show another fault. */
function ownLines({ phone, holder }) {
  const lines = [...phone.files.values()].join('\n').split('\n')
  const records = [holder.name, ...holder.proof.map((one) => one.in)]
  const [own, others] = [new Set(holder.proof.map(({ line }) => line)), new Set()]
  let isOwn = false
  for (const line of lines) {
    if (/^ {0,2}\S/.test(line)) isOwn = records.some((name) => line.includes(` [${name}] (`))
    if (isOwn) own.add(line.trim())
    else others.add(line.trim())
  }
  return new Set([...own].filter((line) => !others.has(line) || line.includes('READ_CONTACTS')))
}

/** Milliseconds after which what is left is small enough. */
const PATIENCE = 600

/** Leaves out ever smaller runs of a list as long as what is left still does it. */
async function without(list, still) {
  const until = performance.now() + PATIENCE
  let kept = list
  for (let size = Math.ceil(list.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let at = 0; at < kept.length; ) {
      if (performance.now() > until) return kept
      const less = kept.toSpliced(at, size)
      if (await still(less)) kept = less
      else at += size
    }
  }
  return kept
}
