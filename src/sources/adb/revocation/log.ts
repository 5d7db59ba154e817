import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { AuditError, causeOf } from '../../../errors.ts'
import { permissionGroups } from '../../../model/phone/permission-group.ts'
import { jsonIn } from '../../../model/text/json.ts'
import { cannotOpen } from '../../cannot-open.ts'
import { type Place, unwritable } from '../../output.ts'
import { written } from '../../written.ts'
import { isChange } from './changes.ts'

const State = z.strictObject({
  permissions: z.record(z.string(), z.strictObject({ granted: z.boolean(), flags: z.array(z.string()) })),
  /** Modes as they are printed; null where none is. */
  appOps: z.record(z.string(), z.strictObject({ uid: z.string().nullable(), package: z.string().nullable() })),
})

/** What was meant to be changed on a phone, what was sent, and what it came to. */
const Revocation = z.strictObject({
  format: z.literal('daicha-revocation/1'),
  tool: z.string(),
  startedAt: z.string(),
  /** Tells the phone again without naming it: SHA-256 of the start and its identity. */
  phone: z.string(),
  package: z.string(),
  groups: z.array(z.enum(permissionGroups)),
  /** The person turns it off on the phone; only pages were opened from here. */
  byHand: z.boolean(),
  /** Null while it runs, or if the program was killed. `checked`: the phone was read again. */
  ended: z.enum(['checked', 'interrupted', 'timed-out', 'disconnected']).nullable(),
  undoes: z.string().nullable(),
  /** Each with the state that was read before and after; null where it was not read again. */
  users: z.array(
    z.strictObject({
      userId: z.int(),
      /** When the app was installed, as it is printed: installed anew it is another, of which nothing was changed. */
      firstInstall: z.string().nullable().default(null),
      before: State,
      after: State.nullable(),
      proved: z.boolean().nullable(),
    }),
  ),
  /** In their order. A time that is null was not reached; nobody knows what became of a call without an exit code. */
  changes: z.array(
    z.strictObject({
      userId: z.int(),
      command: z.array(z.string()).refine(isChange),
      sentAt: z.string().nullable(),
      exitCode: z.int().nullable(),
      said: z.string(),
    }),
  ),
})
export type Revocation = z.infer<typeof Revocation>

const phoneOf = (startedAt: string, identity: string) =>
  createHash('sha256').update(`${startedAt}\n${identity}`).digest('hex')

/** A record of changes in a new file that only its owner reads. `save` is called before each call and after it. */
export function newRevocationLog(
  folder: string,
  identity: string,
  about: Omit<Revocation, 'format' | 'phone' | 'ended'>,
): { path: string; log: Revocation; save: () => void } {
  const log: Revocation = {
    format: 'daicha-revocation/1',
    phone: phoneOf(about.startedAt, identity),
    ended: null,
    ...about,
  }
  const name = about.undoes === null ? 'revoke' : 'undo'
  let path = join(folder, `${name}.json`)
  for (let n = 2; existsSync(path); n++) path = join(folder, `${name}-${n}.json`)
  const text = () => `${JSON.stringify(log, null, 2)}\n`
  const orSay = (action: () => void) => {
    try {
      action()
    } catch (cause) {
      throw unwritable({ path, shown: path }, cause)
    }
  }
  /** Leaves nothing that is no record where one is looked for. */
  const put = (file: string, flag: 'w' | 'wx') => {
    try {
      writeFileSync(file, text(), { flag, mode: 0o600, flush: true })
    } catch (cause) {
      if (causeOf(cause) !== 'EEXIST') rmSync(file, { force: true })
      throw cause
    }
  }
  orSay(() => put(path, 'wx'))
  return {
    path,
    log,
    save: () =>
      orSay(() => {
        // Our own file, replaced whole: a crash leaves the old text or the new one.
        const part = `${path}.part`
        put(part, 'w')
        renameSync(part, path)
      }),
  }
}

/** @throws AuditError E301 when it cannot be read, E407 when it is no record of changes */
export function loadRevocation({ path, shown }: Place): Revocation {
  let text: string
  try {
    text = written(readFileSync(path))
  } catch (cause) {
    throw cannotOpen(path, shown, cause)
  }
  const log = Revocation.safeParse(jsonIn(text)).data
  if (log === undefined || log.undoes !== null) throw new AuditError('E407', { file: shown })
  return log
}

export const isOfPhone = ({ phone, startedAt }: Revocation, identity: string): boolean =>
  phone === phoneOf(startedAt, identity)
