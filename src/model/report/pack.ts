import * as z from 'zod'
import { TIME } from '../text/time.ts'
import { PACK_FORMAT } from './pack-format.ts'

const time = z.string().regex(TIME).describe('RFC 3339')
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const bytes = z.int().nonnegative()

/** Where an excerpt stands in what it was taken from. */
const Excerpt = z.object({
  package: z.string().describe('The app that the line is about'),
  findings: z.array(z.string()).describe('Fingerprints of the findings that rest on it, as in the report'),
  path: z.string().describe('What it was taken from, as the report names it: file, or archive!entry'),
  line: z.int().positive(),
  offset: bytes.describe('Into the bytes of `text`'),
  length: bytes,
  text: z
    .object({ bytes, sha256 })
    .describe('The whole text that it was taken from: of a file in an archive, as it is when unpacked'),
  file: z.object({ bytes, sha256 }).describe('The whole file that holds this text: the archive, where it is one'),
})

const PackFile = z.object({
  path: z.string().describe('In the zip, with `/` between; a name that every system can unpack'),
  role: z
    .enum(['readme', 'report', 'raw', 'excerpt', 'added', 'log'])
    .describe('raw: what was checked, byte for byte; excerpt: a part of it; added: what a person put in later'),
  bytes,
  sha256,
  addedAt: time,
  name: z.string().optional().describe('What the file was called before'),
  modifiedAt: time.optional().describe('When the file was last changed, as its file system said'),
  by: z.string().optional().describe('Who added it, as that person wrote it'),
  note: z.string().optional(),
  excerpt: Excerpt.optional(),
})
export type PackFile = z.infer<typeof PackFile>

/** `manifest.json` of an evidence pack. It lists every file but itself and `SHA256SUMS`, in the order of the zip. */
export const Pack = z.object({
  format: z.literal(PACK_FORMAT),
  id: z.string().describe('`run.id` of the report'),
  tool: z.string(),
  createdAt: time,
  sealedAt: time.describe('When something was last added'),
  minimal: z.boolean().describe('Without the raw inputs: excerpts only'),
  app: z.string().nullable().describe('The only app that the report is about'),
  replaces: sha256.nullable().describe('Of the manifest before something was added last'),
  leftOut: z.array(z.string()).describe('What lay in a folder and was not opened: links, pipes, devices'),
  files: z.array(PackFile),
})
export type Pack = z.infer<typeof Pack>

/** A line of `log.ndjson`. */
export const PackLogLine = z.object({
  n: z.int().positive(),
  at: time,
  did: z.enum(['packed', 'added']),
  by: z.string().nullable(),
  note: z.string().nullable(),
  tool: z.string(),
  files: z.array(z.object({ path: z.string(), sha256 })),
  manifest: sha256.nullable().describe('Of the manifest before'),
  previous: sha256.nullable().describe('Of the line before, without its line feed'),
})
export type PackLogLine = z.infer<typeof PackLogLine>
