import { textIn } from '#platform/bytes.ts'
import { crc32 } from '#platform/inflate.ts'
import { atAnyPlace, lacksDirectory, openZip as openPlain, type PlainFile } from '#platform/zip.ts'
import { AuditError } from '../../errors.ts'
import { UntrueError } from '../dump.ts'
import { type Budget, held } from '../limits.ts'
import type { Packed } from '../source.ts'
import { standingIn } from './standing.ts'
import { unlistedIn } from './unlisted.ts'

type ZipEntry = Awaited<ReturnType<Awaited<ReturnType<typeof openPlain>>['entries']>>[number]

const STORED = 0
const DEFLATED = 8
/** What 7-Zip, WinZip and, for files of more than 2 GB, Windows use in their place (APPNOTE 4.4.5). */
const OTHERS: Record<number, string> = { 9: 'Deflate64', 12: 'bzip2', 14: 'LZMA', 93: 'Zstandard', 98: 'PPMd' }
/** Bytes of a local header without its name and extra field. */
const LOCAL_HEADER = 30
/** Unix mode in the upper half of the external attributes (APPNOTE 4.4.15, as Info-ZIP writes it). */
const TYPE = 0o170000
const LINK = 0o120000
const FILE = 0o100000
const LONGEST_PATH = 4096

/** A zip that is read at any place, or one that is held in memory. */
export type ZipAt = { file: PlainFile } | { bytes: Uint8Array }

/** What a zip holds; each file is read as it inflates and never unpacked. */
interface OpenZip {
  entries: Packed[]
  unlisted: Uint8Array
  /** Nobody knows what else there was. */
  cut?: AuditError
  close: () => void
}

/**
 * Opens a zip by its directory; one that was cut has none, and gives the files that stand in it.
 *
 * @throws AuditError E309 for too many entries, E310 for a damaged archive and one whose entries share their bytes,
 * E340 for one that was cut before any file
 */
export async function openZip(at: ZipAt, shown: string, budget: Budget): Promise<OpenZip> {
  let close = () => {}
  try {
    const zip = await openPlain(at)
    close = zip.close
    budget.entries(zip.count)
    const listed = await zip.entries()
    if (overlaps(listed)) throw new AuditError('E310', { file: shown })
    const unlisted = await unlistedIn(zip, listed)
    return { entries: await filesOf(listed, shown, budget), unlisted, close }
  } catch (cause) {
    close()
    if (lacksDirectory(cause)) return await openCut(at, shown, budget)
    throw cause instanceof AuditError ? cause : new AuditError('E310', { file: shown }, { cause })
  }
}

async function openCut(at: ZipAt, shown: string, budget: Budget): Promise<OpenZip> {
  const zip =
    'file' in at
      ? await atAnyPlace(at.file)
      : {
          size: at.bytes.length,
          read: async (from: number, length: number) => at.bytes.subarray(from, from + length),
          close: () => {},
        }
  try {
    const standing: ZipEntry[] = []
    for await (const entry of standingIn(zip)) {
      budget.entries(1)
      standing.push(entry)
    }
    const entries = await filesOf(standing, shown, budget)
    const cut = new AuditError('E340', { file: shown })
    if (entries.length === 0) throw cut
    return { entries, unlisted: new Uint8Array(), cut, close: zip.close }
  } catch (error) {
    zip.close()
    throw error
  }
}

async function filesOf(listed: ZipEntry[], shown: string, budget: Budget): Promise<Packed[]> {
  const entries: Packed[] = []
  for (const entry of listed) {
    if (entry.size > 0 || !entry.name.endsWith('/')) entries.push(await packedOf(entry, shown, budget))
  }
  return entries
}

/** Whether bytes count for more than one entry, as only those do that are made to swell. */
function overlaps(entries: ZipEntry[]): boolean {
  let end = 0
  return [...entries]
    .sort((a, b) => a.offset - b.offset)
    .some(({ offset, packed, nameBytes }) => {
      const before = end
      end = offset + LOCAL_HEADER + nameBytes + packed
      return offset < before
    })
}

async function packedOf(entry: ZipEntry, shown: string, budget: Budget): Promise<Packed> {
  const { name, externalAttributes, size } = entry
  const meter = budget.meter()
  const open = () => checked(entry, shown, meter)
  const type = (externalAttributes >>> 16) & TYPE
  if (type === LINK && size <= LONGEST_PATH) return { name, link: textIn(await held(open(), shown)) }
  // What came through a pipe is kept as one, with its content.
  if (size === 0 && type !== 0 && type !== FILE) return { name, passedOver: true }
  return { name, content: { open, again: open } }
}

/**
 * Inflates one entry; its size and checksum must be those of the archive.
 *
 * @throws AuditError E309, E310, E334, E340, E345
 */
async function* checked(
  { method, isEncrypted, packed, size, crc: stated, content }: ZipEntry,
  shown: string,
  meter: ReturnType<Budget['meter']>,
): AsyncGenerator<Uint8Array> {
  const isCut = size === Infinity
  const damaged = (cause?: unknown) =>
    isCut ? new AuditError('E340', { file: shown }, { cause }) : new UntrueError('E310', { file: shown }, { cause })
  if (isEncrypted) throw new AuditError('E345', { file: shown })
  const format = OTHERS[method]
  if (format) throw new AuditError('E334', { file: shown, format })
  if (![STORED, DEFLATED].includes(method)) throw damaged()
  let expanded = 0
  let crc = 0
  try {
    for await (const bytes of content()) {
      expanded += bytes.length
      meter(packed, expanded, isCut ? expanded : size)
      if (expanded > size) break
      crc = crc32(bytes, crc)
      yield bytes
    }
  } catch (cause) {
    throw cause instanceof AuditError ? cause : damaged(cause)
  }
  if (expanded !== size || crc !== stated) throw damaged()
}
