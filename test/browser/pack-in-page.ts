import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Page } from 'playwright-core'
import type { Pack } from '../../src/model/report/pack.ts'
import { entryOf } from '../zip.ts'

/** Opens the part for a pack, as a person does. */
export const openPart = (page: Page) => page.click('details.pack summary')

/** Presses the button and saves the pack at `path`. @returns its name, and the number that the page shows */
export async function savePack(page: Page, path: string): Promise<{ name: string; number: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#pack')])
  mkdirSync(dirname(path), { recursive: true })
  await download.saveAs(path)
  const shown = await page.locator('#packing .number').textContent()
  return { name: download.suggestedFilename(), number: (shown ?? '').replace(/\s/g, '') }
}

/** What a pack says of its files, but for when it was made and by what. */
export function listIn(path: string) {
  const { files, minimal, app, leftOut, replaces } = JSON.parse(
    entryOf(readFileSync(path), 'manifest.json').toString(),
  ) as Pack
  const listed = files.map(({ addedAt: _, modifiedAt: __, bytes, sha256, ...file }) =>
    file.role === 'raw' ? { ...file, bytes, sha256 } : file,
  )
  // A browser cuts a time to its millisecond, and Node rounds it.
  const times = files.flatMap(({ modifiedAt = '' }) => (modifiedAt === '' ? [] : [Date.parse(modifiedAt) / 1000]))
  return { minimal, app, leftOut, replaces, listed, times }
}

/** A copy in which one bit of a file is another. */
export function flipped(path: string, entry: string): string {
  const bytes = readFileSync(path)
  const content = entryOf(bytes, entry)
  const at = bytes.indexOf(content) + (content.length >> 1)
  bytes[at] = (bytes[at] ?? 0) ^ 1
  const copy = join(dirname(path), 'flipped.zip')
  writeFileSync(copy, bytes)
  return copy
}
