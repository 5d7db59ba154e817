/**
 * Inputs that are made to take long: each at a size and at twice that size, with the time and memory of a whole
 * process. What grows by more than about two is not linear.
 *
 *     node bench/limits.js               all, at 2 and 4 MB
 *     node bench/limits.js users         those whose name holds the word
 *     node bench/limits.js --mb 1 users
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { mb: { type: 'string', default: '2' } },
})
const bin = join(import.meta.dirname, '..', 'bin', 'daicha.js')
const folder = mkdtempSync(join(tmpdir(), 'daicha-limits-'))

const LENDER = 'com.example.kuaijie'
const END = '\nShared users:\n\nPackage Changes:\n'
const user = (id) =>
  `    User ${id}: ceDataInode=1 installed=true hidden=false stopped=false notLaunched=false enabled=0\n`
const record = (name, id, lines = '', users = user(0)) =>
  `  Package [${name}] (1a2b3c):\n    appId=${id}\n${lines}    pkg=Package{1 ${name}}\n    codePath=/data/app/${name}-1\n    versionCode=1 minSdk=21 targetSdk=34\n    versionName=1\n    dataDir=/data/user/0/${name}\n    pkgFlags=[ HAS_CODE ]\n${users}`
const dump = (records, end = END) => `Database versions:\n\nPackages:\n${records}${end}`
/** As many of something as a size holds. */
const many = (bytes, make) => {
  const parts = []
  for (let size = 0, n = 0; size < bytes; n++) {
    parts.push(make(n))
    size += parts[n].length
  }
  return parts.join('')
}
const ops = (lines) => `Current AppOps Service state:\n  Uid u0a75:\n    Package ${LENDER}:\n${lines}`

/** Text of about so many bytes, by what is too much in it. */
const generators = {
  users: (n) => dump(record(LENDER, 10075, '', many(n, user))),
  'users times apps': (n) => {
    const apps = many(n / 2, (at) => record(`${LENDER}${at}`, 10100 + at))
    return dump(record(LENDER, 10075, '', many(n / 2, user)) + apps)
  },
  lenders: (n) => dump(many(n, (at) => record(`com.cash.loan.app${at}`, 10100 + at))),
  'members of shared users': (n) =>
    dump(
      many(n, (at) =>
        record(`${LENDER}${at}`, 10100, `    sharedUser=SharedUserSetting{1 com.example.s${at}/10100}\n`),
      ),
      many(
        n / 4,
        (at) => `${at === 0 ? '\nShared users:\n' : ''}  SharedUser [com.example.s${at}] (1):\n    appId=10100\n`,
      ),
    ),
  'members, and no shared users': (n) =>
    `Packages:\n${many(n, (at) => record(`${LENDER}${at}`, 10100, `    sharedUser=SharedUserSetting{1 com.example.s/10100}\n`))}`,
  'flags in one line': (n) =>
    dump(
      `${record(LENDER, 10075)}      runtime permissions:\n        android.permission.READ_CONTACTS: granted=true${', flags=['.repeat(n / 9)}\n`,
    ),
  'overrides of install permissions': (n) =>
    dump(
      record(
        LENDER,
        10075,
        '',
        `    install permissions:\n${many(n, (at) => `      android.permission.READ_CONTACTS: granted=true, userId=${at}\n`)}`,
      ) + record('com.example.notes', 10076, '', many(n / 20, user)),
    ),
  sections: (n) => many(n, () => dump(record(LENDER, 10075))),
  'apps in users': (n) => dump(many(n, (at) => record(`com.cash.loan.app${at}`, 10100 + at, '', user(at % 100)))),
  'copies of one app': (n) =>
    dump(
      many(n / 2, (at) => record(LENDER, 10075, '', user(at % 100))),
      `\nHidden system packages:\n${many(n / 2, () => record(LENDER, 10075))}${END}`,
    ),
  'tables of keys': (n) =>
    `${dump(many(n / 2, (at) => record(`com.cash.loan.app${at}`, 10100 + at)))}Key Set Manager:\n${many(n / 2, (at) => `Key Set Manager:\n  [a${at}]\n`)}`,
  services: (n) => `== dumpstate: 2026-01-01 00:00:00\n${'DUMP OF SERVICE a:\n'.repeat(n / 19)}`,
  headers: (n) => dump(`  Package [${LENDER}] (1a2b3c):\n`.repeat(n / 36)),
  identities: (n) => dump('    appId=10075\n'.repeat(n / 16)),
  'mentions in one line': (n) =>
    dump(`${record(LENDER, 10075)}        ${'android.permission.READ_CONTACTS: granted=true '.repeat(n / 46)}\n`),
  'short lines': (n) => dump(record(LENDER, 10075), `\nShared users:\n  SharedUser [x] (1):\n${'  x\n'.repeat(n / 4)}`),
  'lines with tabs': (n) => dump('\t\t\t\tx\n'.repeat(n / 6)),
  zeros: (n) => `Packages:\n${'a\0'.repeat(n / 2)}`,
  'an app-op line': (n) => ops(`      READ_CONTACTS (allow): \n        null=[\n          Access: ${'w'.repeat(n)}\n`),
  'UserInfo in one line': (n) => `Users:\n  ${'UserInfo{1:'.repeat(n / 11)}\n`,
  'a table of users': (n) =>
    `Users:\n${many(n, (at) => `  UserInfo{${at}:x:13} running\n`)}${dump(record(LENDER, 10075))}`,
  'a package name': (n) => dump(record(`com.loan${'cash'.repeat(n / 4)}`, 10075)),
  'a list of lenders': (n) => many(n, (at) => `package:com.cash.loan.app${at}\n`),
  'a version name': (n) => dump(record(LENDER, 10075, `    versionName=${'\x1b'.repeat(n)}\n`)),
}

const wanted = Object.entries(generators).filter(([name]) => positionals.every((word) => name.includes(word)))
for (const [name, make] of wanted) {
  const bytes = Number(values.mb) * 1e6
  const [once, twice] = [bytes, bytes * 2].map((size) => measured(make(size)))
  const growth = (twice.seconds / once.seconds).toFixed(1)
  console.log(`${name.padEnd(34)} ${shown(once)}   ${shown(twice)}   x ${growth}`)
}
rmSync(folder, { recursive: true })

function measured(text) {
  const path = join(folder, 'in.txt')
  writeFileSync(path, text, 'latin1')
  const began = performance.now()
  const { status, stderr, signal } = spawnSync(
    '/usr/bin/time',
    ['-f', '%M', process.execPath, bin, 'audit', path, '--no-config', '-q', '-o', join(folder, 'out.json')],
    { encoding: 'utf8', timeout: 60_000 },
  )
  const seconds = (performance.now() - began) / 1000
  return { seconds, mib: Number(stderr.trim().split('\n').at(-1)) / 1024, status: status ?? signal }
}

function shown({ seconds, mib, status }) {
  return `${seconds.toFixed(2).padStart(6)} s ${mib.toFixed(0).padStart(5)} MiB (exit ${status})`
}
