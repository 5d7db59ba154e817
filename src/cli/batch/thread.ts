/** What runs in a thread of its own: inputs in, what became of them out. */
import { parentPort, workerData } from 'node:worker_threads'
import { type BatchSetup, batchAuditor } from './worker.ts'

const { setup } = workerData as { setup: BatchSetup }
const auditInputs = batchAuditor(setup)
parentPort?.on('message', async (inputs: string[]) => {
  const told = await auditInputs(inputs)
  parentPort?.postMessage(
    told,
    told.bytes.map(({ buffer }) => buffer),
  )
})
