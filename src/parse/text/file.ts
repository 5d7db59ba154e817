import { definedOnly } from '../../model/defined-only.ts'
import type { Failure } from '../../model/dump.ts'
import { couldBe } from '../../model/phone/phone-command.ts'
import type { Interest } from '../interest.ts'
import type { Line } from '../lines/line.ts'
import { lineReader } from '../lines/lines.ts'
import { askPackagesAgain } from '../sections/dumpsys-package.ts'
import { sections } from '../sections/index.ts'
import type { FileFacts, Text } from './file-facts.ts'
import { route } from './router.ts'
import { begin, leave, startOfText } from './text-state.ts'

/** `dumpsys -t 30 package com.example.cash`, or the second try for all packages. */
const endsWithRecords = (command: string[] = []) =>
  (command[0] === 'dumpsys' && command.at(-2) === 'package') || couldBe(askPackagesAgain, command)

/** Reads one text of any kind: a command whose answer is of one kind, or whatever its lines tell that it is. */
export function fileReader(text: Text, interest: Interest, done: (facts: FileFacts) => void) {
  const { path, optional, isOpened, command, capture } = text
  const state = startOfText(text, interest)
  const told = command && sections.find(({ printedBy }) => printedBy?.(command))
  if (told) begin(state, told)
  const line = told ? (line: Line) => state.parser?.line(line) : (line: Line) => route(state, line)
  const lines = lineReader(Object.assign(state, { line }))
  return {
    write: lines.write,
    end(failure?: Failure) {
      lines.end()
      // Nothing stands behind the records that could show their end; that the answer came whole, the phone says.
      leave(state, failure === undefined && endsWithRecords(command) ? 'proven' : 'eof')
      const { facts, kinds, beside } = state
      if (facts.packages.length > 0 && facts.unexplained.count === 0) facts.unexplained = beside
      const { encoding, lineEnding, lines: count, ...others } = lines.facts
      const artifact = {
        path,
        kinds: [...kinds],
        encoding,
        lineEnding,
        lines: count,
        complete: true,
        ...(facts.clock !== undefined && { capturedAt: facts.clock.local }),
      }
      done({ ...facts, ...others, artifact, optional, isOpened, failure, ...definedOnly({ capture, command }) })
    },
  }
}
