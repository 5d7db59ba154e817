import { createInterface } from 'node:readline'
import type { Say } from '../../internal.ts'
import type { Io } from '../io.ts'

export interface Asker {
  /** What was answered, in plain form; undefined at the end of the input. @throws the reason of the signal */
  ask: (prompt: string) => Promise<string | undefined>
  close: () => void
}

/** A terminal hands over what was typed while nobody read it as soon as somebody does. */
const TYPED_BEFORE = 50

/** Asks a line each. What a person typed before a question stood there is no answer to it; what a program said is. */
export function asker({ stdin, stdout, wait }: Pick<Io, 'stdin' | 'stdout' | 'wait'>, signal: AbortSignal): Asker {
  const lines = createInterface({ input: stdin, terminal: false })
  let isOver = false
  let take: ((line: string | undefined) => void) | undefined
  const early: string[] = []
  const hand = (line: string | undefined) => {
    take?.(line)
    take = undefined
  }
  const end = () => {
    isOver = true
    hand(undefined)
  }
  lines.on('line', (line) => {
    if (take === undefined && !stdin.isTTY) early.push(line)
    hand(line)
  })
  lines.on('close', end)
  signal.addEventListener('abort', end)
  return {
    async ask(prompt) {
      if (stdin.isTTY) await wait(TYPED_BEFORE, signal)
      stdout.write(prompt)
      const line =
        early.shift() ?? (isOver ? undefined : await new Promise<string | undefined>((resolve) => (take = resolve)))
      signal.throwIfAborted()
      return line === undefined ? undefined : plain(line)
    },
    close: () => lines.close(),
  }
}

/** Asks what `run` wants to know, and closes the input behind it. */
export async function withAsker<T>(
  io: Pick<Io, 'stdin' | 'stdout' | 'wait'>,
  signal: AbortSignal,
  run: (asker: Asker) => Promise<T>,
): Promise<T> {
  const asking = asker(io, signal)
  return run(asking).finally(asking.close)
}

/** A Chinese input method is often on: `ｙ`, `１` and wide blanks are what they look like. */
const plain = (line: string) => line.normalize('NFKC').trim().toLowerCase()

const YES = new Set(['y', 'yes', '是', '是的', '好', '好的', '行', '可以', '同意'])
const NO = new Set(['n', 'no', 'q', '否', '不', '不要', '不了', '不同意', '退出'])
const says = (words: Set<string>, answer: string) => words.has(answer.replace(/[.\u3002!]$/, ''))

/** For a question that an empty line does not answer. */
export const isYes = (answer: string) => says(YES, answer)

/** Yes or no, and yes for an empty line. Anything else is asked again. */
export async function confirm({ ask }: Asker, prompt: string, say: Say): Promise<boolean | undefined> {
  let answer = await ask(prompt)
  while (answer !== undefined && answer !== '' && !says(YES, answer) && !says(NO, answer))
    answer = await ask(`${say('wizard.yesOrNo')}\n${prompt}`)
  return answer === undefined ? undefined : !says(NO, answer)
}

/** One of several by its number, as they stand from 1 on; undefined for a no, and when nobody is left to answer. */
export async function chooseOne<T>(asker: Asker, several: T[], say: Say): Promise<T | undefined> {
  const numbers = several.map((_, at) => String(at + 1))
  const answer = await choose(asker, [...numbers, 'q'], '1', say)
  return several[Number(answer) - 1]
}

/** One of `choices`; the default for an empty line or a yes, `q` for a no. Anything else is asked again. */
export async function choose(
  { ask }: Asker,
  choices: string[],
  fallback: string,
  say: Say,
): Promise<string | undefined> {
  const prompt = say('wizard.choose', { fallback })
  let question = prompt
  for (;;) {
    const answer = await ask(question)
    if (answer === undefined) return undefined
    if (answer === '' || says(YES, answer)) return fallback
    if (says(NO, answer)) return 'q'
    if (choices.includes(answer)) return answer
    question = `${say('wizard.oneOf')}\n${prompt}`
  }
}
