import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { crc32 } from 'node:zlib'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '..')
const moduleOf = async (path) => (await runnerImport(join(root, path))).module

/**
 * Phones that are measured: apps on them that nobody knows and that can read contacts, how much later each answer
 * comes, and whether it is memory alone that is of interest.
 */
const phones = [
  { called: 'phone', unknown: 0, delay: 0 },
  { called: 'phone, 20 ms away', unknown: 0, delay: 20 },
  { called: 'phone, 60 unknown apps', unknown: 60, delay: 0 },
  { called: 'phone, 60 unknown apps, 20 ms away', unknown: 60, delay: 20 },
  { called: 'phone, 150 unknown apps', unknown: 150, delay: 0, isUntimed: true },
]

/**
 * Phones whose `dumpsys package` prints this file, behind the real adb server and adbd of the tests. Gives the commands
 * that are measured on them; a reason instead of them where they cannot run.
 *
 * @param daicha makes the command line of a daicha command
 * @param isWanted of the name of a phone
 */
export async function phonesOf(packageDump, daicha, isWanted) {
  const { AdbBench, benchMissing } = await moduleOf('test/adb/bench.ts')
  const wanted = phones.filter(({ called }) => isWanted(called))
  if (benchMissing !== undefined || wanted.length === 0)
    return { missing: benchMissing ?? '', commands: [], close() {} }
  const bench = await AdbBench.start()
  const folder = mkdtempSync(join(tmpdir(), 'daicha-bench-phone-'))
  const close = async () => {
    await bench.close()
    rmSync(folder, { recursive: true })
  }
  try {
    const dump = readFileSync(packageDump, 'utf8')
    const apks = await apksIn(folder, Math.max(...wanted.map(({ unknown }) => unknown)))
    // What is started from here on finds the server of the bench.
    process.env.ANDROID_ADB_SERVER_PORT = String(bench.port)
    const commands = []
    for (const { called, unknown, delay, isUntimed } of wanted) {
      const { serial, record, argvs } = await bench.device({
        sdk: 37,
        data: join(root, 'test/phones/android-17/data'),
        ...(delay > 0 && { gate: { kind: 'delay', ms: delay } }),
      })
      await install(withUnknown(dump, apks.slice(0, unknown)), record)
      // No budget: all names, on a machine however slow.
      const audit = daicha(
        'audit',
        '--device',
        '-s',
        serial,
        '--exit-zero',
        '--allow-partial',
        '--timeout',
        '600s',
        ...(unknown > 0 ? ['--names', 'all'] : []),
      )
      commands.push([`audit --device, ${called}`, audit])
      if (isUntimed) continue
      const script = adbScript(serial, await sentBy(audit, argvs), join(folder, `${serial.replace(/\W/g, '-')}.sh`))
      commands.push([`adb shell in turn, ${called}`, ['sh', script]])
    }
    return { commands: [...commands, ['devices', daicha('devices')]], close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Folders with an APK each, as large as that of a middling app: 8,000 files, and a table of texts of 2.5 MB. */
async function apksIn(folder, count) {
  const [zip, binary] = await Promise.all(['test/zip.ts', 'test/apk/binary.ts'].map(moduleOf))
  const nameOf = (index) => `com.example.unknown${String(index).padStart(3, '0')}`
  const manifestOf = (index) =>
    binary.axml({
      tag: 'manifest',
      with: { package: nameOf(index), versionCode: 1 },
      in: [
        { tag: 'uses-permission', with: { name: 'android.permission.READ_CONTACTS' } },
        {
          tag: 'application',
          with: { label: { resource: 0x7f010000 } },
          in: Array.from({ length: 200 }, (_, at) => ({
            tag: 'activity',
            with: { name: `.screen.Screen${at}Activity` },
          })),
        },
      ],
    })
  const texts = (locale) => ({
    locale,
    values: Array.from({ length: 5000 }, (_, at) => `${locale} text ${at} of an app that says much to its users`),
  })
  const drawings = Array.from({ length: 8000 }, (_, at) => [
    `res/drawable-xxhdpi-v4/abc_drawing_${at}.png`,
    Buffer.alloc(0),
  ])
  const first = manifestOf(0)
  const whole = zip.zipOf(
    new Map([
      ...drawings,
      ['AndroidManifest.xml', first],
      ['resources.arsc', binary.arsc(['', 'de', 'en', 'fr', 'zh-CN'].map(texts))],
    ]),
    { stored: ['AndroidManifest.xml', 'resources.arsc'] },
  )
  return Array.from({ length: count }, (_, index) => {
    const at = join(folder, nameOf(index))
    mkdirSync(at)
    writeFileSync(join(at, 'base.apk'), withFile(whole, first, manifestOf(index)))
    return { name: nameOf(index), folder: at }
  })
}

/** A zip with a stored file of the same length in place of one. */
function withFile(zip, from, to) {
  const copy = Buffer.from(zip)
  to.copy(copy, copy.indexOf(from))
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32LE(crc32(from))
  for (let at = copy.indexOf(checksum); at >= 0; at = copy.indexOf(checksum, at + 4)) copy.writeUInt32LE(crc32(to), at)
  return copy
}

/** A dump in which all apps but the lenders came with the phone, and these, which can read contacts, came later. */
function withUnknown(dump, apks) {
  const [before, ...records] = dump.split(/^(?= {2}Package \[)/m)
  const known = records.map((text) =>
    text.startsWith('  Package [com.example.kuaijie]') || text.startsWith('  Package [com.example.qianbao]')
      ? text
      : text.replace('pkgFlags=[ HAS_CODE', 'pkgFlags=[ SYSTEM HAS_CODE'),
  )
  const pattern = records.find((text) => text.startsWith('  Package [com.example.kuaijie]'))
  const unknown = apks.map(({ name, folder }, index) =>
    pattern
      .replaceAll('com.example.kuaijie', name)
      .replace(/appId=\d+/, `appId=${18_000 + index}`)
      .replace(/codePath=\S+/, `codePath=${folder}`)
      .replace(/versionCode=\d+/, 'versionCode=1')
      // The last record has what follows the list behind it.
      .replace(/^\n[\s\S]*/m, ''),
  )
  return [before, ...unknown, ...known].join('')
}

/** The phone lists the apps of the dump, and prints the record of each by itself. */
async function install(dump, record) {
  await record('dumpsys -t 60 package', { out: dump })
  const [, packages = ''] = /^Packages:\n(.*?)^\S/ms.exec(dump) ?? []
  const records = packages.split(/^(?= {2}Package \[)/m).filter((text) => text.startsWith('  Package ['))
  const apps = records.map((text) => [/\[([\w.]+)\]/.exec(text)[1], /(?:appId|userId)=(\d+)/.exec(text)[1], text])
  await record('pm list packages -U --user 0', {
    out: apps.map(([name, uid]) => `package:${name} uid:${uid}\n`).join(''),
  })
  for (const [name, , text] of apps) await record(`dumpsys -t 30 package ${name}`, { out: `Packages:\n${text}` })
}

/**
 * The commands that an audit sends, in their order. What its script for properties runs on the phone is no command of
 * its own; of what its script for blocks of APKs runs, each is, as nobody who types them would put them together.
 */
async function sentBy([program, ...args], argvs) {
  await promisify(execFile)(program, args, { maxBuffer: 2 ** 28 })
  return (await argvs()).filter(([name, , script]) => name !== 'getprop' && !(name === 'sh' && /dd if=/.test(script)))
}

/** The same through the adb program, one after another. Some fail on the phone, as they do for the audit. */
function adbScript(serial, argvs, path) {
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`
  const lines = argvs.map((argv) => `adb -s ${serial} shell -T ${quoted(argv.map(quoted).join(' '))} </dev/null || :`)
  writeFileSync(path, [`adb -s ${serial} wait-for-device || exit`, ...lines, ''].join('\n'))
  return path
}
