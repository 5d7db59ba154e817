import type { Evidence } from '../../model/evidence.ts'
import { type DumpCommand, USER } from '../../model/phone/phone-command.ts'
import { evidenceOf } from '../lines/line.ts'
import { MOST_PACKAGES } from '../phone-limits.ts'
import type { SectionKind } from './kind.ts'

/** A package that `pm list packages` names. */
export interface ListedPackage {
  packageName: string
  evidence: Evidence
}

/** No name and no path of Android holds a quote: `aapt` prints `package: name='com.example.app'`. */
const isPmList = (text: string) => text.startsWith('package:') && !text.includes("'")

/** `-U` exists from 26. Some profiles refuse the shell; `dumpsys package` prints them all the same. */
export const askPackageList: DumpCommand = {
  words: ['pm', 'list', 'packages', { since: 26, words: ['-U'] }, '--user', USER],
  file: (userId) => `list-packages-user-${userId}.txt`,
  timeoutMs: 30_000,
  step: 'lists',
  per: 'user',
}

/**
 * Reads `pm list packages`, with any of `-f -i -U --show-versioncode`. With `-f` the name stands after the last `=`,
 * since paths hold `==`.
 *
 *     package:com.example.app
 *     package:/data/app/~~Ab==/com.example.app-Cd==/base.apk=com.example.app versionCode:3  installer=null uid:10101
 */
export const pmListPackages: SectionKind<ListedPackage[]> = {
  kind: 'pm list packages',
  asks: [askPackageList],
  opens: isPmList,
  parser({ path }, found) {
    const listed: ListedPackage[] = []
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        if (!isPmList(text)) return
        const [entry = ''] = text.slice('package:'.length).trimStart().split(' ', 1)
        const packageName = entry.startsWith('/') ? entry.slice(entry.lastIndexOf('=') + 1) : entry
        // A path alone is an answer of `pm path`. One more than any phone has is enough to tell.
        if (packageName !== '' && !packageName.includes('/') && listed.length <= MOST_PACKAGES)
          listed.push({ packageName, evidence })
      },
      end: () => found(listed),
    }
  },
}
