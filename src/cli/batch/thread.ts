/** What runs in a thread of its own: inputs in, what became of them out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type FleetSetup, fleetAuditor } from './worker.ts'

const { setup } = workerData as { setup: FleetSetup }
const auditInputs = fleetAuditor(setup)
parentPort?.on('message', async (inputs: string[]) => {
  const told = await auditInputs(inputs)
  parentPort?.postMessage(
    told,
    told.bytes.map(({ buffer }) => buffer),
  )
})
