import type { Dump } from '../../../model/dump.ts'
import { sealing } from '../../sealer.ts'
import { type CapturedFile, isRead } from '../asking/captured-file.ts'

/** The dumps of a capture, live or saved: both are audited from here, so they cannot disagree. */
export async function* dumpsOf({ files }: { files: CapturedFile[] }): AsyncGenerator<Dump> {
  const sealer = await sealing()
  for (const { name, command, bytes, failure } of files) {
    const { pass, seal } = sealer()
    pass(bytes)
    yield {
      path: name,
      optional: true,
      command,
      capture: 'phone',
      chunks: () => (isRead({ failure }) ? [bytes] : []),
      seal,
      failure: () => failure,
    }
  }
}
