import { PassThrough } from 'node:stream'
import { expect, test } from 'vitest'
import { asker } from '../../src/cli/input/ask.ts'
import { briefly as wait } from '../daicha.ts'

test('what was typed at a terminal before the question stood there is no answer to it', async () => {
  const stdin = Object.assign(new PassThrough(), { isTTY: true })
  stdin.write('y\n')
  let shown = ''
  const stdout = {
    write(text: string) {
      shown += text
      setTimeout(() => stdin.write('n\n'), 100)
    },
  }
  const asking = asker({ stdin, stdout, wait }, new AbortController().signal)
  expect(await asking.ask('Send them? ')).toBe('n')
  expect(shown).toBe('Send them? ')
  asking.close()
})

test('what a script hands over at once is an answer', async () => {
  const stdin = new PassThrough()
  stdin.end('482913\n')
  const asking = asker({ stdin, stdout: { write: () => {} }, wait }, new AbortController().signal)
  expect(await asking.ask('')).toBe('482913')
  asking.close()
})
