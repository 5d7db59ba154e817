import { readdirSync, rmSync, writeFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'
import { newRevocationLog } from '../../src/sources/adb/revocation/log.ts'
import { newFolder } from '../folder.ts'

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  return { ...fs, writeFileSync: vi.fn(fs.writeFileSync) }
})

/** As on a disk without room: the file comes to be, and nothing in it. */
const full = (path: string) => {
  vi.mocked(writeFileSync).mockImplementationOnce(() => {
    writeFileSync(path, '')
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
  })
}

const about = {
  ...{ tool: 'daicha', startedAt: '2026-11-24T06:20:03.000Z', package: 'com.example.kuaijie', groups: [] },
  ...{ byHand: false, undoes: null, users: [], changes: [] },
}

test('a record that finds no room leaves no file that is none', () => {
  const folder = newFolder()
  full(`${folder}/revoke.json`)
  expect(() => newRevocationLog(folder, 'id', about)).toThrow('E502')
  expect(readdirSync(folder)).toEqual([])
  const { path, save } = newRevocationLog(folder, 'id', about)
  full(`${path}.part`)
  expect(save).toThrow('E502')
  expect(readdirSync(folder)).toEqual(['revoke.json'])
  save()
})

test('a record whose folder is gone, or a file now, says so', () => {
  const folder = newFolder()
  const { save } = newRevocationLog(folder, 'id', about)
  rmSync(folder, { recursive: true })
  writeFileSync(folder, '')
  expect(save).toThrow('E502')
  expect(() => newRevocationLog(folder, 'id', about)).toThrow('E502')
})
