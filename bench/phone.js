import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { runnerImport } from 'vite'

const root = join(import.meta.dirname, '..')

/**
 * A phone whose `dumpsys package` prints this file, behind the real adb server and adbd of the tests. Gives the commands
 * that are measured on it; a reason instead of them where it cannot run.
 */
export async function phone(packageDump, daicha) {
  const { AdbBench, benchMissing } = (await runnerImport(join(root, 'test/adb/bench.ts'))).module
  if (benchMissing !== undefined) return { missing: benchMissing, commands: [], close() {} }
  const bench = await AdbBench.start()
  const folder = mkdtempSync(join(tmpdir(), 'daicha-bench-phone-'))
  const close = async () => {
    await bench.close()
    rmSync(folder, { recursive: true })
  }
  try {
    const { serial, record, argvs } = await bench.device({ sdk: 37, data: join(root, 'test/phones/android-17/data') })
    const apps = await apk(folder)
    await install(readFileSync(packageDump, 'utf8').replaceAll(/codePath=\/data\/\S+/g, `codePath=${apps}`), record)
    // What is started from here on finds the server of the bench.
    process.env.ANDROID_ADB_SERVER_PORT = String(bench.port)
    const audit = daicha('audit', '--device', '-s', serial, '--exit-zero', '--allow-partial')
    const sent = await sentBy(audit, argvs)
    const commands = [
      ['audit --device', audit],
      ['devices', daicha('devices')],
      ['adb shell, in turn', ['sh', adbScript(serial, sent, folder)]],
    ]
    return { commands, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** A folder with an APK as large as a small app, which stands for each app that came later. */
async function apk(folder) {
  const [{ module: zip }, { module: binary }] = await Promise.all(
    ['test/zip.ts', 'test/apk/binary.ts'].map((path) => runnerImport(join(root, path))),
  )
  const manifest = binary.axml({
    tag: 'manifest',
    with: { package: 'com.example.app' },
    in: [{ tag: 'application', with: { label: { resource: 0x7f010000 } } }],
  })
  const texts = Array.from({ length: 5000 }, (_, at) => `Text ${at}`)
  const files = [
    ['classes.dex', randomBytes(2_000_000)],
    ['AndroidManifest.xml', manifest],
    ['resources.arsc', binary.arsc([{ locale: '', values: texts }])],
  ]
  writeFileSync(join(folder, 'base.apk'), zip.zipOf(new Map(files)))
  return folder
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

/** The commands that an audit sends, in their order; what its one script runs on the phone is no command of its own. */
async function sentBy([program, ...args], argvs) {
  await promisify(execFile)(program, args)
  return (await argvs()).filter(([name]) => name !== 'getprop')
}

/** The same through the adb program, one after another. Some fail on the phone, as they do for the audit. */
function adbScript(serial, argvs, folder) {
  const path = join(folder, 'adb.sh')
  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`
  const lines = argvs.map((argv) => `adb -s ${serial} shell -T ${quoted(argv.map(quoted).join(' '))} </dev/null || :`)
  writeFileSync(path, [`adb -s ${serial} wait-for-device || exit`, ...lines, ''].join('\n'))
  return path
}
