import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../daicha.ts'

export const names = readdirSync(join(root, 'fixtures'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
export const input = (name: string) => `fixtures/${name}/input`
export const languages = ['zh-CN', 'en'] as const
