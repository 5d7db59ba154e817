import { phone } from './apps.js'
import { fingerprint, packageDump } from './package-dump.js'
import { random } from './random.js'
import { endless, lines, take } from './text.js'
import { nouns, runtimePermissions } from './words.js'

const stamp = '2024-03-02'
const rule = '-'.repeat(79)
export const bugreportName = `bugreport-lantern-UQ1A.240205.004-${stamp}-10-20-30.txt`

/** An Android 14 `dumpstate` text: mostly logs and other services, as in life, with the three that matter inside. */
export function* bugreport({ bytes, count }) {
  const share = (part) => bytes * part
  yield header
  yield* section(
    'DUMPSYS CRITICAL (/system/bin/dumpsys)',
    services(['CRITICAL SurfaceFlinger', 'CRITICAL cpuinfo'], share(0.02)),
  )
  yield* section('MEMORY INFO (/proc/meminfo)', take(share(0.02), table('meminfo')))
  yield* section('CPU INFO (top -b -n 1 -H -s 6)', take(share(0.05), table('top')))
  yield* section('KERNEL LOG (logcat -b kernel -v threadtime)', take(share(0.12), log('kernel')))
  yield* section('SYSTEM LOG (logcat -v threadtime -v printable -v uid -d *:v)', take(share(0.28), log('main')))
  yield* section('EVENT LOG (logcat -b events -v threadtime)', take(share(0.08), log('events')))
  yield* section('DUMPSYS HIGH (/system/bin/dumpsys)', services(['HIGH connectivity', 'HIGH meminfo'], share(0.04)))
  yield* section('SYSTEM PROPERTIES (getprop)', take(share(0.001), properties()))
  yield* section('BINDER TRANSACTIONS (/dev/binderfs/binder_logs)', take(share(0.069), table('binder')))
  yield* section('DUMPSYS NORMAL (/system/bin/dumpsys)', normalServices(share, phone(count)))
  yield `------ 117.855s was the duration of 'DUMPSTATE' ------\n`
}

function* normalServices(share, apps) {
  yield* services(['accessibility', 'activity', 'alarm'], share(0.06))
  yield* service('appops', appOps(apps, share(0.02)))
  yield* services(['audio', 'batterystats', 'content', 'jobscheduler', 'notification', 'package_native'], share(0.08))
  yield* service('package', packageDump({ bytes: share(0.08), count: apps.length, tables: 0.55 }))
  yield* services(['permission', 'procstats', 'statusbar', 'usagestats'], share(0.05))
  yield* service('user', users)
  yield* services(['vibrator', 'wifi', 'window'], share(0.03))
}

const header = lines([
  '========================================================',
  `== dumpstate: ${stamp} 10:20:30`,
  '========================================================',
  '',
  'Build: UQ1A.240205.004 release-keys',
  `Build fingerprint: '${fingerprint}'`,
  'Bootloader: example-1.0',
  'Radio: example-1.0',
  'Network: (unknown)',
  'Kernel: Linux version 5.10.177-android13 (build@example) #1 SMP PREEMPT',
  'Command line: (redacted)',
  'Uptime: up 0 weeks, 3 days, 4 hours, 12 minutes, load average: 3.10, 2.80, 2.61',
  'Bugreport format version: 2.0',
  'Dumpstate info: id=1 pid=3526 dry_run=0 parallel_run=1 args=/system/bin/dumpstate -S bugreport_mode=DEFAULT',
  '',
])

function* section(title, texts) {
  yield `------ ${title} ------\n`
  yield* texts
  yield `------ 1.353s was the duration of '${title.split(' (')[0]}' ------\n`
}

function* service(name, texts) {
  yield `${rule}\nDUMP OF SERVICE ${name}:\n`
  yield* texts
  yield `--------- 0.373s was the duration of dumpsys ${name.split(' ').at(-1)}, ending at: ${stamp} 10:21:07\n`
}

function* services(names, bytes) {
  for (const name of names) yield* service(name, take(bytes / names.length, table(name)))
}

const clock = ({ from, digits }) => `03-02 ${from(10, 23)}:${from(10, 59)}:${from(10, 59)}.${digits(3)}`

/** A few objects and processes that keep coming back, as they do on a phone: a report packs to about a ninth. */
function cast({ digits, hex, pick }) {
  const object = () => `${pick(nouns)}Record{${hex()} u0 com.example.${pick(nouns)}/.${pick(nouns)}Service}`
  const objects = Array.from({ length: 60 }, object)
  const processes = Array.from({ length: 80 }, () => `10${digits(3)} 1${digits(4)} 1${digits(4)}`)
  return { object: () => pick(objects), process: () => pick(processes) }
}

/** Log lines of one buffer, a block at a time. */
function log(buffer) {
  const dice = random(`log ${buffer}`)
  const { from, pick } = dice
  const { object, process } = cast(dice)
  const sentences = [
    () => `Start proc for service ${object()} caller=com.example.${pick(nouns)}`,
    () => `handleMessage what=${from(1, 90)} arg1=0 arg2=0 obj=${object()}`,
    () => `Background young concurrent copying GC freed ${from(10, 90)}KB, 49% free, paused ${from(10, 90)}us`,
    () => `setState ${pick(nouns)} -> READY, reason=connection established, elapsed ${from(10, 99)} ms`,
    () => `am_proc_bound [0,${object()}]`,
    () => `Slow operation: ${from(50, 90)}ms so far, now at startProcess: returned from zygote!`,
    () => `网络 ${pick(nouns)} 已连接, rssi=-${from(30, 90)} link=866Mbps`,
  ]
  const time = (second) => new Date(second * 1000).toISOString().slice(11, 19)
  const line = (second) => (_, step) =>
    `03-02 ${time(second)}.${900 + step} ${process()} ${pick('DIIWV')} ${pick(nouns)}Service: ${pick(sentences)()}`
  return endless((index) =>
    lines([
      ...(index === 0 ? [`--------- beginning of ${buffer}`] : []),
      ...Array.from({ length: 50 }, line(index % 86_400)),
    ]),
  )
}

/** Lines of a service or of a file in /proc: names, numbers, records, at several depths. */
function table(name) {
  const dice = random(`table ${name}`)
  const { below, from, pick } = dice
  const { object, process } = cast(dice)
  const shapes = [
    () => `${pick(nouns)}: count=${from(0, 999)} total=${from(0, 99)}000 max=0 last=-${from(1, 59)}m0s`,
    () => `#${from(0, 99)}: ${object()} state=${from(0, 4)}`,
    () => `${process()} root 20 0 10789348 90132 S 0.${from(0, 9)} kworker/${pick(nouns)}`,
    () => `mLastActivity=${object()} mVisible=true mFlags=0x0 mOwner=1000`,
    () => `${object()} when=+${from(1, 59)}m${from(1, 59)}s0ms window=0 repeat=0`,
  ]
  const line = () => `${' '.repeat(2 + 2 * below(4))}${pick(shapes)()}`
  return endless(() => lines([`  ${pick(nouns)}:`, ...Array.from({ length: 40 }, line)]))
}

function properties() {
  const { digits, pick } = random('properties')
  return endless((index) =>
    index === 0
      ? `[ro.build.version.sdk]: [34]\n[ro.build.fingerprint]: [${fingerprint}]\n`
      : `[persist.example.${pick(nouns)}.${pick(nouns)}]: [${digits(5)}]\n`,
  )
}

/** App ops of every installed app, a watcher block before and an event log behind them. */
function* appOps(apps, bytes) {
  const dice = random('app ops')
  const { hex, from } = dice
  const watched = runtimePermissions.map((name) => name.split('.').at(-1))
  yield lines([
    'Current AppOps Service state:',
    '  Settings:',
    '    top_state_settle_time=+5s0ms',
    '',
    '  Op mode watchers:',
    ...watched.flatMap((name) => [
      `    Op ${name}:`,
      `      #0: ModeCallback{${hex()} watchinguid=-1 flags=0x1 op=${name} from uid=1000 pid=1450}`,
    ]),
    '',
  ])
  const own = apps.filter(({ sharedUser }) => sharedUser === undefined)
  const uids = [...own.map((app) => ['u0', app]), ...own.filter(({ system }) => system).map((app) => ['u999', app])]
  const others = watched.filter((name) => name !== 'READ_CONTACTS')
  for (const [user, { name, appId }] of uids) {
    yield lines([
      `  Uid ${user}a${appId - 10000}:`,
      '    state=cch',
      '    capability=-----',
      '    appWidgetVisible=false',
    ])
    if (name === 'com.example.qianbao') yield '      READ_CONTACTS: mode=ignore\n'
    yield `    Package ${name}:\n`
    if (name === 'com.example.kuaijie') yield op('READ_CONTACTS', 'allow', dice)
    yield* take(bytes / uids.length - 150, ops(others, dice))
  }
  yield '\n  Uid State Changes Event Log:\n'
  for (let index = 0; index < 90; index++) yield `    ${clock(dice)}: UidStateChange 10${from(100, 400)} pers -> cch\n`
}

function* ops(names, dice) {
  for (const name of dice.some(names, 0.9)) yield op(name, dice.pick(['allow', 'allow', 'ignore', 'foreground']), dice)
}

const op = (name, mode, { from, pick }) => {
  const time = () => {
    const seconds = from(1, 86_399)
    const at = new Date(Date.parse(`${stamp}T10:20:30Z`) - seconds * 1000).toISOString().replace('T', ' ').slice(0, 23)
    return `${at} (-${Math.floor(seconds / 3600)}h${Math.floor(seconds / 60) % 60}m${seconds % 60}s0ms)`
  }
  return lines([
    `      ${name} (${mode}): `,
    '        null=[',
    `          Access: [${pick(['top-s', 'fg-s', 'bg-s', 'cch-s'])}] ${time()} duration=+${from(1, 900)}ms`,
    ...(mode === 'ignore' ? [`          Reject: [${pick(['fg-s', 'cch-s'])}]${time()}`] : []),
    '        ]',
  ])
}

const users = [
  lines([
    'Users:',
    ...['0:Owner:c13', '999:Clone:1010'].flatMap((user, index) => [
      `  UserInfo{${user}} serialNo=${index * 10} isPrimary=${index === 0}`,
      `    Type: android.os.usertype.${index === 0 ? 'full.SYSTEM' : 'profile.CLONE'}`,
      '    State: RUNNING_UNLOCKED',
      '    Created: <unknown>',
    ]),
  ]),
]
