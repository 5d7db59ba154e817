import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

const home = mkdtempSync(join(tmpdir(), 'daicha-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

/** A folder that is gone when the tests of a file are over. */
export const newFolder = () => mkdtempSync(join(home, 'folder-'))
