import { latin1In, ofText, placeOf } from '#platform/bytes.ts'
import { AuditError } from '../../../errors.ts'
import type { Failure } from '../../../model/dump.ts'
import type { PhoneCommand } from '../../../model/phone/phone-command.ts'
import type { DeviceTransport, SendOptions } from '../link/transport.ts'
import { type Answered, type CapturedFile, endOf, isCut } from './captured-file.ts'
import type { Request } from './catalogue.ts'
import { sent } from './guard.ts'

export interface AskOptions {
  /** RFC 3339 with offset. */
  now: () => string
  signal?: AbortSignal
  onStep?: (step: { name: string; step: PhoneCommand['step']; state: 'started' | 'done' | 'failed' }) => void
}

/** What a service says instead of its dump, at the start of an answer that ends well all the same. */
const REFUSAL =
  /^\s*(\w+: )?(Can't find service|Permission Denial|Security exception|java\.lang\.SecurityException|Exception occurred|Error: java)/
/** Of a service that is not there, or died: told on standard error by a `dumpsys` that ends with 0 (`dumpsys.cpp`). */
const NO_SERVICE = /^\s*(Can't find service|Error with service .*DEAD_OBJECT)/
/** Characters of an answer that tell what it is. */
const BEGINNING = 2000
/** Stands before the answer of a program that ran all the same (AOSP `linker.cpp`). */
const WARNINGS = /^WARNING: linker: .*\n/gm
/** How a list of names ends: with some, with `null`, with nothing. Failure is said in a sentence. */
const NAMES = /(^|\n)[\w.$/:;]*$/

/** How the app ops of each uid begin. */
const UID = ofText('\n  Uid ')

/**
 * Asks one thing of a phone.
 *
 * @throws AuditError when the phone goes away, or when it does not give what is required
 */
export async function answerOf(
  phone: DeviceTransport,
  asked: Request,
  options: AskOptions & Pick<SendOptions, 'onPart'>,
): Promise<CapturedFile> {
  const { name, argv, required, step } = asked
  const { now, signal, onStep, onPart } = options
  const file = {
    name,
    command: argv,
    startedAt: now(),
    exitCode: null,
    stderr: '',
    bytes: ofText(''),
  }
  onStep?.({ name, step, state: 'started' })
  let answer: CapturedFile
  try {
    const { stdout: bytes, ...end } = await sent(phone, asked, { signal, onPart })
    const given = { ...file, finishedAt: now(), ...end, bytes }
    const failure = failureOf(asked, given)
    // There is nothing else to check then.
    if (failure && required) throw new AuditError(failure.code === 'E214' ? 'E214' : 'E218', { what: step })
    answer = { ...given, ...(failure && { failure }) }
  } catch (error) {
    if (!isGap(error)) throw error
    // The transport knows that an answer was late, and not of what.
    const params = { ...error.params, what: step }
    if (required) throw new AuditError('E209', params, { cause: error })
    // As where `dumpsys` gives up by itself: a second try may bring it.
    answer = { ...file, finishedAt: now(), failure: { code: 'E209', params, incomplete: step === 'use' } }
  }
  const isRead = answer.failure === undefined && !isCut(answer)
  onStep?.({ name, step, state: isRead ? 'done' : 'failed' })
  return answer
}

/** Why an answer that came whole is none. */
function failureOf({ argv: [program], step, required }: Request, answer: Answered): Failure | undefined {
  const { bytes, stderr, exitCode } = answer
  const printed = latin1In(bytes, 0, BEGINNING).replace(WARNINGS, '')
  const isBlank = bytes.length <= BEGINNING && printed.trim() === ''
  const said = isBlank ? stderr.replace(WARNINGS, '') : printed
  // A heading always stands in a dump; of a setting there is a value, `null`, or the end of an empty line.
  const isEmpty =
    program === 'dumpsys' ? isBlank : bytes.length === 0 && (exitCode !== 0 || said !== '' || program === 'settings')
  // Every phone that has started has these two; one that gives a reason beside nothing refuses.
  const isBooting = program === 'dumpsys' && (required || step === 'use') && exitCode === 0
  if (isBooting && (NO_SERVICE.test(said) || (isBlank && said.trim() === '')))
    return { code: 'E214', params: {}, incomplete: true }
  // `dumpsys` ends with 0 whatever happens, and what is required must show for itself that it is whole.
  const isNotRun = exitCode === 126 || exitCode === 127
  const hasFailed = isNotRun || (exitCode !== 0 && program !== 'dumpsys' && !required)
  const isNoList =
    step === 'settings' && program !== 'dumpsys' && !NAMES.test(endOf(bytes).replace(WARNINGS, '').trimEnd())
  // No phone is without apps that have app ops; a service that fails ends well all the same.
  const hasNoOps = step === 'use' && placeOf(bytes, UID) < 0 && !isCut(answer)
  const isRefused = REFUSAL.test(said)
  if (isRefused || isEmpty || hasFailed || isNoList || hasNoOps)
    return { code: 'E210', params: { what: step }, incomplete: step === 'use' && !isRefused }
  return undefined
}

/** An answer that is late, or too large, is a gap. After anything else there is no result at all, not half a one. */
export const isGap = (error: unknown): error is AuditError => error instanceof AuditError && error.code === 'E209'
