import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { root } from '../daicha.ts'
import { newFolder } from '../folder.ts'

const isHere = /GNU/.test(spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout ?? '')
const isRequired = process.env['DAICHA_REQUIRE_BENCH'] === '1'
const skipped = isHere || isRequired ? '' : ' (skipped: GNU parallel is not installed)'

const fixture = (name: string) => join(root, 'fixtures', name, 'input')
const inputs = [
  'sample',
  'clear-phone',
  'cut-inside-a-record',
  'suspected-lender',
  'empty-file',
  'android-10-two-users',
  'denied-once',
].map(fixture)

let cwd: string
beforeAll(() => {
  cwd = newFolder()
  writeFileSync(join(cwd, 'list'), inputs.map((path) => `${path}\n`).join(''))
})

/** A line of a shell, with `daicha` for the built program and a fixed time. */
function shell(line: string) {
  const env = { ...process.env, SOURCE_DATE_EPOCH: '1795500000', LC_ALL: 'C.UTF-8' }
  const command = line.replaceAll('daicha ', `${process.execPath} ${join(root, 'bin/daicha.js')} `)
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command], { cwd, env, encoding: 'utf8' })
  return { stdout, stderr, status }
}

describe.skipIf(!isHere && !isRequired)(`GNU parallel${skipped}`, () => {
  test('shards that are merged are the single run', () => {
    shell('daicha audit --files-from list -f ndjson=single.ndjson')
    const single = readFileSync(join(cwd, 'single.ndjson'), 'utf8')
    expect(single.trimEnd().split('\n')).toHaveLength(inputs.length + 2)

    const sharded = shell(
      'parallel --will-cite -j2 -k -N3 --pipe daicha audit --files-from - -f ndjson < list > shards.ndjson',
    )
    expect(sharded.stderr).toBe('')
    const starts = readFileSync(join(cwd, 'shards.ndjson'), 'utf8').match(/^\{"type":"start"/gm)
    expect(starts).toHaveLength(3)

    const merged = shell('daicha report merge shards.ndjson -f ndjson --use-exit')
    expect(merged.stderr).toBe('')
    expect(merged.stdout).toBe(single)
    expect(merged.status).toBe(1)
  })

  test('a shard that was killed makes no whole', () => {
    shell('head -c 20000 shards.ndjson > cut.ndjson')
    const { stderr, stdout, status } = shell('daicha report merge cut.ndjson -f ndjson')
    expect(status).toBe(5)
    expect(stderr).toContain('[E332] cut.ndjson')
    expect(stdout).not.toContain('"type":"end"')
  })
})
