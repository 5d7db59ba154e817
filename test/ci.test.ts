import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { validateAction, validateWorkflow } from '@action-validator/core'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { root } from './daicha.ts'
import { newFolder } from './folder.ts'
import { readCommands } from './report/readers/github.ts'
import { gitlabErrors } from './report/readers/gitlab.ts'
import { readJunit } from './report/readers/junit.ts'
import { type SarifLog, sarifErrors } from './report/readers/sarif.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** A checkout of somebody who keeps dumps in `dumps/`. */
function workspace(fixture: string, folder = 'dumps'): string {
  const made = newFolder()
  cpSync(join(root, 'fixtures', fixture, 'input'), join(made, folder), { recursive: true })
  return made
}

interface Action {
  inputs: Record<string, { default?: string; required?: boolean }>
  outputs: Record<string, { value: string }>
  runs: { steps: [{ env: Record<string, string>; run: string }] }
}

describe('the GitHub action', () => {
  const text = read('action.yml')
  const action = parse(text) as Action
  const [step] = action.runs.steps

  test('is an action by the published schema, which says no to one that is not', () => {
    expect(validateAction(text).errors).toEqual([])
    expect(validateAction(text.replace('using: composite', 'using: magic')).errors).not.toEqual([])
  })

  test('the workflow that shows it is one too', () => {
    expect(validateWorkflow(read('docs/ci/github.yml')).errors).toEqual([])
    const { jobs } = parse(read('docs/ci/github.yml')) as {
      jobs: { daicha: { steps: { id?: string; with?: Record<string, string> }[] } }
    }
    const used = jobs.daicha.steps.find(({ id }) => id === 'daicha')?.with ?? {}
    expect(Object.keys(used).filter((name) => !(name in action.inputs))).toEqual([])
  })

  test('hands its inputs on as environment, never inside the script', () => {
    expect(step.run).not.toContain('${{')
    expect(Object.values(step.env).map((value) => /inputs\.([\w-]+)/.exec(value)?.[1])).toEqual(
      Object.keys(action.inputs),
    )
  })

  /** The step as the runner starts it: bash -e, files for outputs and summary. */
  function run(inputs: Record<string, string>, cwd: string) {
    const given = (name: string) => inputs[name] ?? action.inputs[name]?.default ?? ''
    const env = Object.fromEntries(
      Object.entries(step.env).map(([key, value]) => [
        key,
        value.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name: string) => given(name)),
      ]),
    )
    const files = { GITHUB_OUTPUT: join(cwd, '.output'), GITHUB_STEP_SUMMARY: join(cwd, '.summary') }
    const { status, stdout } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run], {
      cwd,
      encoding: 'utf8',
      env: { ...process.env, ...env, ...files, GITHUB_ACTIONS: 'true', GITHUB_ACTION_PATH: root },
    })
    const textOf = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')
    const outputs = Object.fromEntries(
      textOf(files.GITHUB_OUTPUT)
        .trim()
        .split('\n')
        .map((line) => line.split('=')),
    ) as Record<string, string>
    return { status, stdout, outputs, summary: textOf(files.GITHUB_STEP_SUMMARY) }
  }
  const logIn = (cwd: string, file = 'daicha.sarif') => JSON.parse(readFileSync(join(cwd, file), 'utf8')) as SarifLog

  test('annotates, writes the summary and SARIF, and fails on a finding', () => {
    const cwd = workspace('sample')
    const { status, stdout, outputs, summary } = run({ inputs: 'dumps\n', lang: 'en' }, cwd)
    expect(status).toBe(1)
    expect(outputs).toEqual({ sarif: 'daicha.sarif', 'exit-code': '1' })
    const { commands } = readCommands(stdout)
    expect(commands.map(({ properties }) => properties['file'])).toContain('dumps/package.txt')
    expect(summary).toContain('## daicha: [ACT NOW]')
    const log = logIn(cwd)
    expect(sarifErrors(log)).toEqual([])
    expect(log.runs[0].automationDetails.id).toBe('daicha/phone/')
  })

  test('passes on a clear phone', () => {
    const { status, outputs } = run({ inputs: 'dumps' }, workspace('clear-phone'))
    expect([status, outputs['exit-code']]).toEqual([0, '0'])
  })

  test('takes several paths, with blanks and a dash in front, as paths', () => {
    const cwd = workspace('clear-phone', '--exit-zero dumps')
    const inputs = '--exit-zero dumps/package.txt\n\n--exit-zero dumps/appops.txt'
    const { status, outputs } = run({ inputs, sarif: 'out put.sarif', lang: 'zh-CN' }, cwd)
    expect([status, outputs['sarif']]).toEqual([0, 'out put.sarif'])
    expect(logIn(cwd, 'out put.sarif').runs[0].artifacts.map(({ location }) => location.uri)).toEqual([
      '--exit-zero%20dumps/package.txt',
      '--exit-zero%20dumps/appops.txt',
    ])
  })

  test('a missing file fails, and SARIF still says why', () => {
    const cwd = workspace('clear-phone')
    const { status, stdout, outputs } = run({ inputs: 'nowhere.txt' }, cwd)
    expect([status, outputs['sarif']]).toEqual([3, 'daicha.sarif'])
    expect(readCommands(stdout).commands.map(({ properties }) => properties['title'])).toEqual(['E301'])
    expect(logIn(cwd).runs[0].invocations[0].executionSuccessful).toBe(false)
  })

  test('a wrong option fails, and no SARIF is promised', () => {
    const { status, outputs } = run({ inputs: 'dumps', 'fail-on': 'sometimes' }, workspace('clear-phone'))
    expect([status, outputs]).toEqual([2, { 'exit-code': '2' }])
    const cwd = workspace('clear-phone')
    run({ inputs: 'dumps' }, cwd)
    rmSync(join(cwd, '.output'))
    expect(run({ inputs: 'dumps', 'fail-on': 'sometimes' }, cwd).outputs).toEqual({ 'exit-code': '2' })
  })
})

describe('the release', () => {
  const text = read('.github/workflows/release.yml')
  const { permissions, jobs } = parse(text) as {
    permissions: Record<string, string>
    jobs: { publish: { steps: { run?: string }[] } }
  }

  test('is a workflow by the published schema, which says no to one that is not', () => {
    expect(validateWorkflow(text).errors).toEqual([])
    expect(validateWorkflow(text.replace('runs-on:', 'runs-off:')).errors).not.toEqual([])
  })

  test('publishes with provenance, after every check and not before', () => {
    expect(permissions).toEqual({ contents: 'read', 'id-token': 'write' })
    const runs = jobs.publish.steps.flatMap(({ run }) => run ?? [])
    const publish = runs.findIndex((run) => run.startsWith('npm publish'))
    expect(runs[publish]).toContain('--provenance')
    expect(runs.indexOf('.ci/run')).toBeGreaterThan(-1)
    expect(runs.indexOf('.ci/run')).toBeLessThan(publish)
  })
})

describe('the GitLab job', () => {
  const { daicha: job } = parse(read('docs/ci/gitlab.yml')) as {
    daicha: { script: string[]; artifacts: { when: string; reports: Record<string, string> } }
  }

  test('installs a tarball without a network, writes the reports that it promises, and fails on a finding', () => {
    expect(job.artifacts.when).toBe('always')
    const cwd = workspace('sample')
    const packed = spawnSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', cwd], {
      cwd: root,
      encoding: 'utf8',
    }).stdout.trim()
    mkdirSync(join(cwd, 'tools'))
    renameSync(join(cwd, packed), join(cwd, 'tools/daicha.tgz'))

    // As the runner does it: each line in one shell, until one fails. The prefix stands for the image's own.
    const prefix = join(cwd, '.image')
    const { status, stdout, stderr } = spawnSync('bash', ['-eo', 'pipefail', '-c', job.script.join('\n')], {
      cwd,
      encoding: 'utf8',
      env: {
        HOME: cwd,
        PATH: `${join(prefix, 'bin')}:${process.env['PATH']}`,
        npm_config_prefix: prefix,
        DAICHA_LANG: 'en',
      },
    })
    expect([status, stdout], stderr).toEqual([1, expect.stringContaining('[ACT NOW]')])
    const written = (kind: string) => readFileSync(join(cwd, job.artifacts.reports[kind] ?? ''), 'utf8')
    expect(gitlabErrors(written('codequality'))).toEqual([])
    expect(readJunit(written('junit')).result.suites[0]?.failed).toBeGreaterThan(0)
  }, 120_000)
})

describe('the pre-commit hook', () => {
  const [hook, ...others] = parse(read('.pre-commit-hooks.yaml')) as { id: string; entry: string; files: string }[]

  test('looks at dumps and at nothing else', () => {
    expect(others).toEqual([])
    const files = new RegExp(hook?.files ?? '')
    const dumps = ['package.txt', 'a/b/package-before.txt', 'dumpsys_package.txt.gz', 'x/bugreport-2026.zip']
    expect(dumps.filter((path) => !files.test(path))).toEqual([])
    const rest = ['package.json', 'package-lock.json', 'src/package.ts', 'README.md', 'my-package.txt']
    expect(rest.filter((path) => files.test(path))).toEqual([])
  })
})
