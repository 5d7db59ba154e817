import type { Evidence } from '../../model/evidence.ts'
import type { AppOp, OpUse } from '../../model/phone/snapshot.ts'
import { ageOf } from '../duration.ts'

/** `Access: [top-s] <time> (<age>) ...`; to 9 `top   = <time> (<age>)`, the word before it on the first only. */
const USE = /^(?:Access:|Reject:)? *(?:\[(\w+)-(\w+)\] ?|(\w+) *= )(\S[^()]{0,40}) \(([^\s()]+)\)(?: |$)/

/** What is printed otherwise tells by its age alone. */
const TIME = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/

export function useIn(text: string, evidence: Evidence): OpUse | undefined {
  const [, bracketState, flags, state, time = '', relative = ''] = USE.exec(text) ?? []
  const delta = ageOf(relative)
  if (delta === undefined) return undefined
  const processState = bracketState ?? state
  return {
    ageMs: -delta,
    indirect: flags === 'upd',
    evidence,
    ...(TIME.test(time) && { printed: time }),
    ...(processState !== undefined && { processState }),
  }
}

const ACCESS = /; time=(\S+) ago/
const REJECT = /; rejectTime=(\S+) ago/

/** The `; time=+1h2m ago; rejectTime=+2d ago` of `appops get` and of `dumpsys appops` up to 8.1. */
export function usesAgo(text: string, evidence: Evidence): Pick<AppOp, 'lastAccess' | 'lastReject'> {
  if (!text.includes(' ago')) return {}
  const use = (key: RegExp): OpUse | undefined => {
    const [, age] = key.exec(text) ?? []
    const ageMs = age === undefined ? undefined : ageOf(age)
    return ageMs === undefined ? undefined : { ageMs, indirect: false, evidence }
  }
  const [lastAccess, lastReject] = [use(ACCESS), use(REJECT)]
  return { ...(lastAccess && { lastAccess }), ...(lastReject && { lastReject }) }
}

/**
 * The later of two uses. One by the app itself goes before one for which another app named it, and one that was goes
 * before one in time to come: that is of a clock which was moved back since.
 */
export function laterUse(one: OpUse | undefined, other: OpUse | undefined): OpUse | undefined {
  if (one === undefined || other === undefined) return one ?? other
  if (one.indirect !== other.indirect) return one.indirect ? other : one
  if (isAhead(one) !== isAhead(other)) return isAhead(one) ? other : one
  const [of, at] = [one.printed ?? '', other.printed ?? '']
  if (of !== '' && at !== '' && of !== at) return of > at ? one : other
  return other.ageMs < one.ageMs ? other : one
}

/** What is read while the dump is printed is younger than it. */
const isAhead = ({ ageMs }: OpUse) => ageMs < -60_000
