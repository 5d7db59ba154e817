import { openOutput, placeAt } from '../../internal.ts'
import type { Io } from '../io.ts'

/**
 * Where the formats of a run go, piece by piece; the files come to be when the run is whole, and else are removed.
 *
 * @throws AuditError E502 when a file cannot be written
 */
export function openSinks(targets: { file?: string }[], { cwd, stdout }: Pick<Io, 'cwd' | 'stdout'>) {
  const outputs = new Map<number, ReturnType<typeof openOutput>>()
  const close = () => {
    for (const { discard } of outputs.values()) discard()
  }
  try {
    for (const [at, { file }] of targets.entries())
      if (file !== undefined) outputs.set(at, openOutput(placeAt(file, cwd)))
  } catch (error) {
    close()
    throw error
  }
  return {
    write(at: number, text: string | Uint8Array): void {
      const output = outputs.get(at)
      if (output) output.write(text)
      else if (typeof text === 'string') stdout.write(text)
      else if (stdout.writeBytes) stdout.writeBytes(text)
      else stdout.write(new TextDecoder().decode(text))
    },
    commit(): void {
      for (const { commit } of outputs.values()) commit()
    },
    close,
  }
}
