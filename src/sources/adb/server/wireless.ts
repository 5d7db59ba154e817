import { BlockList, isIP } from 'node:net'
import { networkInterfaces } from 'node:os'
import { AuditError } from '../../../errors.ts'
import { Broken, Refused } from '../link/conversation.ts'
import type { Address } from './address.ts'
import { converse, noServer } from './client.ts'
import { system } from './find-adb.ts'

/** A phone in the network says that it can be paired with, or connected to. */
export interface Service {
  /** `adb-R5CT1234ABC-x7Qz2k`, which pairing gives too. */
  name: string
  kind: 'pairing' | 'connect'
  /** `192.168.1.5:41234`. */
  at: string
}

/** Wireless debugging (Android 11), through the adb server: only that speaks to the phone. */
export interface Wireless {
  /** What the server has found by mDNS; nothing where it cannot look. */
  services: () => Promise<Service[]>
  /** @param code six digits @returns the name of the phone @throws AuditError E231, E232, E233 */
  pair: (at: string, code: string) => Promise<string>
  /** @throws AuditError E231 */
  connect: (at: string) => Promise<void>
}

export function wireless(address: Address, timeoutMs: number): Wireless {
  const ask = (service: string, late: AuditError) =>
    converse(
      address,
      { timeoutMs },
      async (connection) => {
        await connection.ask(service)
        return connection.outcome()
      },
      () => late,
    )
  const services = async () => {
    const listed = await ask('host:mdns:services', noServer(address)).catch(unlessRefused)
    return (listed ?? '').split('\n').flatMap((line) => parseService(line) ?? [])
  }
  return {
    services,
    async pair(at, code) {
      const silent = new AuditError('E231', { address: at, ...elsewhere(at) })
      const said = await ask(`host:pair:${code}:${at}`, silent).catch((cause) => {
        if (cause instanceof Refused) return cause.said
        throw cause instanceof Broken ? silent : cause
      })
      const [, name] = /^Successfully paired to .*\[guid=([^\]]*)\]/.exec(said) ?? []
      if (name !== undefined) return name
      if (/unknown host service/.test(said)) throw new AuditError('E233', system())
      if (!/password|dropped/i.test(said)) throw silent
      const isConnect =
        /:5555$/.test(at) || (await services()).some((service) => service.kind === 'connect' && service.at === at)
      throw new AuditError('E232', isConnect ? { address: at } : {})
    },
    async connect(at) {
      const failed = new AuditError('E231', { address: at, ...elsewhere(at) })
      const said = await ask(`host:connect:${at}`, failed).catch((cause) => {
        throw cause instanceof Refused || cause instanceof Broken ? failed : cause
      })
      if (!/^(already )?connected to/.test(said)) throw failed
    },
  }
}

/** `adb-R5CT1234ABC-x7Qz2k<TAB>_adb-tls-connect._tcp<TAB>192.168.1.5:41234` */
function parseService(line: string): Service | undefined {
  const [, name, kind, at] = /^(.+?)\t_adb-tls-(pairing|connect)\._tcp\.?\t(\S+)/.exec(line) ?? []
  return name !== undefined && at !== undefined ? { name, kind: kind as Service['kind'], at } : undefined
}

/** An old server does not know what mDNS is. */
function unlessRefused(error: unknown): undefined {
  if (!(error instanceof Refused || error instanceof Broken)) throw error
}

const kindOf = (host: string) => (isIP(host) === 6 ? 'ipv6' : 'ipv4')

function networks(cidrs: string[]): BlockList {
  const list = new BlockList()
  for (const cidr of cidrs) {
    const [network = '', bits] = cidr.split('/')
    list.addSubnet(network, Number(bits), kindOf(network))
  }
  return list
}

/** Where phones are: on this computer, and in networks that are nobody else's. */
const near = networks([
  ...['10.0.0.0/8', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
  ...['::1/128', 'fc00::/7', 'fe80::/10'],
])

/** The networks that this computer is in. */
const own = () =>
  networks(Object.values(networkInterfaces()).flatMap((each = []) => each.flatMap(({ cidr }) => cidr ?? [])))

const hostOf = (at: string) => /^\[?([^\]]*)\]?:\d+$/.exec(at)?.[1] ?? ''
const isIn = (list: BlockList, host: string) => list.check(host, kindOf(host))

/**
 * The address and port of a phone as it shows them, `192.168.1.5:37123`. Of a name, or of an address far away, nothing:
 * what is asked here goes to a phone at hand.
 */
export function phoneAddress(typed: string): string | undefined {
  const [, host = '', port] = /^\[?([\da-f.:%]+?)\]?:(\d{1,5})$/i.exec(typed.replace(/\s/g, '')) ?? []
  if (isIP(host) === 0 || Number(port) < 1 || Number(port) > 65_535) return undefined
  if (!isIn(near, host) && !isIn(own(), host)) return undefined
  return isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`
}

/** For a phone that does not answer: that it is in another network than this computer. */
const elsewhere = (at: string): Record<string, string> => (isIn(own(), hostOf(at)) ? {} : { elsewhere: hostOf(at) })
