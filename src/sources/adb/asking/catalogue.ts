import { argvOf, type Blank, NUMBER, type PhoneCommand } from '../../../model/phone/phone-command.ts'
import { dumpCommands } from '../../../parse/index.ts'

/** Where Android keeps an app: `/data/app/~~Qx3a==/com.example.cash-b1c2==/base.apk`, and nothing that apps keep. */
export const isApkPath = (path: string) =>
  /^(\/(?!\.{1,2}\/)[\w.=~+-]+)+\.apk$/.test(path) && !/^\/(data\/(data|user|media)|storage|sdcard)/.test(path)
const APK: Blank = { accepts: isApkPath }
/** Unit of ranges of a file. */
export const BLOCK = 4096
/** Toybox brought `stat` and `dd` with Android 6. */
export const LEAST_SDK_FOR_APKS = 23

/** Bytes and path of each APK. */
export const askApkSizes: PhoneCommand = {
  words: ['stat', '-c', '%s %n', APK],
  repeats: 1,
  file: () => 'apk-sizes',
  timeoutMs: 30_000,
  step: 'names',
}

/**
 * Blocks of APKs, of each its path, the first block, and how many. A mark that nobody can guess, a UUID, stands on a
 * line of its own before them all, and directly behind the blocks of each one, with the exit code.
 */
export const askApkBlocks: PhoneCommand = {
  words: [
    'sh',
    '-c',
    [
      'echo "$0"',
      `while [ $# -gt 2 ]; do dd if="$1" bs=${BLOCK} skip="$2" count="$3" 2>/dev/null; echo "$0 $?"; shift 3; done`,
    ].join('; '),
    { accepts: (arg) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(arg) },
    APK,
    NUMBER,
    NUMBER,
  ],
  repeats: 3,
  file: () => 'apk-blocks',
  timeoutMs: 60_000,
  step: 'names',
}

/** Whether a phone that is reached over Wi-Fi is the one on the cable. */
export const askSerial: PhoneCommand = {
  words: ['getprop', 'ro.serialno'],
  file: () => 'serial',
  timeoutMs: 3000,
  step: 'phone',
}

/** Every command that is sent to a phone, and nothing else is: fixed argument arrays. */
export const catalogue: PhoneCommand[] = [...dumpCommands, askApkSizes, askApkBlocks, askSerial]

/** What is sent to one phone. */
export interface Request extends Pick<PhoneCommand, 'timeoutMs' | 'required' | 'step'> {
  /** Name of the file that keeps the answer. */
  name: string
  argv: string[]
}

/** @throws Error for an argument that the command does not take: a bug of ours */
export function request(command: PhoneCommand, sdk: number, ...args: string[]): Request {
  const { timeoutMs, required, step } = command
  return {
    name: command.file(...args),
    argv: argvOf(command, sdk, ...args),
    timeoutMs,
    step,
    ...(required && { required }),
  }
}
