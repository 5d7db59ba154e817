import { AuditError } from '../../errors.ts'
import type { Failure } from '../../model/dump.ts'
import { isAskable } from '../../model/phone/phone-command.ts'
import { AGAIN, type Answer, readAnswer } from '../../parse/index.ts'
import { askPackages } from '../../parse/sections/dumpsys-package.ts'
import type { AskOptions } from './asking/answer.ts'
import { type CapturedFile, isCut } from './asking/captured-file.ts'

export interface AgainOptions extends AskOptions {
  /** Told that answers contradict each other and the phone is read once more, and where that fails. */
  onAgain?: (state: 'started' | 'failed') => void
}

/** Why there is nothing new beside what was read before. */
function lossOf({ code, params }: AuditError): Failure {
  if (code === 'E209' || code === 'E214') return { code, params }
  return code === 'E218' ? { code: 'E210', params } : { code: 'E208', params: {} }
}

/** Why an answer is less than the one before; nothing where it is not. */
function lessThan(before: CapturedFile, now: CapturedFile): Failure | undefined {
  const isLess = isCut(now) && (!isCut(before) || now.bytes.length < before.bytes.length)
  return now.failure ?? (isLess ? { code: 'E209', params: { what: 'answer' } } : undefined)
}

/**
 * Reads once more what may be of another moment. Where any of it fails, or it contradicts itself as well, neither
 * reading is the truth: both stand, so that what either found counts, and why is told beside them.
 *
 * @param read gives nothing where answers contradict each other again
 */
export async function onceMore(
  files: Map<string, CapturedFile>,
  { now, onAgain }: AgainOptions,
  before: Answer,
  read: () => Promise<Answer | undefined>,
): Promise<Answer> {
  onAgain?.('started')
  const kept = new Map(files)
  let failure: Failure | undefined
  const answer = await read().catch((error) => {
    if (!(error instanceof AuditError)) throw error
    failure = lossOf(error)
    return undefined
  })
  const second: CapturedFile[] = []
  for (const [name, was] of kept) {
    const file = files.get(name)
    // What was not read before would close what that left open.
    if (file === undefined || file === was || was.failure) continue
    const loss = lessThan(was, file)
    failure ??= loss
    if (!loss) second.push({ ...file, name: `${AGAIN}${name}` })
  }
  if (answer && !failure) return answer
  if (failure) {
    onAgain?.('failed')
    const whole = kept.get(askPackages.file()) as CapturedFile
    const lost = { ...whole, name: 'again', finishedAt: now(), exitCode: null, bytes: new Uint8Array() }
    second.push({ ...lost, failure: { ...failure, incomplete: true } })
  }
  for (const file of [...kept.values(), ...second]) files.set(file.name, file)
  return before
}

/** Whether no list names a package that a whole dump does not, and no app by itself holds other than the dump says. */
export function isOfOneMoment(
  files: ReadonlyMap<string, CapturedFile>,
  dump: Answer,
  listed: CapturedFile[],
  own: CapturedFile[],
): boolean {
  const known = new Set(dump.packageNames.flatMap((name) => [name, name.replace(/_\d+$/, '')]))
  const isCutShort = isCut(files.get(askPackages.file()) as CapturedFile)
  return (
    (isCutShort || namesIn(listed.map(readAnswer)).every((name) => known.has(name))) &&
    own.every((file) => [...readAnswer(file).grants].every(([name, held]) => (dump.grants.get(name) ?? held) === held))
  )
}

export const namesIn = (answers: Answer[]) =>
  [...new Set(answers.flatMap(({ packageNames }) => packageNames))].filter(isAskable).sort()
