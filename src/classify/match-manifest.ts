import type { Signals } from '../model/signal.ts'
import { found, type Matcher, NONE } from './matcher.ts'

/** Screens and libraries: what the app is built of. */
export const classMatcher: Matcher<'classes'> = ({ signals: { classes }, reader }) => {
  const isOf = (name: string) => (prefix: string) => name === prefix || name.startsWith(`${prefix}.`)
  const libraries = classes.flatMap(({ prefixes }) => prefixes)

  return ({ app }) => {
    const classNames = [...(app.components ?? []), ...(app.providers ?? [])]
    // Of a table of names, nothing but the names is known.
    if (classNames.length === 0) return NONE
    const own = new Set(reader.tokensOf(app.packageName))
    // What a library calls its screens says nothing of the app that it is built into.
    const screens = classNames.filter((name) => !libraries.some(isOf(name)))
    const ofScreens = new Set(screens.flatMap(reader.tokensOf))
    return classes.flatMap((signal) => {
      const { prefixes, words, atLeast, points } = signal
      const library = classNames.find((name) => prefixes.some(isOf(name)))
      const shown = words.filter((word) => ofScreens.has(word) && !own.has(word))
      const match = library ?? (shown.length >= atLeast && shown.length > 0 ? shown.join(', ') : undefined)
      return match === undefined ? [] : [found('class', signal, points, match)]
    })
  }
}

/** What the manifest asks for: apps that it looks for, and permissions. */
export const manifestMatcher: Matcher<'manifests'> =
  ({ signals: { manifests }, lends }) =>
  ({ app }) => {
    if (!app.requestedPermissions?.length && !app.queries?.length) return NONE
    const permissions = new Set(app.requestedPermissions?.map(({ name }) => name.replace('android.permission.', '')))
    const queries = new Set(app.queries?.filter((name) => name !== app.packageName))
    return manifests.flatMap((signal) => {
      const { atLeast, points } = signal
      const match =
        signal.queries === undefined
          ? [...permissions].filter((name) => signal.permissions?.includes(name))
          : [...queries].filter((name) => (signal.queries?.length === 0 ? lends(name) : signal.queries?.includes(name)))
      if (match.length < atLeast) return []
      return [found(signal.queries === undefined ? 'permission' : 'query', signal, points, match.join(', '))]
    })
  }

/**
 * Beginnings of words in class names that speak of lending, for a parser that keeps no others; lower-case letters. Of a
 * prefix, `in.finbox.mobileriskmanager`, the maker is enough to keep the whole name.
 */
export const classKeywords = ({ classes }: Pick<Signals, 'classes'>) => [
  ...new Set(
    classes
      .filter(({ support }) => !support)
      .flatMap(({ words, prefixes }) => [
        ...words,
        ...prefixes.map((prefix) => /^\w+\.([a-z]+)/.exec(prefix)?.[1] ?? ''),
      ])
      .filter((word) => word.length > 2),
  ),
]
