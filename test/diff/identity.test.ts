import { expect, test } from 'vitest'
import { diff as compare } from '../../src/audit/diff/diff.ts'
import type { Side } from '../../src/internal.ts'
import { auditDefaults, auditPhones, fromFiles } from '../built.ts'
import { guidance, rules } from '../daicha.ts'
import { cwd, kuaijie, now, state } from './diff.ts'

const options = {
  samePhone: false,
  failOnChange: null,
  allApps: false,
  allowPartial: false,
  version: '0',
  now: () => '',
}

/** A state whose app was captured with its APK, which tells its name and who signed it. */
async function side(path: string, labels: string | undefined, signers: string[] | undefined): Promise<Side> {
  const asked = { ...auditDefaults, allApps: true, version: '0', now: () => '2026-11-24T06:20:03.000Z' }
  const [phone] = await auditPhones(fromFiles([path], { cwd, stdin: process.stdin }), { ...rules, guidance }, asked)
  if (phone === undefined) throw new Error(path)
  const app = phone.snapshot.apps.find(({ packageName }) => packageName === kuaijie.name)
  Object.assign(app ?? {}, { ...(labels && { labels: { default: labels } }), ...(signers && { signers }) })
  return { path, snapshot: phone.snapshot, audit: phone.audit() }
}
const both = (): [string, string] => [state([kuaijie]), state([kuaijie], now)]
const kinds = (old: Side, after: Side) =>
  compare(old, after, rules, options).changes.map(({ kind, direction, from, to }) => [kind, direction, from, to])

test('another name and another signer are told where both are known', async () => {
  const [old, after] = both()
  expect(kinds(await side(old, '示例快借', ['aa']), await side(after, '示例好借', ['bb']))).toEqual([
    ['signer', 'worse', 'aa', 'bb'],
    ['renamed', 'neutral', '示例快借', '示例好借'],
  ])
})

test('what is said once of an app is said of the first user who has it', async () => {
  const inProfile = ({ audit, ...rest }: Side): Side => ({
    ...rest,
    audit: {
      ...audit,
      apps: audit.apps.flatMap((app) => [
        { ...app, presence: 'absent' as const },
        { ...app, user: 10 },
      ]),
    },
  })
  const [old, after] = both()
  const sides = [await side(old, undefined, ['aa']), await side(after, undefined, ['bb'])].map(inProfile)
  const { changes } = compare(sides[0] as Side, sides[1] as Side, rules, options)
  expect(changes.map(({ kind, user }) => [kind, user])).toEqual([['signer', 10]])
})

test('one of several signers that stays is the same signer', async () => {
  const [old, after] = both()
  expect(kinds(await side(old, '示例快借', ['aa']), await side(after, '示例快借', ['bb', 'aa']))).toEqual([])
})

test('a name or a signer that only one state knows is no change', async () => {
  const [old, after] = both()
  expect(kinds(await side(old, undefined, undefined), await side(after, '示例快借', ['aa']))).toEqual([])
})
