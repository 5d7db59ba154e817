/** Places in a folder or an archive, with `/` between, as `node:path` has them on POSIX. */

/** Without `.`, `..` and empty parts, as far as that can be. */
export function plainPlace(place: string): string {
  const parts: string[] = []
  const isAbsolute = place.startsWith('/')
  for (const part of place.split('/')) {
    if (part === '' || part === '.') continue
    if (part !== '..') parts.push(part)
    else if (parts.length > 0 && parts.at(-1) !== '..') parts.pop()
    else if (!isAbsolute) parts.push(part)
  }
  const end = place.endsWith('/') ? '/' : ''
  if (parts.length === 0) return isAbsolute ? '/' : `.${end}`
  return `${isAbsolute ? '/' : ''}${parts.join('/')}${end}`
}

export const placeBelow = (folder: string, place: string) =>
  plainPlace([folder, place].filter((part) => part !== '').join('/'))

/** The folder that something lies in; `.` at the top. */
export function folderOf(place: string): string {
  const at = place.lastIndexOf('/')
  return at === -1 ? '.' : at === 0 ? '/' : place.slice(0, at)
}

export const nameIn = (place: string) => place.slice(place.lastIndexOf('/') + 1)

/** The way from a folder to a place. */
export function wayTo(folder: string, place: string): string {
  const [from, to] = [partsOf(folder), partsOf(place)]
  const shared = from.findIndex((part, at) => part !== to[at])
  const common = shared === -1 ? from.length : shared
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/')
}

const partsOf = (place: string) =>
  plainPlace(place)
    .split('/')
    .filter((part) => part !== '' && part !== '.')
