import { AuditError, placeAt, writeOutput } from '../../internal.ts'
import type { Io } from '../io.ts'
import type { Target } from './targets.ts'

/**
 * Writes what was asked for: the files first, and the screen last. A file that cannot be written takes nothing else
 * away.
 *
 * @param textOf is told which files came to be so far
 * @param onFiles told of them all, where any was asked for
 * @throws AuditError E502 for the first that did not, once all else is done
 */
export async function writeTargets<Format extends string>(
  targets: Target<Format>[],
  textOf: (target: Target<Format>, saved: string[]) => string | Promise<string>,
  { cwd, stdout }: Pick<Io, 'cwd' | 'stdout'>,
  onFiles: (saved: string[]) => void = () => {},
): Promise<void> {
  const saved: string[] = []
  let failure: AuditError | undefined
  for (const target of targets) {
    const { file } = target
    if (file === undefined) continue
    const text = await textOf(target, saved)
    try {
      if (writeOutput(placeAt(file, cwd), text)) saved.push(file)
    } catch (error) {
      if (!(error instanceof AuditError)) throw error
      failure ??= error
    }
  }
  for (const target of targets) if (target.file === undefined) stdout.write(await textOf(target, saved))
  if (saved.length > 0 || failure) onFiles(saved)
  if (failure) throw failure
}
