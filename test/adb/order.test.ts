import { join } from 'node:path'
import { expect, test } from 'vitest'
import { AuditError } from '../../src/errors.ts'
import { capture } from '../../src/sources/adb/capture.ts'
import type { DeviceTransport } from '../../src/sources/adb/link/transport.ts'
import type { Names } from '../../src/sources/adb/names/name-choices.ts'
import { recordingsIn } from '../cli/canned.ts'
import { root } from '../daicha.ts'

const DUMP = /^dumpsys( -t 60)? package$/

/** What was asked before the dump of the apps was there, after it, and how much of it at once. */
async function ask(
  recorded: string,
  onDump: (asked: string[]) => Promise<unknown> = async () => {},
  { partsOf = () => [], names = 'none' }: { partsOf?: (bytes: Uint8Array) => Uint8Array[]; names?: Names } = {},
) {
  const answer = recordingsIn(join(root, 'test/phones', recorded, 'data'))
  const [before, after]: [string[], string[]] = [[], []]
  let [sending, atOnce, isThere] = [0, 0, false]
  const send: DeviceTransport['send'] = async (argv, options) => {
    const command = argv.join(' ').replace(/^sh -c getprop.*/, 'getprop')
    ;(isThere ? after : before).push(command)
    atOnce = Math.max(atOnce, ++sending)
    await new Promise((done) => setTimeout(done, 1))
    try {
      if (DUMP.test(command)) {
        await onDump(before)
        isThere = true
      }
      const result = await answer(argv, options)
      for (const part of partsOf(result.stdout)) options.onPart?.(part)
      return result
    } finally {
      sending--
    }
  }
  const captured = await capture(
    { serial: 'S', send },
    {
      tool: 't',
      now: () => '2026-11-24T06:20:03.000Z',
      isCandidate: (name) => name === 'com.example.kuaijie',
      isKnown: () => false,
      names,
    },
  ).catch((error) => error)
  return { before, after, atOnce, captured }
}
/** Until nothing is asked any more. */
const quiet = async (asked: string[]) => {
  for (let length = -1; length < asked.length; ) {
    length = asked.length
    await new Promise((done) => setTimeout(done, 20))
  }
}

test('what needs no list of apps is asked while the dump of the apps is awaited, two commands at a time', async () => {
  const { before, after, atOnce, captured } = await ask('android-14', quiet)
  expect(atOnce).toBe(2)
  expect(before).toEqual(expect.arrayContaining(['getprop', 'dumpsys -t 60 appops', 'pm list packages -U --user 0']))
  expect(before.filter((command) => command.startsWith('settings'))).not.toHaveLength(0)
  expect(after.length).toBeGreaterThan(0)
  expect(after.filter((command) => !command.startsWith('dumpsys -t 30 package '))).toEqual([])
  expect(captured.files).toHaveLength(before.length + after.length)
})

test('a phone on which others wait for that dump is asked for the rest when it is there', async () => {
  const { before, captured } = await ask('android-10', quiet)
  expect(before.toSorted()).toEqual(
    ['date +%Y%m%dT%H%M%S%z', 'getprop', 'dumpsys -t 60 package', 'dumpsys -t 30 user'].toSorted(),
  )
  expect(captured.files.length).toBeGreaterThan(9)
})

test('once the phone is gone nothing more is asked of it', async () => {
  const { before, captured } = await ask('android-14', async () => {
    throw new AuditError('E208', {})
  })
  expect(captured).toMatchObject({ code: 'E208' })
  expect(before.length).toBeLessThan(8)
})

test.for([
  ['whole', (bytes: Uint8Array) => [bytes]],
  ['cut in the middle of lines', (bytes: Uint8Array) => [bytes.subarray(0, 900), bytes.subarray(900)]],
  ['given in part only', (bytes: Uint8Array) => [bytes.subarray(0, 900)]],
] as const)('a dump that is %s while it comes says what it says at its end', async ([, partsOf]) => {
  const names = 'near'
  const [atEnd, meanwhile] = [
    await ask('android-14', undefined, { names }),
    await ask('android-14', undefined, { names, partsOf }),
  ]
  expect(atEnd.captured.files).toContainEqual(expect.objectContaining({ name: 'package-com.example.kuaijie.txt' }))
  expect(meanwhile.captured).toEqual(atEnd.captured)
  const asked = (phone: typeof atEnd) => [...phone.before, ...phone.after].sort()
  expect(asked(meanwhile)).toEqual(asked(atEnd))
})
