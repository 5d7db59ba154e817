import { expect, test } from 'vitest'
import { agreed } from '../../src/cli/phone/revoke/agree.ts'
import type { Look } from '../../src/cli/phone/revoke/look.ts'
import type { Work } from '../../src/cli/phone/revoke/work.ts'

const calls = [
  ['pm', 'revoke', '--user', '0', 'com.example.kuaijie.of.a.long.name', 'android.permission.READ_CONTACTS'],
  ['appops', 'set', '--user', '0', 'com.example.kuaijie', 'READ_CONTACTS', 'ignore'],
]

async function shown(stdout: { isTTY: boolean; columns: number }): Promise<string[]> {
  let out = ''
  const io = { stdout: { ...stdout, write: (text: string) => (out += text) }, env: {} }
  const work = {
    io,
    words: { say: (key: string) => key, count: (key: string) => key },
    tell: async () => {},
    options: { yes: true },
  }
  const callsOf = () => calls.map((command) => ({ userId: 0, command }))
  await agreed({} as Look, callsOf, { names: [], again: '' }, work as unknown as Work)
  return out.trimEnd().split('\n')
}

test.for([true, false])('each call is one line, which can be copied into any shell (terminal: %s)', async (isTTY) => {
  const lines = await shown({ isTTY, columns: 80 })
  expect(lines).toEqual(calls.map((call) => `  adb shell ${call.join(' ')}`))
})
