import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { root } from './daicha.ts'
import { newFolder } from './folder.ts'

/**
 * The commands of docs/batch.md, as they stand there: over ssh to two hosts, each in a network of its own, and on a
 * Dask cluster of two workers. A host, a worker or a job is killed in the middle, and the whole is still the single
 * run.
 */
const isRequired = process.env['DAICHA_REQUIRE_BENCH'] === '1'

const missing = (needed: Record<string, () => boolean>) => {
  const absent = Object.keys(needed).filter((name) => !needed[name]?.())
  return absent.length === 0 || isRequired ? '' : ` (skipped: needs ${absent.join(', ')})`
}
const runs = (program: string, ...args: string[]) => spawnSync(program, args).status === 0
const noSsh = missing({
  root: () => process.getuid?.() === 0,
  'ip netns': () => runs('unshare', '--net', 'true') && runs('ip', 'netns', 'list'),
  'openssh-server': () => existsSync('/usr/sbin/sshd') && runs('ssh', '-V'),
  'GNU parallel': () => /GNU/.test(spawnSync('parallel', ['--version'], { encoding: 'utf8' }).stdout ?? ''),
})
const noDask = missing({ 'python3-distributed': () => existsSync('/usr/lib/python3/dist-packages/distributed') })

const SIZE = 30
const SHARD = 10

let cwd: string
const started: ChildProcess[] = []
const env: Record<string, string> = { SOURCE_DATE_EPOCH: '1795500000', DAICHA_LANG: 'en', LC_ALL: 'C.UTF-8' }
let single: { text: string; code: number | null }

beforeAll(() => {
  cwd = newFolder()
  for (const folder of ['fixtures', 'examples']) symlinkSync(join(root, folder), join(cwd, folder))
  const names = readdirSync(join(root, 'fixtures'), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? entry.name : [],
  )
  const chosen = ['sample', 'empty-file', 'cut-inside-a-record', ...names].slice(0, SIZE)
  writeFileSync(join(cwd, 'list.txt'), chosen.map((name) => `fixtures/${name}/input\n`).join(''))
  Object.assign(env, { HOME: cwd, PATH: `${program('here')}${delimiter}/usr/sbin:/usr/bin:/sbin:/bin` })
  const { stdout, status } = spawnSync('daicha', ['audit', '--files-from', 'list.txt', '-f', 'ndjson'], {
    cwd,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  single = { text: stdout, code: status }
})
afterAll(async () => {
  for (const child of started.reverse()) await kill(child)
})

/**
 * A folder for the PATH of a machine, with `daicha` in it: the built program, which notes in `runs` that it ran. While
 * there is a file `stalls` beside it, it stops half-way; `dies` kills it there.
 */
function program(machine: string): string {
  const bin = join(cwd, machine)
  mkdirSync(bin)
  const text = `#!/bin/sh
echo run >> ${bin}/runs
half() { ${process.execPath} ${root}/bin/daicha.js "$@" | head -c 20000; }
if [ -e ${bin}/stalls ]; then half "$@"; echo $$ > ${bin}/halfway; exec sleep 600; fi
if [ -e ${bin}/dies ] && [ "$(wc -l < ${bin}/runs)" -ge "$(cat ${bin}/dies)" ]; then half "$@"; kill -KILL $$; fi
exec ${process.execPath} ${root}/bin/daicha.js "$@"
`
  writeFileSync(join(bin, 'daicha'), text, { mode: 0o755 })
  return bin
}

const ranOn = (machine: string) =>
  existsSync(join(cwd, machine, 'runs')) ? readFileSync(join(cwd, machine, 'runs'), 'utf8').split('\n').length - 1 : 0

function start(command: string, args: string[], more: Record<string, string> = {}): ChildProcess {
  const child = spawn(command, args, { cwd, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

/** Kills what was started, by its number, and waits until it is gone. */
async function kill(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stderr: string }> {
  let stderr = ''
  child.stderr?.on('data', (chunk) => {
    stderr += chunk
  })
  child.stdout?.resume()
  const [code] = await once(child, 'close')
  return { code, stderr }
}

/** Waits until a server has said on standard error that it is ready. */
async function said(child: ChildProcess, words: string) {
  let log = ''
  child.stderr?.on('data', (chunk) => {
    log += chunk
  })
  await until(() => log.includes(words) || child.exitCode !== null)
  expect(log).toContain(words)
}

async function until(isSo: () => boolean) {
  while (!isSo()) await new Promise((done) => setTimeout(done, 50))
}

/** The command of the page that calls this example. */
function typed(example: string): string[] {
  const page = readFileSync(join(root, 'docs/batch.md'), 'utf8')
  const line = page.split('\n').find((line) => line.startsWith(`examples/${example}`)) ?? ''
  expect(line).not.toBe('')
  return line.split(' ')
}

const all = (folder: string) => readFileSync(join(cwd, folder, 'all.ndjson'), 'utf8')

/** The single run to the byte. What differs is told by the inputs, as records are long. */
function expectWhole(folder: string, { code, stderr }: { code: number | null; stderr: string }) {
  expect(existsSync(join(cwd, folder, 'all.ndjson')), stderr).toBe(true)
  const inputs = (text: string) => text.match(/^\{"type":"\w+"(,"input":"[^"]*")?/gm)
  expect(inputs(all(folder))).toEqual(inputs(single.text))
  expect(all(folder) === single.text).toBe(true)
  expect(code).toBe(single.code)
}

test('the single run has a record for each input', () => {
  expect(single.text.match(/^\{"type":"(input|error)"/gm)?.length).toBeGreaterThanOrEqual(SIZE)
  expect(single.text).toMatch(/^\{"type":"error"/m)
  expect(single.code).toBe(1)
})

describe.skipIf(noSsh !== '')(`GNU parallel over ssh${noSsh}`, () => {
  const id = process.pid
  const network = { desk: `daicha-${id}-desk`, a: `daicha-${id}-a`, b: `daicha-${id}-b` }
  const hosts = { a: '192.0.2.2', b: '192.0.2.6' }
  const ip = (command: string) => {
    const { status, stderr, stdout } = spawnSync('ip', command.split(' '), { encoding: 'utf8' })
    if (status !== 0) throw new Error(`ip ${command}: ${stderr}`)
    return stdout
  }

  /** Kills everything that runs on a host: as if its plug were pulled. */
  const pull = async (host: keyof typeof network) => {
    const pids = () => ip(`netns pids ${network[host]}`).split('\n').filter(Boolean).map(Number)
    for (const pid of pids()) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It ended with another.
      }
    }
    await until(() => pids().length === 0)
  }

  const sshd = async (host: keyof typeof hosts) => {
    const child = start('ip', ['netns', 'exec', network[host], '/usr/sbin/sshd', '-f', `${host}.sshd`, '-D', '-e'])
    await said(child, 'Server listening')
  }

  const audit = (folder: string, listed = 'list.txt') => {
    const [script, , machines, , ...rest] = typed('parallel-ssh')
    const args = [script, listed, machines, folder, ...rest].map(String)
    return start('ip', ['netns', 'exec', network.desk, ...args], {
      SHARD: String(SHARD),
      PARALLEL_SSH: `ssh -F ${cwd}/ssh.config`,
    })
  }

  beforeAll(async () => {
    // Where sshd of Debian locks itself in; its service would have made it.
    mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
    for (const name of Object.values(network)) ip(`netns add ${name}`)
    for (const key of ['user', 'a.host', 'b.host'])
      spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', join(cwd, key)])
    for (const [host, address, near] of [
      ['a', hosts.a, '192.0.2.1'],
      ['b', hosts.b, '192.0.2.5'],
    ] as const) {
      const link = `to-${host}`
      ip(`-n ${network.desk} link add ${link} type veth peer name desk netns ${network[host]}`)
      ip(`-n ${network.desk} address add ${near}/30 dev ${link}`)
      ip(`-n ${network.desk} link set ${link} up`)
      ip(`-n ${network[host]} address add ${address}/30 dev desk`)
      ip(`-n ${network[host]} link set desk up`)
      const path = `${program(host)}:/usr/bin:/bin`
      const given = Object.entries({ ...env, PATH: path }).map(([name, value]) => `${name}=${value}`)
      writeFileSync(
        join(cwd, `${host}.sshd`),
        `ListenAddress ${address}
HostKey ${cwd}/${host}.host
AuthorizedKeysFile ${cwd}/user.pub
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
StrictModes no
UsePAM no
PidFile none
SetEnv ${given.join(' ')}
`,
      )
      await sshd(host)
    }
    const keyOf = (host: string) => readFileSync(join(cwd, `${host}.host.pub`), 'utf8')
    writeFileSync(join(cwd, 'known_hosts'), `${hosts.a} ${keyOf('a')}${hosts.b} ${keyOf('b')}`)
    writeFileSync(join(cwd, 'hosts'), `root@${hosts.a}\nroot@${hosts.b}\n`)
    writeFileSync(
      join(cwd, 'ssh.config'),
      `BatchMode yes
IdentityFile ${cwd}/user
IdentitiesOnly yes
StrictHostKeyChecking yes
UserKnownHostsFile ${cwd}/known_hosts
GlobalKnownHostsFile /dev/null
ConnectTimeout 5
ServerAliveInterval 1
`,
    )
  }, 120_000)
  afterAll(async () => {
    for (const [host, name] of Object.entries(network)) {
      if (!existsSync(`/run/netns/${name}`)) continue
      await pull(host as keyof typeof network)
      ip(`netns del ${name}`)
    }
  })

  test.for(['dies', 'falls silent'])('a host that %s half-way loses nothing', { timeout: 120_000 }, async (how) => {
    const [stalls, halfway] = ['stalls', 'halfway'].map((name) => join(cwd, 'b', name)) as [string, string]
    const before = { a: ranOn('a'), b: ranOn('b') }
    writeFileSync(stalls, '')
    const running = audit(how)
    const end = ended(running)
    await until(() => existsSync(halfway) || running.exitCode !== null)
    expect(running.exitCode).toBe(null)
    if (how === 'dies') await pull('b')
    else ip(`-n ${network.b} link set desk down`)

    expectWhole(how, await end)
    expect(ranOn('b')).toBe(before.b + 1)
    expect(ranOn('a')).toBe(before.a + SIZE / SHARD)
    for (const file of [stalls, halfway]) unlinkSync(file)
    ip(`-n ${network.b} link set desk up`)
    await pull('b')
    await sshd('b')
  })

  test('a shard that breaks off every time is refused, and run again alone', { timeout: 120_000 }, async () => {
    writeFileSync(join(cwd, 'hosts'), `root@${hosts.a}\n`)
    writeFileSync(join(cwd, 'a', 'dies'), String(ranOn('a') + SIZE / SHARD))
    const first = await ended(audit('broken-off'))
    expect(first.stderr).toContain('some shards are missing')
    expect(first.code).toBe(75)
    expect(existsSync(join(cwd, 'broken-off/all.ndjson'))).toBe(false)

    const shards = readdirSync(join(cwd, 'broken-off')).filter((name) => /^shard-.*\.ndjson$/.test(name))
    expect(shards).toHaveLength(SIZE / SHARD)
    const merged = await ended(start('daicha', ['report', 'merge', ...shards.map((name) => `broken-off/${name}`)]))
    expect(merged.stderr).toContain(`[E332] broken-off/${shards.at(-1)}`)
    expect(merged.code).toBe(5)

    unlinkSync(join(cwd, 'a', 'dies'))
    writeFileSync(join(cwd, 'hosts'), `root@${hosts.a}\nroot@${hosts.b}\n`)
    const before = ranOn('a') + ranOn('b')
    expectWhole('broken-off', await ended(audit('broken-off')))
    expect(ranOn('a') + ranOn('b')).toBe(before + 1)

    const log = join(cwd, 'broken-off/jobs.log')
    writeFileSync(log, readFileSync(log, 'utf8').replace(/^1\t.*\n/m, ''))
    truncateSync(join(cwd, 'broken-off/shard-1.ndjson'), 20_000)
    expectWhole('broken-off', await ended(audit('broken-off')))
    expect(ranOn('a') + ranOn('b')).toBe(before + 2)
  })

  test('shards of another list are not mixed in', async () => {
    writeFileSync(join(cwd, 'other.txt'), 'fixtures/clear-phone/input\n')
    expect((await ended(audit('mixed', 'other.txt'))).code).toBe(0)
    const before = all('mixed')
    const { code, stderr } = await ended(audit('mixed'))
    expect(stderr).toContain('name another folder')
    expect(code).toBe(2)
    expect(all('mixed')).toBe(before)
  })
})

describe.skipIf(noDask !== '')(`Dask${noDask}`, () => {
  let address: string
  let second: ChildProcess

  beforeAll(async () => {
    const file = join(cwd, 'scheduler.json')
    start('dask', ['scheduler', '--host', '127.0.0.1', '--port', '0', '--no-dashboard', '--scheduler-file', file])
    const worker = (name: string) => {
      const options = [
        '--scheduler-file',
        file,
        '--host',
        '127.0.0.1',
        '--no-dashboard',
        '--no-nanny',
        '--nthreads',
        '1',
      ]
      return start('dask', ['worker', ...options], { PATH: `${program(name)}:/usr/bin:/bin` })
    }
    const first = worker('first')
    second = worker('second')
    await Promise.all([first, second].map((child) => said(child, 'Registered to')))
    address = JSON.parse(readFileSync(file, 'utf8')).address
  }, 120_000)

  const audit = (folder: string) => {
    const [script, , listed, , ...rest] = typed('dask')
    return start(String(script), [address, String(listed), folder, ...rest], { SHARD: String(SHARD) })
  }

  test('a worker that is killed half-way loses nothing', { timeout: 120_000 }, async () => {
    writeFileSync(join(cwd, 'second', 'stalls'), '')
    const running = audit('lost-worker')
    const end = ended(running)
    const halfway = join(cwd, 'second', 'halfway')
    await until(() => existsSync(halfway) || running.exitCode !== null)
    await kill(second)
    process.kill(Number(readFileSync(halfway, 'utf8')), 'SIGKILL')

    expectWhole('lost-worker', await end)
    expect(ranOn('second')).toBe(1)
    expect(ranOn('first')).toBe(SIZE / SHARD)
  })

  test('a shard that breaks off every time leaves no whole', { timeout: 120_000 }, async () => {
    const before = ranOn('first')
    writeFileSync(join(cwd, 'first', 'dies'), String(before + SIZE / SHARD))
    const { code, stderr } = await ended(audit('killed'))
    expect(stderr).toMatch(/shard-0+3\.ndjson is missing: daicha ended with -9/)
    expect(code).toBe(75)
    expect(ranOn('first')).toBe(before + SIZE / SHARD + 2)
    expect(existsSync(join(cwd, 'killed/all.ndjson'))).toBe(false)
  })
})
