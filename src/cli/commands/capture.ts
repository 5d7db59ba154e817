import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { AuditError, type Capture, loadGuidance, loadRules, saveCapture, speaker, visible } from '../../index.ts'
import type { Io } from '../io.ts'
import { languageOf } from '../options/language.ts'
import { type Connect, choosePhone, connected, type PhoneOptions, readPhone } from '../phone/read.ts'
import type { GlobalOptions } from '../program.ts'

/** Saves what an audit of the phone would read, to be audited here or elsewhere, now or later. */
export async function runCapture(
  options: GlobalOptions & PhoneOptions & { save: string },
  io: Io,
  version: string,
  connect: Connect,
): Promise<number> {
  const path = resolve(io.cwd, options.save)
  // Before the phone is read: time with it may be short.
  if (existsSync(path)) throw new AuditError('E501', { path: options.save })
  const session = { io, words: speaker(loadGuidance(), languageOf(options.lang, io)), connect, version }
  const phone = await choosePhone(await connected(options, session), options, io)
  const captured = await readPhone(phone, loadRules(), options, session)
  await saveCapture(captured, path)
  io.stdout.write(`${savedText(captured, options.save, session.words.say)}\n`)
  if (!options.quiet) io.stderr.write(`${session.words.say('capture.reminder')}\n`)
  return 0
}

/** What lies where, and how large it is. */
export function savedText(
  { files }: Capture,
  path: string,
  say: (key: string, params: Record<string, string | number>) => string,
) {
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0)
  const missing = files.filter(({ failure }) => failure !== undefined).length
  return say(missing === 0 ? 'capture.saved' : 'capture.savedPart', {
    path: visible(path),
    n: files.length - missing,
    missing,
    size: bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`,
  })
}
