import { expect, test } from 'vitest'
import { agreed } from '../../src/cli/phone/revoke/agree.ts'
import type { Work } from '../../src/cli/phone/revoke/work.ts'

const calls = [
  ['pm', 'revoke', '--user', '0', 'com.example.kuaijie.of.a.long.name', 'android.permission.READ_CONTACTS'],
  ['appops', 'set', '--user', '0', 'com.example.kuaijie', 'READ_CONTACTS', 'ignore'],
]

async function shown(stdout: { isTTY: boolean; columns: number }): Promise<string[]> {
  let out = ''
  const io = { stdout: { ...stdout, write: (text: string) => (out += text) }, env: {} }
  const work = { io, words: { say: (key: string) => key }, tell: async () => {}, options: { yes: true } }
  await agreed(calls, work as unknown as Work)
  return out.trimEnd().split('\n')
}

test('on a terminal a call that is too long goes on in the next line, in the way of a shell and never within a word', async () => {
  const lines = await shown({ isTTY: true, columns: 80 })
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80)
  const whole = lines
    .join('\n')
    .replaceAll(/ \\\n +/g, ' ')
    .split('\n')
  expect(whole).toEqual(calls.map((call) => `  adb shell ${call.join(' ')}`))
})

test('for a program that reads along each call is one line', async () => {
  expect(await shown({ isTTY: false, columns: 80 })).toHaveLength(2)
})
