import { Worker } from 'node:worker_threads'

/**
 * At most `size` threads of this program (`thread.ts`, as it is built), each started when there is work for it. A
 * question that kills its thread is rejected, and another thread takes its place.
 */
export function threadPool<Question, Answer>(size: number, workerData: object) {
  const idle: Worker[] = []
  const all = new Set<Worker>()
  const waiting: (() => void)[] = []

  function start(): Worker {
    const worker = new Worker(new URL('./thread.cjs', import.meta.url), {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: 32 },
    })
    all.add(worker)
    return worker
  }

  async function take(): Promise<Worker> {
    for (;;) {
      const worker = idle.pop() ?? (all.size < size ? start() : undefined)
      if (worker) return worker
      await new Promise<void>((free) => waiting.push(free))
    }
  }

  function answerOf(worker: Worker, question: Question): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const died = (cause: unknown) => {
        all.delete(worker)
        reject(cause instanceof Error ? cause : new Error(`thread ended with ${String(cause)}`))
      }
      worker.once('message', (answer: Answer) => {
        worker.off('error', died)
        worker.off('exit', died)
        idle.push(worker)
        resolve(answer)
      })
      worker.once('error', died)
      worker.once('exit', died)
      worker.postMessage(question)
    })
  }

  return {
    async ask(question: Question): Promise<Answer> {
      const worker = await take()
      try {
        return await answerOf(worker, question)
      } finally {
        waiting.shift()?.()
      }
    },
    async end() {
      await Promise.all([...all].map((worker) => worker.terminate()))
    },
  }
}

/**
 * The answers to a stream of questions, in their order. Never more than `ahead` are open, so that a stream without an
 * end needs no more memory than a short one; an answer does not wait for the next question to arrive.
 */
export async function* inOrder<Question, Answer>(
  questions: AsyncIterable<Question>,
  ahead: number,
  ask: (question: Question) => Promise<Answer>,
): AsyncGenerator<Answer> {
  const source = questions[Symbol.asyncIterator]()
  const open: Promise<Answer>[] = []
  let next: Promise<IteratorResult<Question>> | undefined = inItsTurn(source.next())
  while (next !== undefined || open.length > 0) {
    const [head] = open
    const asks: Promise<IteratorResult<Question> | 'answered'>[] = []
    if (head) asks.push(head.then(() => 'answered' as const))
    if (next && open.length < ahead) asks.push(next)
    const first = await Promise.race(asks)
    if (first === 'answered') {
      open.shift()
      yield (await head) as Answer
    } else if (first.done) {
      next = undefined
    } else {
      open.push(inItsTurn(ask(first.value)))
      next = inItsTurn(source.next())
    }
  }
}

/** What is awaited in its turn; until then its failure is nobody's. */
function inItsTurn<T>(coming: Promise<T>): Promise<T> {
  coming.catch(() => {})
  return coming
}
