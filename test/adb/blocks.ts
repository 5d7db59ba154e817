import { AuditError } from '../../src/errors.ts'
import type { CommandResult, DeviceTransport } from '../../src/sources/adb/link/transport.ts'

export const isForBlocks = (argv: string[]) => argv[0] === 'sh' && argv[2]?.includes('dd if=') === true

/** The blocks that a command asks for, in its order. */
export function blocksAsked(argv: string[]): { path: string; skip: number; count: number }[] {
  const asked = argv.slice(4)
  return Array.from({ length: asked.length / 3 }, (_, at) => {
    const [path = '', skip, count] = asked.slice(3 * at)
    return { path, skip: Number(skip), count: Number(count) }
  })
}

/** What a phone prints when it is asked for blocks, if its `dd` does this with each. */
export function blocksPrinted(
  argv: string[],
  dd: (asked: ReturnType<typeof blocksAsked>[number]) => Pick<CommandResult, 'stdout' | 'exitCode'>,
): CommandResult {
  const mark = argv[3] ?? ''
  const frames = blocksAsked(argv).flatMap((asked) => {
    const { stdout, exitCode } = dd(asked)
    return [stdout, Buffer.from(`${mark} ${exitCode}\n`)]
  })
  return { stdout: Buffer.concat([Buffer.from(`${mark}\n`), ...frames]), stderr: '', exitCode: 0 }
}

/** A phone with these files, which answers as `otherwise` says, if it does; and each command that it got. */
export function phoneWith(
  files: Record<string, Buffer>,
  otherwise: (argv: string[]) => CommandResult | Error | undefined = () => undefined,
): { phone: DeviceTransport; commands: string[][]; atOnce: () => number } {
  const commands: string[][] = []
  let [sending, most] = [0, 0]
  const send: DeviceTransport['send'] = async (argv) => {
    commands.push(argv)
    most = Math.max(most, ++sending)
    await new Promise((done) => setTimeout(done, 1))
    sending--
    const answer = otherwise(argv)
    if (answer instanceof Error) throw answer
    return answer ?? blocksPrinted(argv, ({ path, skip, count }) => ddOf(files[path], skip, count))
  }
  return { phone: { serial: 'SERIAL1', send }, commands, atOnce: () => most }
}

export const ddOf = (file: Buffer | undefined, skip: number, count: number) => ({
  stdout: file?.subarray(skip * 4096, (skip + count) * 4096) ?? Buffer.alloc(0),
  exitCode: file ? 0 : 1,
})

export const late = () => new AuditError('E209', { what: 'answer', seconds: '60' })
