import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { Diff } from '../src/model/report/diff.ts'
import { IgnoreFile } from '../src/model/report/ignore.ts'
import { NdjsonRecord } from '../src/model/report/ndjson.ts'
import { Pack } from '../src/model/report/pack.ts'
import { Report } from '../src/model/report/report.ts'
import { Config } from '../src/model/rules/config.ts'
import * as rule from '../src/model/rules/rule.ts'
import { UserRuleFile } from '../src/model/rules/rule-file.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const script: string = '../scripts/schemas.js'
const { printSchemas } = (await import(script)) as {
  printSchemas: (model: object, zod: typeof z) => Record<string, string>
}
const schemas = Object.entries(
  printSchemas({ ...rule, UserRuleFile, Report, NdjsonRecord, Diff, Config, IgnoreFile, Pack }, z),
)

test.each(schemas)('%s is what the build writes (npm run build)', (path, text) => {
  expect(existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : 'no such file').toBe(text)
})

test.each(schemas)('%s is a schema that validators accept', (_path, text) => {
  expect(new Ajv2020({ formats: { date: true, uri: true } }).validateSchema(JSON.parse(text))).toBe(true)
})

test('no schema is left of a rule file that is gone', () => {
  const committed = readdirSync(join(root, 'rules/schema')).map((name) => `rules/schema/${name}`)
  expect(committed.filter((path) => !schemas.some(([made]) => made === path))).toEqual([])
})
