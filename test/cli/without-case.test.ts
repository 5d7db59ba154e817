import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { refuseOverwriting } from '../../src/cli/output/overwriting.ts'

vi.mock('../../src/internal.ts', async (original) => ({
  ...(await original<object>()),
  loadGuidance: () => ({ words: {} }),
}))
/** As NTFS and APFS are: a name is found in any capitals, and Node leaves it as it was typed. */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return {
    ...real,
    statSync: (path: string, options: fs.StatSyncOptions) => real.statSync(path.toLowerCase(), options),
    openSync: (path: string, ...rest: [fs.OpenMode]) => real.openSync(path.toLowerCase(), ...rest),
    realpathSync: (path: string) => path,
  }
})

test('in a folder that is checked nothing is written over, in whatever capitals it is named', () => {
  const cwd = join(tmpdir(), `daicha-${crypto.randomUUID()}`)
  fs.mkdirSync(join(cwd, 'dump/deep'), { recursive: true })
  fs.writeFileSync(join(cwd, 'dump/deep/package.txt'), 'Packages:')
  const over = (file: string, input: string) => () => refuseOverwriting([{ format: 'html', file }], [input], cwd)
  expect(over('DUMP/Deep/package.txt', 'dump')).toThrow('E504')
  expect(over('dump/deep/Package.TXT', 'Dump/deep/package.txt')).toThrow('E504')
  expect(over('dump/new.html', 'dump')).not.toThrow()
  fs.rmSync(cwd, { recursive: true })
})
