import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { compareTexts } from '../model/text/order.ts'
import { housekeepingOf } from './passed-over.ts'
import type { Entry } from './source.ts'
import { statsOf } from './stats.ts'

export const isFolder = (path: string): boolean => statsOf(path)?.isDirectory() ?? false

/** A pipe or a device: it gives what it holds once, and may never end. */
export function isEndless(path: string): boolean {
  const stats = statsOf(path)
  return stats !== undefined && !stats.isFile() && !stats.isDirectory()
}

/**
 * The files of a folder by their places, folders in it included, by name. Only plain files are opened: a pipe or a
 * device may never end. A link is passed over in silence where what it points to is met on the way, and told where it
 * is not.
 */
export function* folderEntries(root: string, below = ''): Generator<Entry<string>> {
  const folder = join(root, below)
  let entries: Dirent[]
  try {
    entries = readdirSync(folder, { withFileTypes: true })
  } catch {
    // Opening it says why it may not be read.
    yield { name: below, content: folder }
    return
  }
  for (const entry of entries.sort((a, b) => compareTexts(a.name, b.name))) {
    const name = below === '' ? entry.name : `${below}/${entry.name}`
    if (housekeepingOf(name) !== undefined) yield { name, passedOver: true }
    else if (entry.isDirectory()) yield* folderEntries(root, name)
    else if (entry.isFile()) yield { name, content: join(folder, entry.name) }
    else if (!isMet(join(folder, entry.name), root)) yield { name, passedOver: true }
  }
}

/** Whether what a link points to is met when a folder is walked. */
function isMet(link: string, root: string): boolean {
  try {
    const target = realpathSync(link)
    const way = relative(realpathSync(root), target).split(sep)
    const isInside = way[0] !== '..' && !/^([A-Za-z]:|\/)/.test(way.join('/'))
    const kind = statSync(target)
    return isInside && housekeepingOf(way.join('/')) === undefined && (kind.isFile() || kind.isDirectory())
  } catch {
    return false
  }
}
