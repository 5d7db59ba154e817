import { expect, test } from 'vitest'
import { daichaWith, phones } from '../cli/canned.ts'
import { changed, cwd } from './diff.ts'

async function capture(recorded: string, serial: string, path: string): Promise<string> {
  const { connect } = phones({ recorded, serial })
  const { code, stderr } = await daichaWith(connect, ['capture', '--save', path], {
    cwd,
    now: () => '2026-03-02T01:30:12Z',
  })
  expect(code, stderr).toBe(0)
  return path
}

test('two captures of a phone are compared, as folder and as zip, and their time is known', async () => {
  const pair: [string, string] = [
    await capture('android-14', '0A1B2C3D', 'first.zip'),
    await capture('android-14', '0A1B2C3D', 'second'),
  ]
  const { diff } = await changed(pair)
  expect(diff.changes).toEqual([])
  expect(diff.phone).toBe('same')
  expect(diff.old.capturedAt).toMatch(/^2026-/)
  expect(diff.notCompared).toEqual([])
})
