import type { SpecialAccess } from '../../model/snapshot.ts'
import type { SpecialAccessKind } from '../../model/special-access.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf } from '../line.ts'
import type { SectionParser } from '../section.ts'
import type { SectionText } from './kind.ts'

/** `com.example.cash/.Service` or a bare package name. */
const packageOf = (component: string) => /^([A-Za-z]\w*(?:\.\w+)+)(?:\/|$)/.exec(component.trim())?.[1]

/**
 * Reads the answer of a command that names who holds an access for the user of its `--user`.
 *
 * @param between what stands between two names on a line
 */
export function holdersParser(
  { path, command = [] }: SectionText,
  kind: SpecialAccessKind | undefined,
  between: string,
  found: (access: SpecialAccess) => void,
): SectionParser {
  const userId = userIdIn(command[command.indexOf('--user') + 1]) ?? 0
  return {
    line(line) {
      const evidence = evidenceOf(line, path)
      const names = new Set(evidence.text.split(between).map(packageOf))
      for (const packageName of names) {
        if (packageName !== undefined && kind !== undefined) found({ kind, packageName, userId, evidence })
      }
    },
    end: () => {},
  }
}
