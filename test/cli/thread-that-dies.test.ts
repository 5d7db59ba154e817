import { EventEmitter } from 'node:events'
import { expect, test, vi } from 'vitest'
import { auditors } from '../../src/cli/batch/auditors.ts'
import { auditDefaults, loadGuidance, speaker } from '../built.ts'

/** A thread that answers with what it was asked, and that one input kills. */
vi.mock('node:worker_threads', () => ({
  Worker: class extends EventEmitter {
    postMessage(inputs: string[]) {
      const [event, answer] = inputs.includes('kills') ? ['exit', 134] : ['message', { inputs }]
      setImmediate(() => this.emit(event as string, answer))
    }
    async terminate() {}
  },
}))

test('an input that kills its thread is told as a bug, and costs none beside it its record', async () => {
  const options = { ...auditDefaults, lang: 'en', version: '0.0.0' } as const
  const wanted = { failOn: 'high', minSeverity: 'low', strictIgnores: false, ignores: [] } as const
  const setup = {
    cwd: '/',
    now: '',
    added: [],
    options,
    wanted: { ...wanted, ignores: [] },
    formats: ['ndjson' as const],
  }
  const { ask, end } = auditors(2, setup, speaker(loadGuidance(), 'en'))
  const told = await ask(['a', 'kills', 'b', 'c'])
  const [before, killed, ...after] = told as unknown as { inputs: string[]; bytes: Uint8Array[] }[]
  expect([before, ...after]).toEqual([{ inputs: ['a'] }, { inputs: ['b'] }, { inputs: ['c'] }])
  const record = JSON.parse(new TextDecoder().decode(killed?.bytes[0]))
  expect(record).toMatchObject({ type: 'error', input: 'kills', problem: { code: 'E900' }, exit: { code: 70 } })
  await end()
})
