import { definedOnly } from '../../model/defined-only.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { AppOp } from '../../model/snapshot.ts'
import { usesAgo } from '../duration.ts'
import { evidenceOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { laterUse, moreOpen } from '../snapshot/most-open.ts'
import type { SectionKind } from './kind.ts'

export interface AppOpsGet {
  path: string
  /** Where a script asked for one app after another, the line that it wrote above an answer, or the prompt. */
  heading?: string
  /** A line of the answer; none in one that is empty. */
  evidence?: Evidence
  ops: Record<string, AppOp>
}

/** What may be the name of an app; that of the system alone has no dot. */
const NAME = /[a-z]\w*\.[a-z]|\bandroid\b/i

/**
 * Reads `appops get PACKAGE`, which prints no package name (AOSP `AppOpsService.Shell`). Of two answers in one text the
 * more open counts, line by line; where a name stands above the first, each is of whom the line above it names.
 *
 *     Uid mode: READ_CONTACTS: ignore
 *     READ_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d ago
 */
export const appOpsGet: SectionKind<AppOpsGet> = {
  kind: 'appops get',
  opens: (text) =>
    /^(No operations\.$|(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (allow|ignore|deny|default|foreground|ask)\b)/.test(text),
  parser({ path, command, before = '' }, found) {
    const isLed = command === undefined && NAME.test(before)
    const under = (heading: string): AppOpsGet => ({ path, ...(isLed && { heading }), ops: {} })
    let answer = under(before)
    let left = MOST_PACKAGES
    // Asked for one op alone, an app that has none of it may have others.
    const end = () => answer.evidence && left-- > 0 && found(answer)
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const [, uid, name, mode, rest = ''] =
          /^(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (\w+)(.*)$/.exec(evidence.text) ?? []
        if (name === undefined || mode === undefined) {
          if (!isLed || evidence.text.trim() === '') return
          end()
          answer = under(evidence.text)
          return
        }
        answer.evidence = evidence
        const { ops } = answer
        const op = ops[name] ?? {}
        ops[name] = op
        const scope = uid ? 'uid' : 'package'
        const said = { mode, evidence }
        op[scope] = moreOpen(op[scope] ?? said, said)
        const { lastAccess, lastReject } = usesAgo(rest, evidence)
        const uses = {
          lastAccess: laterUse(op.lastAccess, lastAccess),
          lastReject: laterUse(op.lastReject, lastReject),
        }
        Object.assign(op, definedOnly(uses))
      },
      end,
    }
  },
}
