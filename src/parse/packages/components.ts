import { latin1In, ofText } from '#platform/bytes.ts'
import type { Interest, Seen } from '../interest.ts'
import { SLASH, SPACE } from '../lines/ascii.ts'
import { indentOf, type Line, standsAt, textOf } from '../lines/line.ts'
import { type Idle, idle } from '../lines/line-sink.ts'
import { type WordMatcher, wordMatcher } from './class-words.ts'

type SeenByPackage = Map<string, Seen>

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

const ENTRY = idle(8)
const BELOW_ENTRY = idle(9)

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
export function componentReaders(
  seen: SeenByPackage,
  { components, wanted }: Pick<Interest, 'components' | 'wanted'>,
  named: (packageName: string, line: number) => void,
): Record<ComponentZone, (line: Line) => Idle | undefined> {
  const hasWord = wordMatcher(components)
  const keep = keeper(seen, hasWord)
  return {
    resolvers: resolverReader(keep, named),
    providers(line) {
      if (indentOf(line) === 2) keep(line, 2, 'providers')
      return undefined
    },
    authorities: authorityReader(keep, hasWord),
    queries: queryReader(seen, wanted),
  }
}

type Keep = (line: Line, indent: number, kind: 'components' | 'providers', names?: string[]) => void

/** Keeps `com.example.cash/.Main`, which begins behind the first blank from there and ends at a blank, `:` or `}`. */
function keeper(seen: SeenByPackage, hasWord: WordMatcher): Keep {
  return ({ bytes, start, end }, indent, kind, names = []) => {
    let slash = start + indent
    while (slash < end && bytes[slash] !== SLASH) slash++
    if (slash >= end || (names.length === 0 && !hasWord(bytes, slash + 1, end))) return
    const [packageName = '', shortName = ''] = latin1In(bytes, bytes.lastIndexOf(SPACE, slash) + 1, end).split('/')
    const name = /^[^ :}]*/.exec(shortName)?.[0] ?? ''
    const one = seenIn(seen, packageName)
    one[kind].add(name.startsWith('.') ? packageName + name : name)
    for (const authority of names) one.providers.add(authority)
  }
}

function resolverReader(keep: Keep, named: (packageName: string, line: number) => void) {
  let isLinked = false
  let isStarted = false
  return (line: Line) => {
    const { bytes, start } = line
    if (bytes[start + 7] === SPACE) {
      if (bytes[start + 8] !== SPACE && (isLinked || isStarted)) {
        keep(line, 8, 'components')
        if (isStarted) nameIn(line, named)
      }
    } else if (bytes[start + 2] !== SPACE) isLinked = standsAt(line, 0, LINKED)
    else if (bytes[start + 6] !== SPACE) isStarted = standsAt(line, 0, STARTED)
    return isLinked || isStarted ? BELOW_ENTRY : ENTRY
  }
}

/** `        7248eb7 com.example.cash/.Main filter 2766978`: what has an icon has a record too. */
function nameIn(line: Line, named: (packageName: string, line: number) => void) {
  const { bytes, start, end, number } = line
  if (indentOf(line) !== 8) return
  let from = start + 8
  while (from < end && bytes[from] !== SPACE) from++
  let slash = from + 1
  while (slash < end && bytes[slash] !== SLASH && bytes[slash] !== SPACE) slash++
  if (bytes[slash] === SLASH && slash > from + 1) named(latin1In(bytes, from + 1, slash), number)
}

function authorityReader(keep: Keep, hasWord: WordMatcher) {
  let authorities: string[] = []
  return (line: Line) => {
    const indent = indentOf(line)
    if (indent === 2) authorities = hasWord(line.bytes, line.start + 2, line.end) ? authoritiesIn(textOf(line, 2)) : []
    if (indent === 4) keep(line, 4, 'providers', authorities)
    return undefined
  }
}

/** The names in `[a;b]:`. */
const authoritiesIn = (text: string) => /^\[(.*)\]:$/.exec(text)?.[1]?.split(';') ?? []

function queryReader(seen: SeenByPackage, wanted: Interest['wanted']) {
  let isByPackage = false
  let asking: string[] = []
  return (line: Line) => {
    const indent = indentOf(line)
    if (indent === 2) isByPackage = standsAt(line, 2, BY_PACKAGE)
    else if (isByPackage && indent === 4) {
      const names = /^\[?(.*?)\]?:$/.exec(textOf(line, 4))?.[1]?.split(',') ?? []
      asking = names.filter((name) => wanted(name, seen.get(name)))
    } else if (isByPackage && indent === 6) for (const name of asking) seenIn(seen, name).queries.add(textOf(line, 6))
    return undefined
  }
}
