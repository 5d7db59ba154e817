import { definedOnly } from '../../model/defined-only.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { AppOp, OpMode } from '../../model/snapshot.ts'
import { MODE, moreOpen } from '../app-ops/modes.ts'
import { laterUse, usesAgo } from '../app-ops/uses.ts'
import { evidenceOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { LONGEST_HEADING, type SectionKind } from './kind.ts'

export interface AppOpsGet {
  path: string
  /** What stands above it, where a script asked for one app after another. */
  heading: string
  /** A line of the answer; none in one that is empty. */
  evidence?: Evidence
  ops: Record<string, AppOp>
}

/** What may be the name of an app; that of the system alone has no dot. */
const NAME = /[a-z]\w*\.[a-z]|\bandroid\b/i
const NOTHING = /^(No operations\..*|\s*)$/
/** Of which no name is known. */
const OTHER_OP = new RegExp(String.raw`^[^.]+: ${MODE}\b`)
const OPENING = new RegExp(String.raw`^(No operations\.$|(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): ${MODE}\b)`)

/**
 * Reads `appops get PACKAGE`, which prints no package name (AOSP `AppOpsService.Shell`). Of two answers in one text the
 * more open counts, line by line; where a name stands above the first and none below the last, each has its heading.
 *
 *     Uid mode: READ_CONTACTS: ignore
 *     READ_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d ago
 */
export const appOpsGet: SectionKind<AppOpsGet> = {
  kind: 'appops get',
  opens: (text) => OPENING.test(text),
  parser({ path, command, before }, found) {
    const under = (heading: string): AppOpsGet => ({
      path,
      heading: heading.length > LONGEST_HEADING ? '' : heading,
      ops: {},
    })
    const isLed = command === undefined && NAME.test(before)
    const all = under('')
    const answers: AppOpsGet[] = []
    let answer = all
    let above = before
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        if (NOTHING.test(text)) {
          // Whose the next line is, nobody said.
          answer = under('')
          if (text.trim() !== '') above = ''
          return
        }
        const [, uid, name, mode, rest] = /^(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (\w+)(.*)$/.exec(text) ?? []
        if (name === undefined && !OTHER_OP.test(text)) {
          if (above.length <= LONGEST_HEADING) above += ` ${text}`
          return
        }
        if (above !== '') answer = under(above)
        above = ''
        if (name === undefined || mode === undefined) return
        if (answer.evidence === undefined && answers.length <= MOST_PACKAGES) answers.push(answer)
        for (const get of [answer, all]) {
          get.evidence = evidence
          addTo(get.ops, name, uid ? 'uid' : 'package', { mode, evidence }, usesAgo(rest ?? '', evidence))
        }
      },
      end() {
        const isTold = isLed && !NAME.test(above) && answers.length <= MOST_PACKAGES
        // Asked for one op alone, an app that has none of it may have others.
        for (const get of isTold ? answers : [all]) if (get.evidence) found(get)
      },
    }
  },
}

function addTo(
  ops: AppOpsGet['ops'],
  name: string,
  scope: 'uid' | 'package',
  said: OpMode,
  uses: ReturnType<typeof usesAgo>,
) {
  const op = ops[name] ?? {}
  ops[name] = op
  op[scope] = moreOpen(op[scope] ?? said, said)
  const later = {
    lastAccess: laterUse(op.lastAccess, uses.lastAccess),
    lastReject: laterUse(op.lastReject, uses.lastReject),
  }
  Object.assign(op, definedOnly(later))
}
