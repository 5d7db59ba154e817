import { ofText } from '#platform/bytes.ts'

/** How the record of a package begins; nothing else in a dump does. */
export const PACKAGE_HEADER = ofText('  Package [')
/** How that of a shared user does. */
export const SHARED_HEADER = ofText('  SharedUser [')

/** That of a package in a pattern, wherever it stands in a line: few are numbered lower. */
export const HEADER = String.raw`Package \[[\w.]+] \([\da-f]{5,}\):`

/** The name in `Package [com.example.cash] (a554c9b):`, and whether that is all that a line says. */
export function headerIn(text: string): { name: string; isWhole: boolean } | undefined {
  const [, name, rest] = /^Package \[([^\]]+)(\] \([\da-f]+\):$)?/.exec(text) ?? []
  // Android takes no other name; whatever else stands there somebody's tool made of it.
  return name === undefined ? undefined : { name, isWhole: rest !== undefined && /^[\w.-]+$/.test(name) }
}
