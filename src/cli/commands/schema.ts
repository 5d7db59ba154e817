import { readFileSync } from 'node:fs'
import { define } from '../command.ts'
import { wrongValue } from '../flags.ts'

const schemas = new Map([
  ['report', 'schema/report.v2.json'],
  ['ndjson', 'schema/ndjson.v2.json'],
  ['diff', 'schema/diff.v1.json'],
  ['config', 'schema/config.v1.json'],
  ['ignore', 'schema/ignore.v1.json'],
  ['evidence', 'schema/evidence.v1.json'],
  ['rules', 'rules/schema/user.json'],
])

/** The schema files lie beside `dist/` in the package. */
export const command = define({
  order: 9,
  help: 'help.schema',
  args: { '<name>': 'help.schemaName' },
  choices: [...schemas.keys()],
  flags: {},
  examples: ['daicha schema report > report.schema.json'],
  async run([name = ''], _options, { io }) {
    const path = schemas.get(name)
    if (path === undefined) throw wrongValue('daicha schema', name, [...schemas.keys()])
    io.stdout.write(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'))
    return 0
  },
})
