import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'

/** What stands between the browser and a phone on a cable. */
export type Obstacle = 'none chosen' | 'held' | 'closed to browsers'

/** Bytes of a packet before its payload; in them is how long that is. */
const HEADER = 24
const inPage = fileURLToPath(new URL('usb-in-page.js', import.meta.url))

/**
 * Plugs a phone into a page that is not yet opened: a stand-in for WebUSB there, and behind it the packets of a real
 * adbd that listens on loopback. As over USB, a packet comes in two transfers, header and payload.
 *
 * @param serial where it listens
 * @returns what pulls the cable, and whether the page holds the phone
 */
export async function plugIn(page: Page, serial: string, obstacle?: Obstacle) {
  const [host, port] = serial.split(':')
  let cable: Socket | undefined
  let transfers: Buffer[] = []
  let wake = () => {}

  async function open() {
    const socket = connect(Number(port), host)
    let rest = Buffer.alloc(0)
    transfers = []
    socket
      .on('error', () => {})
      .on('close', () => {
        if (cable === socket) cable = undefined
        wake()
      })
    socket.on('data', (chunk) => {
      rest = Buffer.concat([rest, chunk])
      while (rest.length >= HEADER && rest.length >= HEADER + rest.readUInt32LE(12)) {
        const end = HEADER + rest.readUInt32LE(12)
        transfers.push(rest.subarray(0, HEADER))
        if (end > HEADER) transfers.push(rest.subarray(HEADER, end))
        rest = rest.subarray(end)
      }
      wake()
    })
    await once(socket, 'connect')
    cable = socket
  }
  /** One transfer, as base64; null once the cable is out. */
  async function transferIn(): Promise<string | null> {
    while (transfers.length === 0 && cable) await new Promise<void>((done) => (wake = done))
    return transfers.shift()?.toString('base64') ?? null
  }
  await page.exposeFunction('usbOpen', open)
  await page.exposeFunction('usbIn', transferIn)
  await page.exposeFunction('usbOut', (data: string) => cable?.write(Buffer.from(data, 'base64')) ?? false)
  await page.exposeFunction('usbClose', () => void cable?.destroy())
  await page.addInitScript(`globalThis.usbObstacle = ${JSON.stringify(obstacle ?? null)}`)
  await page.addInitScript({ path: inPage })
  return { unplug: () => void cable?.destroy(), isHeld: () => cable !== undefined }
}
