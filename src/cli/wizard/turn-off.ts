import type { AdbServer, ListedDevice, ReportedApp } from '../../internal.ts'
import { choose } from '../input/ask.ts'
import { problemIn, sayError } from '../output/problem.ts'
import { opened } from '../phone/wait.ts'
import type { Reading, Talk } from './talk.ts'

/**
 * Takes contacts away from one lender after the other, each as the person wants; the phone is read again to prove it.
 *
 * @returns whether somebody is left to be told
 */
export async function turnOff(
  apps: ReportedApp[],
  { server, device, reading }: { server: AdbServer; device: ListedDevice; reading: Reading },
  talk: Talk,
): Promise<boolean> {
  const { words, asker, tell, io, options, waiting } = talk
  const { say } = words
  const { revoke } = await import('../phone/revoke/revoke.ts')
  const { workOn } = await import('../phone/revoke/work.ts')
  for (const { package: name, label } of apps) {
    tell(
      '',
      say('wizard.howOff', { app: label ?? name }),
      `  1  ${say('wizard.onPhone')}`,
      `  2  ${say('wizard.fromHere')}`,
      `  3  ${say('wizard.notThis')}`,
    )
    const how = await choose(asker, ['1', '2', '3', 'q'], '1', say)
    if (how === undefined || how === 'q') return how !== undefined
    if (how === '3') continue
    try {
      const phone = await opened(server, device, io, waiting)
      talk.hasChanged = true
      const isOneOfSeveral = (await server.devices()).length > 1 && !device.sharesSerial
      const asked = { ...options, byAdb: how === '2', ...(isOneOfSeveral && { serial: device.serial }) }
      const { identity, captured } = reading
      await revoke(name, await workOn({ ...talk, phone, identity, options: asked, signal: waiting.signal }), captured)
      waiting.signal.throwIfAborted()
    } catch (error) {
      if (waiting.signal.aborted) throw error
      sayError(problemIn(error), talk)
    } finally {
      // Who asked in between left it paused.
      io.stdin.resume()
    }
  }
  tell('', say('wizard.readAgain'))
  return true
}
