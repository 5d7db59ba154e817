/**
 * A phone whose connection is held by the page, as only a page may ask for one, while what asks is in the worker:
 * commands go one way, answers the other.
 */
import { AuditError, type ProblemCode } from '../errors.ts'
import { guard } from '../sources/adb/asking/guard.ts'
import type { CommandResult, DeviceTransport } from '../sources/adb/link/transport.ts'

export interface Command {
  id: number
  argv: string[]
  timeoutMs: number
}

/** An error as it crosses over. */
interface Said {
  code: ProblemCode
  params: Record<string, string>
}

/** What came of it. */
export type Answer = { id: number } & ({ result: CommandResult } | { problem: Said } | { fault: string })

/** In the worker: the phone as what asks knows it. */
export function relayed(serial: string, pass: (command: Command) => void) {
  const waiting = new Map<number, { done: (result: CommandResult) => void; fail: (error: Error) => void }>()
  const phone: DeviceTransport = {
    serial,
    send: (argv, { timeoutMs }) =>
      new Promise((done, fail) => {
        const id = waiting.size === 0 ? 0 : Math.max(...waiting.keys()) + 1
        waiting.set(id, { done, fail })
        pass({ id, argv, timeoutMs })
      }),
  }
  function hear(answer: Answer) {
    const { done, fail } = waiting.get(answer.id) ?? {}
    waiting.delete(answer.id)
    if ('result' in answer) done?.(answer.result)
    else if ('fault' in answer) fail?.(new Error(answer.fault))
    else fail?.(problemOf(answer.problem))
  }
  return { phone, hear }
}

const problemOf = ({ code, params }: Said) =>
  new AuditError(...([code, params] as ConstructorParameters<typeof AuditError>))

/** In the page: sends what the guard lets pass, whoever asks for it. What is printed is moved, not copied. */
export async function answerTo(
  { id, argv, timeoutMs }: Command,
  phone: DeviceTransport,
  onBytes: (more: number) => void,
): Promise<[answer: Answer, moved: ArrayBuffer[]]> {
  try {
    const result = await phone.send(guard(argv), { timeoutMs, onBytes })
    return [{ id, result }, [result.stdout.buffer as ArrayBuffer]]
  } catch (error) {
    if (error instanceof AuditError) return [{ id, problem: { code: error.code, params: error.params } }, []]
    return [{ id, fault: String(error) }, []]
  }
}
