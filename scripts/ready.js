/**
 * Makes a fresh clone ready to run with nothing but Node and npm: installs what is missing, builds what is stale.
 * Silent when there is nothing to do; otherwise all its talk goes to standard error. Needs no package itself.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import nodeIsNewEnough from '../bin/node-is-new-enough.js'
import { isFresh, root } from './freshness.js'

const lock = join(root, 'package-lock.json')
const installedLock = join(root, 'node_modules/.package-lock.json')

/** Returns whether everything is ready. What is wrong has been said. */
export async function ready({ types = false } = {}) {
  if (!nodeIsNewEnough() || !folderCanBeBuilt() || !(isInstalled() || install())) return false
  const isBuilt = isFresh()
  if (!types && isBuilt) return true

  say('正在构建 daicha …… / building daicha ...')
  const { build } = await import('./build.js')
  const problems = await build({ types, isBuilt })
  for (const problem of problems) say(problem)
  if (problems.length > 0) say(`构建失败: ${problems.length} 个问题 / the build failed: ${problems.length} problems`)
  return problems.length === 0
}

/** Vitest calls this before the tests. They say themselves what they miss if the build failed. */
export const setup = async () => void (await ready())

const say = (line) => process.stderr.write(`${line}\n`)

/** For Vite a path ends at either. */
function folderCanBeBuilt() {
  if (!/[#?]/.test(root)) return true
  say(`文件夹的路径里有 # 或 ?，在这里构建不了：${root}。请把整个文件夹移到别处，再试一次。`)
  say(`The path of this folder holds # or ?, and nothing can be built in it: ${root}. Move the folder and try again.`)
  return false
}

/** A newer lock file alone means little (a checkout touches it); what counts is whether it asks for other versions. */
function isInstalled() {
  if (!existsSync(installedLock)) return false
  if (statSync(lock).mtimeMs <= statSync(installedLock).mtimeMs) return true
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages
  const held = JSON.parse(readFileSync(installedLock, 'utf8')).packages
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || held[path]?.version === version || (optional && !held[path]),
  )
}

function install() {
  say('正在安装依赖 …… / installing dependencies ...')
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const npm = process.env.npm_execpath ?? ''
  const [command, ...before] = /npm-cli\.c?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const { status, error } = spawnSync(command, [...before, ...options], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32' && before.length === 0,
  })
  if (status === 0) return true
  say(`npm ci 失败 / npm ci failed${error ? `: ${error.message}` : ''}`)
  return false
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const types = process.env.npm_lifecycle_event === 'prepack'
  if (!(await ready({ types }))) process.exitCode = 1
}
