import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { withNames } from '../../src/cli/as-meant.ts'
import { newFolder } from '../folder.ts'

const folder = `${newFolder()}/`
for (const name of ['shard-2.ndjson', 'Shard-1.NDJSON', 'shard.ndjson', 'list.txt']) writeFileSync(folder + name, '')

test.for<[typed: string, names: string[]]>([
  ['shard-*.ndjson', ['Shard-1.NDJSON', 'shard-2.ndjson']],
  ['*.ndjson', ['Shard-1.NDJSON', 'shard-2.ndjson', 'shard.ndjson']],
  ['s*d*.ndjson', ['Shard-1.NDJSON', 'shard-2.ndjson', 'shard.ndjson']],
  ['shard.ndjson*ndjson', ['shard.ndjson*ndjson']],
  ['*', ['Shard-1.NDJSON', 'list.txt', 'shard-2.ndjson', 'shard.ndjson']],
  ['*.zip', ['*.zip']],
  ['nowhere/*.zip', ['nowhere/*.zip']],
])('on Windows %s stands for the files there, and for itself where there is none', ([typed, names]) => {
  expect(withNames(['report', folder + typed, '-f', 'json'])).toEqual([
    'report',
    ...names.map((name) => folder + name),
    '-f',
    'json',
  ])
})
