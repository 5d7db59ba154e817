import { auditCase, filesAfter, wrongWith } from './mutations.js'

const fails = async (one, files, failure, subject) =>
  wrongWith(one, files, await auditCase(one, files, subject)) === failure

/** The same case with the fewest steps that fail in the same way. */
export async function withFewerSteps(made, failure, subject) {
  const steps = await without(made.steps, (kept) => {
    const one = { ...made, steps: kept }
    return kept.length > 0 && fails(one, filesAfter(one), failure, subject)
  })
  return { ...made, steps }
}

/** The texts of a case with the fewest lines that fail in the same way. */
export async function withFewerLines(made, failure, subject) {
  let files = filesAfter(made)
  for (const [path, text] of files) {
    const lines = await without(text.split('\n'), (kept) =>
      fails(made, new Map(files).set(path, kept.join('\n')), failure, subject),
    )
    files = new Map(files).set(path, lines.join('\n'))
  }
  return files
}

/** Milliseconds after which what is left is small enough. */
const PATIENCE = 1500

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
