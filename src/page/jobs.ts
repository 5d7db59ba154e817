import type { PageTexts } from './data.ts'
import type { Answer } from './relay.ts'
import { type Job, type Message, type Order, serve } from './worker.ts'

/** A worker, or the page in place of one. */
interface Helper {
  onmessage: ((event: MessageEvent<Message>) => unknown) | null
  onerror: ((event: ErrorEvent) => unknown) | null
  postMessage(order: Order, moved?: Transferable[]): void
  terminate(): void
}

export type Jobs = ReturnType<typeof jobs>

/**
 * Has files or a phone read, and packs made, beside the page. Only a job that was stopped or broke ends the worker: the
 * next finds the rules read. Where a worker may not read files, the page works for itself.
 */
export function jobs(texts: PageTexts, script: string) {
  let worker: Helper | undefined
  let begun = (): Helper => new Worker(URL.createObjectURL(new Blob([script], { type: 'text/javascript' })))
  const end = () => {
    worker?.terminate()
    worker = undefined
  }

  /** Tells how it goes, and at last what came of it. */
  function run(job: Job, on: (message: Message) => void) {
    if (worker === undefined) {
      worker = begun()
      worker.postMessage({ texts })
    }
    worker.onmessage = ({ data }) => {
      if (data.type !== 'blind') return on(data)
      end()
      begun = inPage
      run(job, on)
    }
    worker.onerror = ({ message }) => {
      end()
      on({ type: 'error', code: 'E900', params: { detail: message ?? '' } })
    }
    worker.postMessage({ job })
  }

  return {
    run,
    /** What a phone said to a command of the job. */
    answer(answer: Answer, moved: ArrayBuffer[]) {
      worker?.postMessage({ answer }, moved)
    },
    /** Somebody chose another country meanwhile. */
    place(country: string | null) {
      worker?.postMessage({ country })
    },
    stop: end,
  }
}

function inPage(): Helper {
  const { port1, port2 } = new MessageChannel()
  serve(port2)
  return Object.assign(port1, { onerror: null, terminate: () => port1.close() })
}
