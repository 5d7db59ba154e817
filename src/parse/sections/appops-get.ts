import { definedOnly } from '../../model/defined-only.ts'
import type { AppOp } from '../../model/snapshot.ts'
import { usesAgo } from '../duration.ts'
import { evidenceOf } from '../lines/line.ts'
import { laterUse, moreOpen } from '../snapshot/most-open.ts'
import type { SectionKind } from './kind.ts'

export interface AppOpsGet {
  path: string
  ops: Record<string, AppOp>
}

/**
 * Reads `appops get PACKAGE`, which prints no package name (AOSP `AppOpsService.Shell`). Of two answers in one text the
 * more open counts, line by line.
 *
 *     Uid mode: READ_CONTACTS: ignore
 *     READ_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d ago
 */
export const appOpsGet: SectionKind<AppOpsGet> = {
  kind: 'appops get',
  opens: (text) =>
    /^(No operations\.$|(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (allow|ignore|deny|default|foreground|ask)\b)/.test(text),
  parser({ path }, found) {
    const ops: Record<string, AppOp> = {}
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const [, uid, name, mode, rest = ''] =
          /^(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (\w+)(.*)$/.exec(evidence.text) ?? []
        if (name === undefined || mode === undefined) return
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
      // Asked for one op alone, an app that has none of it may have others.
      end: () => Object.keys(ops).length > 0 && found({ path, ops }),
    }
  },
}
