import { setTimeout as wait } from 'node:timers/promises'
import {
  type AdbServer,
  AuditError,
  type ListedDevice,
  phoneAddress,
  problemOf,
  type Speaker,
  visible,
  type Wireless,
} from '../../internal.ts'
import { type Asker, withAsker } from '../input/ask.ts'
import { teller } from '../output/teller.ts'
import { type AdbOptions, checkIt, connected, type Session } from './choose.ts'
import { interruptible } from './read.ts'

/** How long the phone may take to appear once it was paired with. */
const MOST_MS = 10_000
/** Between two looks for it. */
const PAUSE = 500

/** How phones are reached, and for how long. */
interface Reach {
  server: AdbServer
  wireless: Wireless
  /** In milliseconds. */
  patience: number
  signal: AbortSignal
}

interface Talk {
  words: Speaker
  asker: Asker
  /** Whether somebody sits there who can be asked again. */
  isPerson: boolean
  tell: (...paragraphs: string[]) => void
}

/**
 * Pairs with the phone at an address, and waits until it is there. What is not known is asked for.
 *
 * @param typed the address; absent, it is asked for
 */
export async function pair(
  typed: string | undefined,
  options: AdbOptions & { connect?: boolean },
  session: Session,
): Promise<number> {
  const { io, words } = session
  const given = typed === undefined ? undefined : await addressOf(typed)
  const server = await connected(options, session)
  const wireless = await server.wireless()
  return interruptible(session, (signal) =>
    withAsker(io, signal, async (asker) => {
      const talk: Talk = { words, asker, isPerson: io.stdin.isTTY === true, tell: teller(io) }
      const reach = { server, wireless, patience: Math.min(options.timeout ?? MOST_MS, MOST_MS), signal }
      const isPaired = options.connect && given !== undefined
      const phone = isPaired ? await connectedTo(given, reach) : await paired(given, reach, talk)
      const { model = words.say('devices.noModel') } = phone
      talk.tell(words.say('pair.connected', { phone: model }), checkIt(phone, words.say), words.say('pair.after'))
      return 0
    }),
  )
}

/** @throws AuditError E230 */
async function addressOf(typed: string): Promise<string> {
  const at = await phoneAddress(typed.normalize('NFKC'))
  if (at === undefined) throw new AuditError('E230', { address: typed })
  return at
}

async function paired(given: string | undefined, reach: Reach, talk: Talk): Promise<ListedDevice> {
  const { wireless } = reach
  const { say } = talk.words
  if (talk.isPerson) talk.tell(say('pair.steps'), `1. ${say('pair.open')}`, `2. ${say('pair.tap')}`, '')
  const at = given ?? (await askAddress(wireless, talk))
  const name = await wireless.pair(at, await askCode(talk))
  talk.tell(say('pair.paired'))
  const phone = await arrival(reach, name)
  if (phone !== undefined) return phone
  // Without mDNS nobody but the person can say where: the port is another one than that of the pairing.
  const second = talk.isPerson ? await asked(say('pair.second'), phoneAddress, talk) : undefined
  if (second === undefined) throw new AuditError('E234', {})
  return connectedTo(second, reach)
}

/** The one phone that says that it can be paired with is the answer to an empty line. */
async function askAddress(wireless: Wireless, talk: Talk): Promise<string> {
  const { say } = talk.words
  const found = (await wireless.services()).flatMap(({ kind, at }) => (kind === 'pairing' ? [at] : []))
  const only = found.length === 1 ? found[0] : undefined
  const question = only === undefined ? say('pair.address') : say('pair.found', { address: visible(only) })
  const read = (line: string) => phoneAddress(line === '' && only !== undefined ? only : line)
  const at = talk.isPerson ? await asked(question, read, talk) : only && (await phoneAddress(only))
  if (at === undefined) throw new AuditError('E230', {})
  return at
}

const CODE = /^\d{6}$/

async function askCode(talk: Talk): Promise<string> {
  const read = async (line: string) => CODE.exec(line.replace(/[\s-]/g, ''))?.[0]
  const code = talk.isPerson
    ? await asked(talk.words.say('pair.code'), read, talk)
    : await read((await talk.asker.ask('')) ?? '')
  if (code === undefined) throw new AuditError('E235', {})
  return code
}

/** Asked until the answer can be read; undefined when nobody is left to answer. */
async function asked(
  question: string,
  read: (line: string) => Promise<string | undefined>,
  { asker, words: { say } }: Talk,
): Promise<string | undefined> {
  for (let prompt = question; ; prompt = `${say('pair.again')}\n${question}`) {
    const line = await asker.ask(prompt)
    if (line === undefined) return undefined
    const value = await read(line)
    if (value !== undefined) return value
  }
}

/**
 * The phone of that name, or at an address that was tried, once it takes commands; the server connects to it by itself,
 * or is told where it is.
 */
async function arrival(
  { server, wireless, patience, signal }: Reach,
  name: string,
  tried = new Set<string>(),
): Promise<ListedDevice | undefined> {
  const isIt = ({ serial }: ListedDevice) => name !== '' && serial.startsWith(name)
  for (const giveUp = performance.now() + patience; ; await wait(PAUSE, undefined, { signal })) {
    const phone = (await server.devices()).find(
      (phone) =>
        problemOf(phone) === undefined &&
        [phone, ...(phone.also ?? [])].some((way) => isIt(way) || tried.has(way.serial)),
    )
    if (phone !== undefined || performance.now() > giveUp) return phone
    // One whose address was given need not be looked for.
    if (name === '') continue
    const service = (await wireless.services()).find(({ kind, name: of }) => kind === 'connect' && of === name)
    if (service === undefined || tried.has(service.at)) continue
    tried.add(service.at)
    await wireless.connect(service.at).catch(() => {})
  }
}

/** @throws AuditError E231 nothing is there, E234 it takes no commands */
async function connectedTo(at: string, reach: Reach): Promise<ListedDevice> {
  await reach.wireless.connect(at)
  const phone = await arrival(reach, '', new Set([at]))
  if (phone === undefined) throw new AuditError('E234', {})
  return phone
}
