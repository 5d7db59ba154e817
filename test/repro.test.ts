import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { daicha, root } from './daicha.ts'
import { newFolder } from './folder.ts'

/** Small inputs that got a false or misleading answer once. They lie beside the project, and are read on a copy. */
const shelf = join(root, '../shared/repro')
const isHere = existsSync(shelf)
if (!isHere && process.env['DAICHA_REQUIRE_SHARED']) throw new Error(`${shelf} is missing`)

const scratch = newFolder()
if (isHere) cpSync(shelf, scratch, { recursive: true })

const NEVER_CLEAR = 'act, check or incomplete'

/** Input, verdict, and the exit code where it is certain. */
const inputs: [string, string, number?][] = [
  ['d1a-versionname-splits-record.txt', NEVER_CLEAR],
  ['d1b-permission-name-forges-user.txt', 'act', 1],
  ['d1c-component-name-forges-user.txt', 'act', 1],
  ['d2-before-then-after.txt', 'act', 1],
  ['d2-clean.txt', 'check', 0],
  ['d2-granted.txt', 'act', 1],
  ['d2b-bugreport-and-package.zip', 'act', 1],
  ['d3-permission-filter-camera.txt', 'incomplete', 5],
  ['d4-multiline-versionname-drops-the-rest.txt', 'act', 1],
  ['d5-folder', 'check', 0],
  ['d6-android2-hidden-short.txt', 'clear', 0],
  ['cases/00-base/act.txt', 'act', 1],
  ['cases/00-base/old.txt', 'clear', 0],
  ['cases/01-appended-dump/package.txt', 'act', 1],
  ['cases/02-two-phones-one-file/all.txt', 'act', 1],
  ['cases/03-bugreport-then-bare/all.txt', 'act', 1],
  ['cases/03-bugreport-then-bare/two-reports.txt', 'act', 1],
  ['cases/04-utf8-plus-utf16/all.txt', 'act', 1],
  ['cases/04-utf8-plus-utf16/all2.txt', 'act', 1],
  ['cases/05-tar-gz/dumps.tar.gz', 'act', 1],
  ['cases/06-zip-files-left-out/a-bugreport-and-package.zip', 'act', 1],
  ['cases/06-zip-files-left-out/b-two-bugreports.zip', 'act', 1],
  ['cases/06-zip-files-left-out/c-gz-inside.zip', 'act', 1],
  ['cases/06-zip-files-left-out/d-no-extension.zip', 'act', 1],
  ['cases/06-zip-files-left-out/e-zip-inside.zip', 'act', 1],
  ['cases/07-capture-zipped-with-its-folder/before', 'check', 1],
  ['cases/07-capture-zipped-with-its-folder/flat.zip', 'check', 1],
  ['cases/07-capture-zipped-with-its-folder/with-folder.zip', 'check', 1],
  ['cases/07-capture-zipped-with-its-folder/parent', 'check', 1],
  ['cases/07-capture-zipped-with-its-folder/tampered', 'incomplete', 3],
  ['cases/07-capture-zipped-with-its-folder/tampered-with-folder.zip', 'incomplete', 3],
  ['cases/08-capture-plus-newer-dump/cap', 'act', 1],
  ['cases/09-versionName-forges/a-record.txt', 'act', 1],
  ['cases/09-versionName-forges/b-packages-heading.txt', 'act', 1],
  ['cases/09-versionName-forges/c-compat-name.txt', NEVER_CLEAR],
  ['cases/09-versionName-forges/d-compat-name-of-catalogued.txt', 'act', 1],
  ['cases/10-component-name-forges-user/package.txt', 'act', 1],
  ['cases/11-wrapped-at-80/package.txt', 'act', 1],
  ['cases/12-tabs/package.txt', 'act', 1],
  ['cases/13-lone-cr/package.txt', 'act', 1],
  ['cases/14-damaged-header/a-one-byte.txt', 'act', 1],
  ['cases/14-damaged-header/b-suffix.txt', 'act', 1],
  ['cases/14-damaged-header/c-line-lost.txt', 'act', 1],
  ['cases/15-runtime-block/a-heading-lost.txt', 'act', 1],
  ['cases/15-runtime-block/b-heading-differs.txt', 'act', 1],
  ['cases/15-runtime-block/c-junk-line.txt', 'act', 1],
  ['cases/15-runtime-block/d-one-more-blank.txt', 'act', 1],
  ['cases/15-runtime-block/e-two-deeper.txt', 'act', 1],
  ['cases/15-runtime-block/f-detail-line.txt', 'act', 1],
  ['cases/16-shared-user-damage/damaged.txt', 'incomplete', 5],
  ['cases/16-shared-user-damage/ok.txt', 'act', 1],
  ['cases/17-cut-then-prompt/package.txt', 'incomplete', 5],
  ['cases/17-cut-then-prompt/package2.txt', 'incomplete', 5],
  ['cases/18-newer-single-dump-dropped/d', 'act', 1],
  ['cases/19-appops-closes-wrongly/a', 'act', 1],
  ['cases/19-appops-closes-wrongly/b', 'act', 1],
  ['cases/19-appops-closes-wrongly/c', 'act', 1],
  ['cases/20-record-lost-but-named/package.txt', 'incomplete', 5],
  ['cases/22-skipped-in-folder/d', 'act', 1],
  ['cases/38-zip-overlap/k_overlap.zip', 'incomplete', 3],
  ['cases/38-zip-overlap/k_overlap_bomb.zip', 'incomplete', 3],
  ['cases/38-zip-overlap/k_overlap_bomb2.zip', 'incomplete', 3],
]

const audit = async (path: string, ...more: string[]) => {
  const { code, stdout, stderr } = await daicha(['audit', path, '--no-config', '-f', 'ndjson', ...more], {
    cwd: scratch,
  })
  return { code, stdout, stderr }
}

describe.runIf(isHere)('inputs that got a wrong answer once', () => {
  test.for(inputs)('%s: %s', async ([path, verdict, exit]) => {
    const { code, stdout, stderr } = await daicha(['audit', path, '--no-config', '-f', 'json'], { cwd: scratch })
    const report = JSON.parse(stdout || '{}') as { verdict?: string }
    if (verdict === NEVER_CLEAR) expect(report.verdict, stderr).not.toBe('clear')
    else expect(report.verdict ?? 'incomplete', stderr).toBe(verdict)
    if (exit === undefined) expect([0, 1, 3, 5]).toContain(code)
    else expect(code).toBe(exit)
  })

  test.for(['auth_s', 'auth', 'arsc', 'comps'])('an APK that unpacks to no end ends: %s.apk', async (name) => {
    expect([0, 1, 3, 5]).toContain((await audit(`cases/39-apk/${name}.apk`)).code)
  })

  test('a stream that was cut is refused', async () => {
    const path = 'cases/21-cut-stream-shown-as-whole/cut.ndjson'
    const { code, stdout, stderr } = await daicha(['report', path, '--use-exit'], { cwd: scratch })
    expect(code).not.toBe(0)
    expect(stdout + stderr).not.toContain('[OK]')
  })

  test('no command is offered that an app has written', async () => {
    for (const format of ['text', 'markdown', 'html', 'json']) {
      const argv = ['audit', 'cases/40-command-to-paste/package.txt', '--no-config', '-f', format]
      const { stdout } = await daicha(argv, { cwd: scratch })
      expect(stdout).not.toMatch(/pm revoke[^\n]*(\$\(|com\.tencent\.mm)/)
    }
  })

  test('a configuration that somebody sent turns nothing into exit 0', async () => {
    const cwd = join(scratch, 'cases/52-config-hides')
    expect((await daicha(['audit', '-q', 'package.txt'], { cwd })).code).toBe(1)
  })

  test.for(['a/bugreport-x.txt', 'b2_cutdating', 'c2_torn', 'cap', 'd_list', 'e_dup', 'f_stray', 'i_orphan'])(
    'other apps are a number: %s',
    async (path) => {
      for (const format of ['text', 'json', 'html', 'sarif', 'markdown', 'junit', 'csv']) {
        const argv = ['audit', `cases/60-other-apps/${path}`, '--no-config', '-f', format, '-v']
        const { stdout, stderr } = await daicha(argv, { cwd: scratch })
        expect(stdout + stderr).not.toMatch(/com\.secret/)
      }
    },
  )

  test('neither a serial number nor the first line of a file is shown', async () => {
    for (const path of ['cases/61-serial/adb-error.txt', 'cases/62-first-line-of-any-file/sms.csv']) {
      const { stdout, stderr } = await audit(path)
      expect(stdout + stderr).not.toMatch(/R58|\+?86\d{8}|1[3-9]\d{9}/)
    }
  })
})
