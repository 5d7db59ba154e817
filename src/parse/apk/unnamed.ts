import type { Failure } from '../../model/dump.ts'
import type { Unnamed } from '../../model/phone/snapshot.ts'

/** The file of a capture that says what was read of the APK of a package. */
export const summaryFile = (packageName: string) => `apk-${packageName}.json`

/** The package that a capture names a file of an APK after; older ones have two files of each. */
export const namedByFile = (path: string): string | undefined =>
  /(?:^|[/!])apk-([\w.]+?)(?:\.json|-AndroidManifest\.xml|-resources\.arsc)$/.exec(path)?.[1]

const CODES: string[] = ['E319', 'E220', 'E221', 'E222'] satisfies Unnamed['code'][]

/** The app of a file of a capture that was to hold its name and does not. */
export function unnamedApp({
  artifact: { path },
  failure,
}: {
  artifact: { path: string }
  failure: Failure | undefined
}): Unnamed | undefined {
  const packageName = namedByFile(path)
  return packageName !== undefined && failure !== undefined && CODES.includes(failure.code)
    ? { packageName, code: failure.code as Unnamed['code'] }
    : undefined
}
