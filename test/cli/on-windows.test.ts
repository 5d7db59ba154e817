import * as fs from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { refuseOverwriting } from '../../src/cli/output/overwriting.ts'
import { outputOf } from '../../src/cli/standard-output.ts'
import * as Exit from '../../src/model/exit.ts'
import { endBy, refuseTaken, refuseUnwritable, writeOutput } from '../../src/sources/output.ts'

vi.mock('../../src/internal.ts', async (original) => ({
  ...(await original<object>()),
  loadGuidance: () => ({ words: {} }),
}))
/**
 * As NTFS is: a name is found in any capitals, Node leaves it as it was typed, and nothing takes the place of a file
 * that is open. A pipe that its reader closed is at its end.
 */
vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return {
    ...real,
    statSync: (path: string, options: fs.StatSyncOptions) => real.statSync(path.toLowerCase(), options),
    openSync: (path: string, ...rest: [fs.OpenMode]) => real.openSync(path.toLowerCase(), ...rest),
    writeSync: (fd: number, ...rest: [Uint8Array, number]) => {
      if (fd === CLOSED) throw Object.assign(new Error('EOF'), { code: 'EOF' })
      return real.writeSync(fd, ...rest)
    },
    realpathSync: (path: string) => path,
    renameSync: (from: string, to: string) => {
      if (real.existsSync(to)) throw Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'rename' })
      real.renameSync(from, to)
    },
  }
})

const { platform } = process
const CLOSED = -1
beforeAll(() => void Object.defineProperty(process, 'platform', { value: 'win32' }))
afterAll(() => void Object.defineProperty(process, 'platform', { value: platform }))

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

test.for(['NUL', 'nul.json', 'Con.html', 'com1', 'report 12:30.html', 'r?.html', 'r.html.', 'r.html '])(
  'nothing is called %j: it would be another file, or one that nobody can remove',
  (name) => {
    const [path, shown] = [join(tmpdir(), name), name]
    const why = expect.objectContaining({ code: 'E502', params: { path: name, detail: 'ERR_INVALID_ARG_VALUE' } })
    expect(() => refuseUnwritable({ path, shown })).toThrow(why)
    expect(() => refuseTaken({ path, shown })).toThrow(why)
  },
)

test('a file may be called as people write, with joiners of letters and of pictures', () => {
  for (const name of ['റിപ്പോര്‍ട്ട്.html', 'گزارش‌ها.html', '报告 👩‍👧.html'])
    expect(() => refuseUnwritable({ path: join(tmpdir(), name), shown: name })).not.toThrow()
})

test('a file that another program has open stays, and that is said', () => {
  const path = join(tmpdir(), `daicha-${crypto.randomUUID()}`)
  fs.writeFileSync(path, 'old')
  const params = { path: 'r.csv', detail: 'EPERM.rename' }
  expect(() => writeOutput({ path, shown: 'r.csv' }, 'new')).toThrow(expect.objectContaining({ code: 'E502', params }))
  expect(fs.readFileSync(path, 'utf8')).toBe('old')
  fs.rmSync(path)
})

test('Ctrl-C is never the exit code of a finding', () => {
  const exit = vi.spyOn(process, 'exit').mockImplementation(() => {
    throw new Error('ended')
  })
  expect(() => endBy('SIGINT')).toThrow('ended')
  expect(exit).toHaveBeenCalledWith(130)
  exit.mockRestore()
})

test('whoever reads no further, as `more` that is left, is no error', () => {
  const exit = vi.fn<(code?: unknown) => never>(() => {
    throw new Error('ended')
  })
  const { write } = outputOf(CLOSED, () => expect.unreachable(), { platform: 'win32', exit })
  expect(() => write('text')).toThrow('ended')
  expect(exit).toHaveBeenCalledWith(Exit.closedPipe)
})
