import { ofText } from '#platform/bytes.ts'
import type { Dump } from '../../../model/dump.ts'
import { sealOf } from '../../sealer.ts'
import { type CapturedFile, isCut, isRead } from '../asking/captured-file.ts'

const GIVEN_UP = ofText('\nSecurity exception:')

/** The dumps of a capture, live or saved: both are audited from here, so they cannot disagree. */
export async function* dumpsOf({ files }: { files: CapturedFile[] }): AsyncGenerator<Dump> {
  for (const file of files) {
    const { name: path, command, bytes, failure } = file
    const seal = await sealOf([bytes])
    yield {
      path,
      optional: true,
      command,
      capture: 'phone',
      // What `dumpsys` says where it gives up is said for one that could not.
      chunks: () => (isRead(file) ? [bytes, ...(isCut(file) ? [GIVEN_UP] : [])] : []),
      seal: () => seal,
      failure: () => failure,
    }
  }
}
