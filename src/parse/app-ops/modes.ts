import type { OpMode } from '../../model/phone/snapshot.ts'

/** From the most open on; `undefined` is an op that is not printed: it neither keeps from reading nor permits. */
const OPEN_FIRST = ['allow', undefined, 'foreground', 'default', 'ask', 'ignore', 'deny']

/** A mode, in a pattern. */
export const MODE = `(?:${OPEN_FIRST.filter(Boolean).join('|')})`

/**
 * `MODE_*` by number, as printed up to Android 8.1, which knows no `foreground`: 4 is the `ask` of CyanogenMod and
 * LineageOS, 5 that of MIUI.
 */
export const NUMBERED = ['allow', 'ignore', 'deny', 'default', 'ask', 'ask']

export const isKnownMode = (mode: string) => OPEN_FIRST.includes(mode)

/** Of two modes the more open. */
export const moreOpen = <Mode extends OpMode | undefined>(one: Mode, other: Mode): Mode =>
  rankOf(one) <= rankOf(other) ? one : other

/** The word of a maker may mean anything, as `default` does. */
function rankOf(mode: OpMode | undefined): number {
  const rank = OPEN_FIRST.indexOf(mode?.mode)
  return rank < 0 ? OPEN_FIRST.indexOf('default') : rank
}
