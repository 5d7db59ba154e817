import type { Dump } from '../../../model/dump.ts'
import { sealOf } from '../../sealer.ts'
import { type CapturedFile, isRead } from '../asking/captured-file.ts'

/** The dumps of a capture, live or saved: both are audited from here, so they cannot disagree. */
export async function* dumpsOf({ files }: { files: CapturedFile[] }): AsyncGenerator<Dump> {
  for (const { name, command, bytes, failure } of files) {
    const seal = await sealOf([bytes])
    yield {
      path: name,
      optional: true,
      command,
      capture: 'phone',
      chunks: () => (isRead({ failure }) ? [bytes] : []),
      seal: () => seal,
      failure: () => failure,
    }
  }
}
