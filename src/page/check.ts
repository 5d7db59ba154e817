import type { PageTexts } from './data.ts'
import type { Answer } from './relay.ts'
import type { Job, Message, Order } from './worker.ts'

/** What a browser needs to read files, and lacks. */
export type Missing = 'worker' | 'file' | 'zip'

export function missing(): Missing | undefined {
  if (typeof Worker === 'undefined' || typeof URL.createObjectURL === 'undefined') return 'worker'
  if (typeof Blob.prototype.stream === 'undefined' || crypto?.subtle === undefined) return 'file'
  return canUnzip() ? undefined : 'zip'
}

function canUnzip(): boolean {
  try {
    new DecompressionStream('deflate-raw')
    return true
  } catch {
    return false
  }
}

/** Reads files, or a phone, beside the page. Only a job that was stopped or broke ends the worker: the next finds the rules read. */
export function checker(texts: PageTexts, script: string) {
  let worker: Worker | undefined
  const end = () => {
    worker?.terminate()
    worker = undefined
  }
  function begun(): Worker {
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
    const made = new Worker(url)
    made.postMessage({ texts } satisfies Order)
    return made
  }

  return {
    /** Tells how it goes, and at last what came of it. */
    check(job: Job, on: (message: Message) => void) {
      worker ??= begun()
      worker.onmessage = ({ data }: MessageEvent<Message>) => on(data)
      worker.onerror = ({ message }) => {
        end()
        on({ type: 'error', code: 'E900', params: { detail: message ?? '' } })
      }
      worker.postMessage({ job } satisfies Order)
    },
    /** What a phone said to a command of the job. */
    answer(answer: Answer, moved: ArrayBuffer[]) {
      worker?.postMessage({ answer } satisfies Order, moved)
    },
    stop: end,
  }
}
