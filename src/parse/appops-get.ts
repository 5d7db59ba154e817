import type { AppOp } from '../model/snapshot.ts'
import { usesAgo } from './duration.ts'
import { evidenceOf } from './line.ts'
import { moreOpen } from './most-open.ts'
import type { SectionParser } from './section.ts'

export interface AppOpsGet {
  path: string
  ops: Record<string, AppOp>
}

export const isAppOpsGet = (text: string) =>
  /^(Uid mode: )?([A-Z][A-Z_]+|MIUIOP\(\d+\)): (allow|ignore|deny|default|foreground|ask)\b/.test(text)

/**
 * Reads `appops get PACKAGE`, which prints no package name (AOSP `AppOpsService.Shell`). Of two answers in one text the
 * more open counts, line by line.
 *
 *     Uid mode: READ_CONTACTS: ignore
 *     READ_CONTACTS: allow; time=+1h2m3s4ms ago; rejectTime=+2d ago
 */
export function appOpsGetParser({ path }: { path: string }, done: (get: AppOpsGet) => void): SectionParser {
  const ops: Record<string, AppOp> = {}
  return {
    line(line) {
      const evidence = evidenceOf(line, path)
      const [, uid, name, mode, rest = ''] =
        /^(Uid mode: )?([A-Z][A-Z_]+|MIUIOP\(\d+\)): (\w+)(.*)$/.exec(evidence.text) ?? []
      if (name === undefined || mode === undefined) return
      const op = ops[name] ?? {}
      ops[name] = op
      const scope = uid ? 'uid' : 'package'
      const said = { mode, evidence }
      op[scope] = moreOpen(op[scope] ?? said, said)
      Object.assign(op, usesAgo(rest, evidence))
    },
    end: () => done({ path, ops }),
  }
}
