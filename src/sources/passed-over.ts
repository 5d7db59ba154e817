import { folderOf, placeBelow } from './place.ts'

/** What version control keeps for itself: copies of what lies beside it, in a form of its own. */
const HOUSEKEEPING = ['.git', '.hg', '.svn']

/** The folder of version control that a path lies in. */
export function housekeepingOf(name: string): string | undefined {
  const parts = name.split('/')
  const at = parts.findIndex((part) => HOUSEKEEPING.includes(part))
  return at === -1 ? undefined : parts.slice(0, at + 1).join('/')
}

/** Whether a link of an archive points to what is in it and is read there. */
export function isMetIn(names: ReadonlySet<string>, name: string, link: string): boolean {
  const target = placeBelow(folderOf(name), link)
  return !link.startsWith('/') && names.has(target) && housekeepingOf(target) === undefined
}
