import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { type Gate, type GateMode, openGate } from './gate.ts'

const run = promisify(execFile)

const ADB = '/usr/bin/adb'
const ADBD = '/usr/lib/android-sdk/platform-tools/adbd'
const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Programs of a phone that answer from recordings, and what a phone and this computer both have. */
const RECORDED = ['dumpsys', 'pm', 'cmd', 'getprop', 'settings', 'appops', 'am', 'content', 'service', 'wm']
const SHARED = ['date', 'sh', 'stat', 'dd']
/** What the recordings are played with. */
const PLAYERS = ['cat', 'grep', 'gzip', 'base64', 'sleep', 'tr', 'head', 'wc', 'ls', 'id', 'mkfifo']

/** Features of an adbd of Android 14; `old` phones have `cmd` alone. */
const FEATURES =
  'shell_v2,cmd,stat_v2,ls_v2,fixed_push_mkdir,apex,abb,fixed_push_symlink_timestamp,abb_exec,remount_shell,track_app,' +
  'sendrecv_v2,sendrecv_v2_brotli,sendrecv_v2_lz4,sendrecv_v2_zstd,sendrecv_v2_dry_run_send,delayed_ack'

/** The pipe that phones which remember are asked through. */
const memoryIn = (dir: string) => join(dir, 'memory')

/** Runs what follows in a network and among processes of its own; everything in there ends with it. */
const isolated = (command: string[]) => [
  'unshare',
  ...(process.getuid?.() === 0 ? [] : ['--map-root-user']),
  ...['--net', '--pid', '--fork', '--kill-child', '--mount-proc', '--'],
  ...['sh', '-c', 'ip link set lo up && exec "$@"', 'sh'],
  ...command,
]

/** Why the bench cannot run here; nothing where it can. */
export const benchMissing = (() => {
  if (process.platform !== 'linux') return 'skipped: the bench needs Linux'
  const missing = [ADB, ADBD].filter((path) => !existsSync(path))
  if (spawnSync('ip', ['-V']).error) missing.push('ip')
  if (missing.length > 0) return 'skipped: needs the Debian packages adb, adbd and iproute2'
  const [program = '', ...args] = isolated(['true'])
  return spawnSync(program, args).status === 0 ? undefined : 'skipped: needs root or user namespaces (unshare --net)'
})()

interface Recording {
  out?: string | Buffer
  err?: string
  rc?: number
  /** Seconds before the answer. */
  delay?: number
}

export interface PhoneOptions {
  /** Model, without spaces. */
  name?: string
  /** What `getprop ro.build.version.sdk` answers. */
  sdk?: number
  /** Folder with recordings, `<key>.{out,err,rc,delay}`; see device/replay.sh. */
  data?: string
  /** `recovery`, `sideload`, `bootloader` in place of a phone that has started. */
  state?: string
  gate?: GateMode
  /** Whether it says that it has shell v2; a phone behind the gate `old` does not. */
  hasShellV2?: boolean
}

export interface Phone {
  serial: string
  /** Every program that was run on it, with its arguments, in order; see device/replay.sh for the form. */
  commands: () => Promise<string[]>
  /** The same, as they were given to the program: name and arguments. */
  argvs: () => Promise<string[][]>
  /** Answers a command from now on: `record('dumpsys -t 60 package', { out })`. */
  record: (command: string, recording: Recording) => Promise<void>
  /** The person taps "Allow"; for the gate `ask`. */
  allow: () => void
  /** Public keys that its owner was asked about, with the name that each has on the phone. */
  keys: string[]
  freeze: () => void
  /** The phone dies; with SIGTERM, like adbd at a restart. */
  kill: () => Promise<void>
  /** Where its recordings lie. */
  data: string
  /** Number of its adbd, as commands on the phone see it. */
  pid: number
}

/** A free port of loopback; not one that an adb server scans for emulators. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Whether something accepts connections on a port of loopback. */
function listens(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => done(true))
    socket.on('error', () => done(false))
    socket.on('connect', () => socket.destroy())
  })
}

/**
 * A real adb server on a port of its own, and phones that are real adbds with recorded programs. Close it: it stops
 * what it started, by pid.
 */
export class AdbBench {
  /** For what should find this server, and no other program or key. */
  readonly env: NodeJS.ProcessEnv
  readonly port: number
  readonly #dir: string
  readonly #server: ChildProcess
  readonly #island: ChildProcess
  readonly #gates: Gate[] = []
  #phones = 0

  private constructor(dir: string, port: number, env: NodeJS.ProcessEnv, server: ChildProcess, island: ChildProcess) {
    this.#dir = dir
    this.port = port
    this.env = env
    this.#server = server
    this.#island = island
  }

  static async start(): Promise<AdbBench> {
    if (benchMissing !== undefined) throw new Error(benchMissing)
    const dir = await mkdtemp(join(tmpdir(), 'daicha-bench-'))
    const port = await freePort()
    const env = serverEnv(dir, port)
    await mkdir(join(dir, 'home'))
    const memory = memoryIn(dir)
    await run('mkfifo', [memory])
    const [program = '', ...args] = isolated([process.execPath, here('device/island.js'), memory])
    const island = spawn(program, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    // Each phone waits for the news of its end.
    island.setMaxListeners(0)
    const listening = [ADB, '-L', `tcp:localhost:${port}`, 'nodaemon', 'server']
    const server = spawn('setpriv', ['--pdeathsig', 'KILL', ...listening], { env, cwd: dir, stdio: 'ignore' })
    const bench = new AdbBench(dir, port, env, server, island)
    // An adb that finds nobody there would start a server of its own, which nobody would stop.
    await until(() => listens(port))
    return bench
  }

  /** Runs adb as a person would, and gives what it prints. */
  async adb(...args: string[]): Promise<string> {
    return (await run(ADB, args, { env: this.env, maxBuffer: 2 ** 28 })).stdout
  }

  /** The state of a phone as adb lists it. */
  async state(serial: string): Promise<string | undefined> {
    const lines = (await this.#ask('host:devices')).split('\n').map((line) => line.split('\t'))
    return lines.find(([listed]) => listed === serial)?.[1]
  }

  /** A phone that the server has seen, in the state that its gate gives it. */
  async device({
    name = 'Bench',
    sdk,
    data,
    state = 'device',
    gate = { kind: 'pass' },
    hasShellV2 = gate.kind !== 'old',
  }: PhoneOptions = {}): Promise<Phone> {
    const id = ++this.#phones
    const root = join(this.#dir, `phone-${id}`)
    const log = join(root, 'commands.log')
    const argvLog = `${log}.argv`
    const folders = { bin: join(root, 'bin'), tools: join(root, 'tools'), data: join(root, 'data') }
    for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true })
    for (const file of [log, argvLog]) await writeFile(file, '')
    for (const program of [...RECORDED, ...SHARED]) await symlink(here('device/replay.sh'), join(folders.bin, program))
    for (const program of SHARED) await symlink(join('/usr/bin', program), join(folders.tools, program))
    for (const program of PLAYERS) await symlink(join('/usr/bin', program), join(folders.bin, program))
    if (data !== undefined)
      for (const file of await readdir(data)) await symlink(resolve(data, file), join(folders.data, file))

    const record = async (command: string, { rc = 0, ...recording }: Recording) => {
      const key = join(folders.data, command.replaceAll('/', '@').replaceAll(' ', '+'))
      for (const [ending, content] of Object.entries({ rc: String(rc), ...recording })) {
        await rm(`${key}.${ending}`, { force: true })
        await writeFile(`${key}.${ending}`, Buffer.isBuffer(content) ? content : String(content))
      }
    }
    await record('getprop ro.product.model', { out: `${name}\n` })
    if (sdk !== undefined) await record('getprop ro.build.version.sdk', { out: `${sdk}\n` })

    const socket = join(root, 'adbd.sock')
    const features = hasShellV2 ? FEATURES : 'cmd'
    const identity = `device::ro.product.name=${name};ro.product.model=${name};ro.product.device=${name};features=${features}`
    const env = {
      PATH: folders.bin,
      LANG: 'C.UTF-8',
      DEVICE_DATA: folders.data,
      DEVICE_LOG: log,
      DEVICE_TOOLS: folders.tools,
      DEVICE_MEMORY: memoryIn(this.#dir),
    }
    const started = this.#told(id, 'started')
    const exited = this.#told(id, 'exited').catch(() => {})
    this.#tell({
      id,
      type: 'start',
      socket,
      adbd: ADBD,
      env,
      log: join(root, 'adbd.log'),
      banner: state === 'device' ? identity : state,
    })
    const { pid } = await started

    const opened = await openGate(socket, gate)
    this.#gates.push(opened)
    const { serial } = opened
    // It waits for a phone that says nothing; the list tells what became of it.
    this.#ask(`host:connect:${serial}`).catch(() => {})
    const expected = stateBehind(gate) ?? state
    await until(async () => (await this.state(serial)) === expected)
    return {
      serial,
      pid,
      data: folders.data,
      record,
      commands: async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean),
      argvs: async () =>
        (await readFile(argvLog, 'utf8')).split('\0\n').flatMap((line) => (line === '' ? [] : [line.split('\0')])),
      allow: opened.allow,
      keys: opened.keys,
      freeze: () => this.#tell({ id, type: 'signal', signal: 'SIGSTOP' }),
      kill: async () => {
        this.#tell({ id, type: 'signal', signal: 'SIGKILL' })
        await exited
      },
    }
  }

  /** Takes everything down: connections, phones, the server, the folder. */
  async close(): Promise<void> {
    await Promise.all(this.#gates.map((gate) => gate.close()))
    for (const child of [this.#server, this.#island]) await stop(child)
    // What a phone was asked for when it was killed may still be writing.
    await rm(this.#dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }

  /** What the server answers, behind `OKAY` and four digits of length. A program for each question takes longer. */
  async #ask(service: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1')
    socket.write(service.length.toString(16).padStart(4, '0') + service)
    return (await text(socket)).slice(8)
  }

  #tell(message: object): void {
    this.#island.send(message)
  }

  /** The next news of a phone. */
  #told(id: number, type: string): Promise<{ pid: number }> {
    return new Promise((done, fail) => {
      const hear = (news: { id: number; type: string; pid: number; error?: string }) => {
        if (news.id !== id) return
        if (news.type === type) done(news)
        else if (news.type === 'failed') fail(new Error(news.error))
        else return
        this.#island.off('message', hear).off('exit', end)
      }
      const end = () => fail(new Error('the network of the phones is gone'))
      this.#island.on('message', hear).once('exit', end)
    })
  }
}

/** A server without the keys, the log, the phones and the emulators of the person who runs the tests. */
export const serverEnv = (dir: string, port: number): NodeJS.ProcessEnv => ({
  PATH: '/usr/bin:/bin',
  LANG: 'C.UTF-8',
  HOME: join(dir, 'home'),
  TMPDIR: dir,
  ANDROID_ADB_SERVER_PORT: String(port),
  ADB_LOCAL_TRANSPORT_MAX_PORT: '5554',
  ADB_MDNS: '0',
})

const stateBehind = ({ kind }: GateMode) =>
  ({ refuse: 'unauthorized', ask: 'unauthorized', stall: 'authorizing', silent: 'offline' })[kind as string]

/** Waits until something is so; a test that waits in vain fails by its own time limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo().catch(() => false))) await new Promise((done) => setTimeout(done, 20))
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 2000)
  await gone
  clearTimeout(late)
}
