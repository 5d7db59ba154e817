import { definedOnly } from '../../model/defined-only.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { AppOp } from '../../model/phone/snapshot.ts'
import { MODE } from '../app-ops/modes.ts'
import { mostOpenOp } from '../app-ops/most-open.ts'
import { usesAgo } from '../app-ops/uses.ts'
import { evidenceOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import { isHeading, type SectionKind, withLine } from './kind.ts'

export interface AppOpsGet {
  path: string
  /** What stands above it, where a script asked for one app after another. */
  heading: string
  /** Whether that is of whom it is: not where a name stands below the last of them, as it may below each. */
  isTold: boolean
  /** A line of the answer; none in one that is empty. */
  evidence?: Evidence
  ops: Record<string, AppOp>
}

/** What may be the name of an app; that of the system alone has no dot. */
const NAME = /[a-z]\w*\.[a-z]|\bandroid\b/i
/** Up to an app that is not there, which the next answer is not of. */
const REFUSED = /^(.*\n)*error: .*/i
/** Who is logged in, and where, is no app. */
const PROMPT = /^.*[>$#%][\w ]*$/gm
/** Of which no name is known. */
const OTHER_OP = new RegExp(String.raw`^[^.]+: ${MODE}\b`)
const OPENING = new RegExp(String.raw`^(No operations\.$|(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): ${MODE}\b)`)

/**
 * Reads `appops get PACKAGE`, which prints no package name (AOSP `AppOpsService.Shell`). Of two answers in one text the
 * more open counts, line by line; where a name stands above the first and no app below the last, each has its heading.
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
      heading: isHeading(heading) ? heading.replace(REFUSED, '') : '',
      isTold: false,
      ops: {},
    })
    const isLed = command === undefined && NAME.test(before)
    const answers: AppOpsGet[] = []
    let answer = under('')
    let above = before
    const keep = (get: AppOpsGet) => answers.length <= MOST_PACKAGES && answers.push(get)
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const isNothing = text.startsWith('No operations.')
        if (isNothing) {
          keep(under(above))
          above = ''
        }
        if (isNothing || text.trim() === '') {
          // Whose the next line is, nobody said.
          if (isNothing || isLed) answer = under('')
          return
        }
        const [, uid, name, mode, rest] = /^(Uid mode: )?([A-Z_]+|MIUIOP\(\d+\)): (\w+)(.*)$/.exec(text) ?? []
        if (!name && !OTHER_OP.test(text)) {
          if (isHeading(above)) above = withLine(above, text)
          return
        }
        if (above !== '') answer = under(above)
        above = ''
        if (!name || !mode) return
        if (!answer.evidence) keep(answer)
        const said = { [uid ? 'uid' : 'package']: { mode, evidence } }
        const op = answer.ops[name]
        answer.evidence = evidence
        answer.ops[name] = mostOpenOp([
          { ...said, ...op },
          { ...op, ...said, ...definedOnly(usesAgo(rest ?? '', evidence)) },
        ])
      },
      end() {
        const isTold = isLed && !NAME.test(above.replace(REFUSED, '').replace(PROMPT, ''))
        for (const get of answers) found({ ...get, isTold })
      },
    }
  },
}
