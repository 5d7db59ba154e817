import { latin1In, ofText } from '#platform/bytes.ts'
import type { Interest, Seen } from '../interest.ts'
import { SLASH, SPACE } from '../lines/ascii.ts'
import type { Idle } from '../lines/idle.ts'
import { indentOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { wordMatcher } from './class-words.ts'

export type SeenByPackage = Map<string, Seen>

export type ComponentZone = 'resolvers' | 'providers' | 'authorities' | 'queries'

const LINKED = ofText('  Schemes:')
const STARTED = ofText('      android.intent.action.MAIN:')
const BY_PACKAGE = ofText('queries via package name:')

/** What was seen of a package so far. */
export function seenIn(seen: SeenByPackage, packageName: string): Seen {
  const one = seen.get(packageName) ?? { components: new Set(), providers: new Set(), queries: new Set() }
  seen.set(packageName, one)
  return one
}

const ENTRY: Idle = { blanks: 8 }
const BELOW_ENTRY: Idle = { blanks: 9 }

/**
 * Reads the screens of apps, content providers and queries (AOSP `ComponentResolver.java`, `AppsFilterBase.java`). They
 * are most of a dump: of screens those that can be started or linked to are looked at, and a name without a word of
 * interest is not decoded. Tells which lines behind this one are no matter, where it knows.
 *
 *     Activity Resolver Table:
 *       Non-Data Actions:
 *           android.intent.action.MAIN:
 *             7248eb7 com.example.cash/.loan.ApplyActivity filter 2766978
 *     Registered ContentProviders:
 *       com.example.cash/.InitProvider:
 *         Provider{d05adca com.example.cash/.InitProvider}
 *     ContentProvider Authorities:
 *       [com.example.cash.init]:
 *         Provider{d05adca com.example.cash/.InitProvider}
 *     Queries:
 *       queries via package name:
 *         com.example.cash:
 *           com.example.rival
 */
export function componentParser(
  seen: SeenByPackage,
  { components, wanted }: Pick<Interest, 'components' | 'wanted'>,
  named: (packageName: string, line: number) => void,
): (zone: ComponentZone, line: Line) => Idle | undefined {
  const hasWord = wordMatcher(components)
  let authorities: string[] = []
  let isByPackage = false
  let isLinked = false
  let isStarted = false
  let asking: string[] = []

  const of = (packageName: string) => seenIn(seen, packageName)

  /** `com.example.cash/.Main`, which begins behind the first blank from `at` on and ends at a blank, `:` or `}`. */
  function keep({ bytes, end }: Line, at: number, kind: 'components' | 'providers', names: string[] = []) {
    let slash = at
    while (slash < end && bytes[slash] !== SLASH) slash++
    if (slash >= end || (names.length === 0 && !hasWord(bytes, slash + 1, end))) return
    const [packageName = '', shortName = ''] = latin1In(bytes, bytes.lastIndexOf(SPACE, slash) + 1, end).split('/')
    const name = /^[^ :}]*/.exec(shortName)?.[0] ?? ''
    of(packageName)[kind].add(name.startsWith('.') ? packageName + name : name)
    for (const authority of names) of(packageName).providers.add(authority)
  }

  /** `        7248eb7 com.example.cash/.Main filter 2766978`: what has an icon has a record too. */
  function nameIn(line: Line) {
    const { bytes, start, end, number } = line
    if (indentOf(line) !== 8) return
    let from = start + 8
    while (from < end && bytes[from] !== SPACE) from++
    let slash = from + 1
    while (slash < end && bytes[slash] !== SLASH && bytes[slash] !== SPACE) slash++
    if (bytes[slash] === SLASH && slash > from + 1) named(latin1In(bytes, from + 1, slash), number)
  }

  /** The names in `[a;b]:`, if one of them has a word of interest. */
  const authoritiesIn = (line: Line) =>
    hasWord(line.bytes, line.start + 2, line.end) ? (/^\[(.*)\]:$/.exec(textOf(line, 2))?.[1]?.split(';') ?? []) : []

  return (zone, line) => {
    const { bytes, start } = line
    if (zone === 'resolvers') {
      if (bytes[start + 7] === SPACE) {
        if (bytes[start + 8] !== SPACE && (isLinked || isStarted)) {
          keep(line, start + 8, 'components')
          if (isStarted) nameIn(line)
        }
      } else if (bytes[start + 2] !== SPACE) isLinked = standsAt(line, 0, LINKED)
      else if (bytes[start + 6] !== SPACE) isStarted = standsAt(line, 0, STARTED)
      return isLinked || isStarted ? BELOW_ENTRY : ENTRY
    }
    const indent = indentOf(line)
    switch (zone) {
      case 'providers':
        if (indent === 2) keep(line, start + 2, 'providers')
        break
      case 'authorities':
        if (indent === 2) authorities = authoritiesIn(line)
        if (indent === 4) keep(line, start + 4, 'providers', authorities)
        break
      case 'queries':
        if (indent === 2) isByPackage = standsAt(line, 2, BY_PACKAGE)
        if (!isByPackage) break
        if (indent === 4) {
          const names = /^\[?(.*?)\]?:$/.exec(textOf(line, 4))?.[1]?.split(',') ?? []
          asking = names.filter((name) => wanted(name, seen.get(name)))
        }
        if (indent === 6) for (const name of asking) of(name).queries.add(textOf(line, 6))
    }
    return undefined
  }
}
