import { definedOnly } from '../../../model/defined-only.ts'
import { couldBe } from '../../../model/phone/phone-command.ts'
import type { DeviceTransport, SendOptions } from '../link/transport.ts'
import { catalogue, type Request } from './catalogue.ts'

/** What must never be sent, whoever asks: what hands out people, calls, messages, accounts or the files of apps. */
const DENIED =
  /content|contacts|call_?log|sms|mms|telephony|telecom|account|notification|\/data\/(data|user|media)|sdcard/i
/** Names that a command of the catalogue asks about; they are data, and may hold any word. */
const ASKED_ABOUT =
  /\0secure\0[a-z_]+$|android\.app\.role\.[A-Z_]+$|(package|--user\0\d+)\0[\w.]+$|\/[^\0]+\/[^\0]+\.apk/g
const DENIED_PATH = /\/data\/(data|user|media)/

/** The second lock, which knows nothing of the catalogue. */
export function isDenied(argv: string[]): boolean {
  const text = argv.join('\0')
  return DENIED.test(text.replace(ASKED_ABOUT, '')) || DENIED_PATH.test(text)
}

/**
 * Lets a command pass that the catalogue could have made.
 *
 * @throws Error for anything else: a bug of ours, found before it reaches a phone
 */
export function guard(argv: string[]): string[] {
  if (isDenied(argv) || !catalogue.some((command) => couldBe(command, argv)))
    throw new Error(`not a command for a phone: ${argv.join(' ')}`)
  return argv
}

/** Sends what the guard lets pass. */
export const sent = (
  phone: DeviceTransport,
  { argv, timeoutMs }: Request,
  { signal, onPart }: { [Option in 'signal' | 'onPart']?: SendOptions[Option] | undefined } = {},
) => phone.send(guard(argv), { timeoutMs, ...definedOnly({ signal, onPart }) })
