import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import { type Answer, answerTo, relayed } from '../../src/page/relay.ts'

const ANSWER = { stdout: new TextEncoder().encode('[ro.build.version.sdk]: [34]\n'), stderr: '', exitCode: 0 }
type Send = Parameters<typeof answerTo>[1]['send']

const USERS = ['dumpsys', '-t', '30', 'user']
const APPS = ['dumpsys', '-t', '60', 'package']

/** A phone that the page holds, as the worker asks it. What goes between the two is copied. */
function fromWorker(send: Send) {
  let bytes = 0
  const { phone, hear } = relayed('BENCH0001', async (command) => {
    const [answer] = await answerTo(structuredClone(command), { serial: 'BENCH0001', send }, (more) => (bytes += more))
    hear(structuredClone(answer) as Answer)
  })
  return { ask: (argv: string[]) => phone.send(argv, { timeoutMs: 1000 }), bytes: () => bytes }
}

test('each answer comes to the command that it is of, in whatever order, and every byte is counted once', async () => {
  const waiting: (() => void)[] = []
  const { ask, bytes } = fromWorker(async (argv, { onBytes }) => {
    onBytes?.(5)
    await new Promise<void>((done) => waiting.push(done))
    onBytes?.(ANSWER.stdout.length - 5)
    return { ...ANSWER, stderr: argv.join(' ') }
  })
  const all = Promise.all([ask(USERS), ask(APPS)])
  await expect.poll(() => waiting.length).toBe(2)
  for (const done of waiting.reverse()) {
    done()
    await new Promise((next) => setTimeout(next))
  }
  expect((await all).map(({ stderr }) => stderr)).toEqual([USERS.join(' '), APPS.join(' ')])
  expect(bytes()).toBe(2 * ANSWER.stdout.length)
})

test('why a phone does not answer comes over in words, and what is a fault of ours as that', async () => {
  const gone = fromWorker(() => Promise.reject(new AuditError('E209', { what: 'dumpsys user' })))
  await expect(gone.ask(USERS)).rejects.toMatchObject({ code: 'E209', params: { what: 'dumpsys user' } })
  await expect(gone.ask(USERS)).rejects.toBeInstanceOf(AuditError)
  const broken = fromWorker(() => Promise.reject(new TypeError('a fault')))
  await expect(broken.ask(USERS)).rejects.toThrow('TypeError: a fault')
  await expect(broken.ask(USERS)).rejects.not.toBeInstanceOf(AuditError)
  // The page heeds no command that a phone may not be sent, and says so.
  await expect(broken.ask(['content', 'query'])).rejects.toThrow('not a command for a phone')
})
