import { resolve } from 'node:path'
import {
  type Complaint,
  grouped,
  type OpenPack,
  packs,
  placeAt,
  readable,
  type Say,
  sayMessage,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import { writer } from '../output/teller.ts'
import type { Session } from '../phone/choose.ts'
import type { LogOptions } from './options.ts'

/** Says whether a pack is as it was sealed, and what is not. */
export async function verifyEvidence(file: string, expected: string | undefined, session: Session): Promise<number> {
  const { io, words } = session
  const pack = await (await packs()).openPack(placeAt(file, io.cwd))
  try {
    const { manifest, complaints } = pack
    const isOther = expected !== undefined && manifest !== expected
    if (complaints.length > 0 || isOther || pack.pack === undefined) {
      sayBad(file, pack, isOther ? expected : undefined, session)
      return Exit.failing
    }
    const { files, createdAt, sealedAt } = pack.pack
    const put = writer(io)
    put(words.say('pack.good', { path: file, n: files.length }))
    put(words.say('pack.made', { at: readable(createdAt), sealed: readable(sealedAt) }))
    io.stdout.write('\n')
    put(words.say(expected === undefined ? 'pack.paper.compare' : 'pack.paper.expected'))
    io.stdout.write(numberLines(manifest ?? ''))
    if (expected === undefined) put(words.say('pack.goodMeans'))
    return Exit.clean
  } finally {
    pack.close()
  }
}

/** Puts files into a pack, where that is as it was sealed. */
export async function addEvidence(
  file: string,
  names: string[],
  { by, note }: LogOptions & GlobalOptions,
  session: Session,
): Promise<number> {
  const { io, words, version } = session
  const { addToPack, openPack } = await packs()
  const open = await openPack(placeAt(file, io.cwd))
  try {
    const { pack, manifest } = open
    if (open.complaints.length > 0 || pack === undefined || manifest === undefined) {
      sayBad(file, open, undefined, session)
      io.stderr.write(`${words.say('pack.notAdded')}\n`)
      return Exit.failing
    }
    const itself = names.find((name) => resolve(io.cwd, name) === resolve(io.cwd, file))
    if (itself !== undefined)
      throw wrongValue(`daicha evidence add ${file}`, itself, [], { allowed: 'screenshot.png, call.m4a' })
    const told = { at: io.now(), tool: `daicha ${version}`, cwd: io.cwd, by, note }
    const sealing = await addToPack(placeAt(file, io.cwd), { ...open, pack, manifest }, names, told)
    const put = writer(io)
    put(words.say('pack.added', { path: file }))
    for (const { path, sha256 } of sealing.files) {
      put(path, 2)
      put(`SHA-256 ${sha256}`, 4)
    }
    io.stdout.write('\n')
    put(words.say('pack.paper.again'))
    io.stdout.write(numberLines(sealing.manifest))
    return Exit.clean
  } finally {
    open.close()
  }
}

function sayBad(file: string, { complaints, manifest, log }: OpenPack, expected: string | undefined, session: Session) {
  const { io, words } = session
  const put = writer(io)
  put(words.say('pack.bad', { path: file }))
  for (const complaint of complaints) put(inWords(complaint, words.say), 2, '- ')
  if (expected !== undefined && manifest !== undefined) {
    put(words.say('pack.bad.expect'), 2, '- ')
    io.stdout.write(numberLines(manifest))
    const line = log.find((one) => one.manifest === expected)?.n
    if (line !== undefined) put(words.say('pack.bad.expectOlder', { line }), 2, '- ')
  }
  put(words.say('pack.bad.todo'))
}

const inWords = ({ what, ...params }: Complaint, say: Say): string =>
  sayMessage({ key: `pack.bad.${what}`, params }, say)

/** The number that is to be written down. */
export const numberLines = (manifest: string) =>
  grouped(manifest)
    .map((line) => `  ${line}\n`)
    .join('')
