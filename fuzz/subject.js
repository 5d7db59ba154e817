import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'

const clock = () => '2026-11-24T06:20:03.000Z'
const seal = { bytes: 0, sha256: '' }

/**
 * The library and the program as they are built in `root`, loaded once. `scratch` is a folder for inputs that are read
 * from a disk.
 */
export async function subjectOf(root, scratch) {
  const load = createRequire(join(root, 'dist/'))
  const [library, program] = [load('./internal.cjs'), load('./run.cjs')]
  const rules = { ...library.loadRules(), guidance: library.loadGuidance() }
  const options = {
    lang: 'en',
    ...library.auditDefaults,
    policy: 'borrower',
    version: '0.0.0',
    now: clock,
  }
  options.classify = library.classifierOf(rules, options)
  const classify = library.classifier(rules)
  const words = library.speaker(rules.guidance, options.lang, clock())
  const audit = async (dumps) => library.toReport(await library.auditPhone(dumps, rules, options), rules, words)

  return {
    formats: Object.keys(library.reporters),

    /** Whether the name alone says that an app lends. */
    lends: (packageName) => classify({ packageName }).class !== 'none',

    /** Audits bytes by path, as the files of one phone; `commands` are those that printed them, by path. */
    auditTexts: (files, commands = new Map()) =>
      audit(
        [...files].map(([path, bytes]) => ({
          path,
          optional: false,
          command: commands.get(path),
          chunks: () => [bytes],
          seal: () => seal,
          failure: () => undefined,
        })),
      ),

    /** Writes the files below a new folder and audits `named` there, as a person names them. */
    auditOnDisk(files, named) {
      write(files)
      return audit(library.fromFiles(named, { cwd: scratch, stdin: Readable.from([]) }))
    },

    auditPaths: (paths, cwd) => audit(library.fromFiles(paths, { cwd, stdin: Readable.from([]) })),

    /** Runs the command line beside these files. */
    async run(argv, files) {
      write(files)
      const ran = { stdout: '', stderr: '' }
      const keep = (name) => ({ write: (text) => (ran[name] += text) })
      const io = { stdout: keep('stdout'), stderr: keep('stderr'), stdin: Readable.from([]), env: {} }
      ran.code = await program.run(argv, { ...io, cwd: scratch, now: clock })
      return ran
    },

    /** What a person can act on; anything else that is thrown is a bug. */
    isExpected: (error) => error instanceof library.AuditError,
  }

  function write(files) {
    rmSync(scratch, { recursive: true, force: true })
    for (const [path, bytes] of files) {
      mkdirSync(dirname(join(scratch, path)), { recursive: true })
      writeFileSync(join(scratch, path), bytes)
    }
  }
}
