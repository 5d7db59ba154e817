import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { newFolder } from '../folder.ts'

const FRAMEWORK = '/usr/share/android-framework-res/framework-res.apk'

/** What keeps APKs from being built here; with DAICHA_REQUIRE_BENCH=1 that is a failure. */
export const missing = (() => {
  const lacks = [...(hasAapt2() ? [] : ['aapt2']), ...(existsSync(FRAMEWORK) ? [] : ['android-framework-res'])]
  if (lacks.length === 0) return undefined
  const reason = `needs the Debian packages ${lacks.join(', ')}`
  if (process.env['DAICHA_REQUIRE_BENCH'] === '1') throw new Error(reason)
  return reason
})()

function hasAapt2(): boolean {
  try {
    execFileSync('aapt2', ['version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

export interface Built {
  path: string
  /** What `aapt2 dump badging` says of it. */
  badging: string
}

/** Builds an APK of a manifest and of `app_name` by locale, '' being the default. */
export function built(manifest: string, names: Record<string, string>, linkOptions: string[] = []): Built {
  const folder = newFolder()
  const path = join(folder, 'app.apk')
  const file = (name: string, text: string) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  file('AndroidManifest.xml', manifest)
  for (const [locale, name] of Object.entries(names)) {
    const values = locale === '' ? 'values' : `values-${locale}`
    file(`res/${values}/strings.xml`, `<resources><string name="app_name">${name}</string></resources>`)
  }
  const aapt2 = (...args: string[]) => execFileSync('aapt2', args, { cwd: folder, encoding: 'utf8' })
  aapt2('compile', '--dir', 'res', '-o', 'res.zip')
  aapt2('link', '-I', FRAMEWORK, '--manifest', 'AndroidManifest.xml', '-o', path, ...linkOptions, 'res.zip')
  return { path, badging: aapt2('dump', 'badging', path) }
}
