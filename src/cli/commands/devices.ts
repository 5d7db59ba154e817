import {
  AuditError,
  explainProblem,
  type ListedDevice,
  loadWords,
  padded,
  paragraph,
  problemOf,
  type Say,
  safeJson,
  sayer,
  visible,
  wayOf,
  widest,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { type Context, define } from '../command.ts'
import { languageOf } from '../language.ts'
import { columnsOf } from '../output/screen.ts'
import { adbFlags, checkIt, connected, stateOf } from '../phone/choose.ts'

/** Lists the phones that adb sees, each with its next step. Only here a serial is shown: a person has to pick. */
export const command = define({
  order: 2,
  help: 'help.devices',
  flags: {
    '-f, --format <format>': { help: 'help.listFormat', oneOf: ['text', 'json'], default: 'text' },
    ...adbFlags,
  },
  examples: ['daicha devices', 'daicha devices -f json'],
  async run(_args, options, context) {
    const { io } = context
    const say = sayer(loadWords(), languageOf(options.lang, io))
    const server = await connected(options, { io, words: { say }, connect: context.connect })
    const phones = (await server.devices()).map((phone) => described(phone, say, context))
    if (options.format === 'json') io.stdout.write(`${safeJson({ type: 'devices', devices: phones })}\n`)
    else io.stdout.write(table(phones, say, columnsOf(io)))
    if (phones.length === 0) throw new AuditError('E203', {})
    return phones.some(({ usable }) => usable) ? Exit.clean : Exit.phone
  },
})

function described(phone: ListedDevice, say: Say, context: Context) {
  const problem = problemOf(phone)
  return {
    serial: phone.serial,
    state: phone.state,
    model: phone.model ?? null,
    usable: problem === undefined,
    problem: problem?.code ?? null,
    connection: wayOf(phone.serial),
    /** Other ways to the same phone. */
    also: (phone.also ?? []).map(({ serial, state }) => ({ serial, state, connection: wayOf(serial) })),
    next: problem === undefined ? [checkIt(phone, say)] : explainProblem(problem.code, context.words, problem).remedy,
  }
}

/** A line for each phone, and its first step under it. */
function table(phones: ReturnType<typeof described>[], say: Say, columns: number): string {
  const rows = phones.map(({ serial, state, model }) =>
    [serial, stateOf({ state }, say), model ?? say('devices.noModel')].map(visible),
  )
  const widths = [0, 1, 2].map((column) => widest(rows.map((row) => row[column] ?? '')))
  return phones
    .flatMap(({ also, next }, at) => [
      `${(rows[at] ?? [])
        .map((cell, column) => padded(cell, widths[column] ?? 0))
        .join('  ')
        .trimEnd()}\n`,
      ...also.map(({ serial }) => paragraph(say('devices.also', { serial }), columns, 4)),
      ...next.map((step) => paragraph(step, columns, 4)),
    ])
    .join('')
}
