import {
  type AdbServer,
  identityOf,
  type ListedDevice,
  type PlainKey,
  type Report,
  reporters,
  widthOf,
} from '../../internal.ts'
import { styleFor } from '../output/style.ts'
import { reportOn } from '../phone/keep-evidence.ts'
import { readPhone } from '../phone/read.ts'
import { opened } from '../phone/wait.ts'
import type { Reading, Talk } from './talk.ts'

/** Reads the phone, with a line for each step that is done, and shows the answer. */
export async function check(server: AdbServer, device: ListedDevice, talk: Talk): Promise<Reading> {
  const { words, io, rules, waiting, options } = talk
  const { say } = words
  const phone = await opened(server, device, io, waiting)
  talk.wasOpened = true
  const started = performance.now()
  /** `  App list ............ ok`, as each step is done. */
  const step = (what: string, how: string) =>
    io.stdout.write(`  ${what} ${'.'.repeat(Math.max(3, 30 - widthOf(what)))} ${how}\n`)
  const identity = await identityOf(phone, waiting.signal)
  const captured = await readPhone(phone, rules, options, {
    ...talk,
    signal: waiting.signal,
    onAgain: (state) => io.stdout.write(`  ${say(`wizard.again.${state}`)}\n`),
    onDone(name, hasFailed) {
      const key = STEPS[name]
      if (key !== undefined) step(say(key), say(hasFailed ? 'wizard.failed' : 'wizard.ok'))
    },
  })
  const settings = captured.files.filter(({ name }) => /^(settings|role)-/.test(name))
  const isDark = settings.every(({ failure }) => failure !== undefined)
  step(say('phone.step.settings'), say(isDark ? 'wizard.failed' : 'wizard.ok'))
  const { report } = await reportOn(captured, rules, talk)
  const seconds = Math.ceil((performance.now() - started) / 1000)
  step(say('wizard.checked', { n: report.stats.packages }), say('wizard.okTime', { seconds }))
  await summary(report, talk)
  return { captured, identity, report }
}

const STEPS: Record<string, PlainKey> = { 'package.txt': 'phone.step.apps', 'appops.txt': 'phone.step.use' }

/** The answer on one screen. */
async function summary(report: Report, { words, io, options }: Talk) {
  const style = { ...styleFor(undefined, options, words, io), saved: [] }
  io.stdout.write(`\n${await reporters.text(report, style)}`)
}
