/** What a command on the phone printed, whole: a cut link is an error, never a result. */
export interface CommandResult {
  stdout: Uint8Array
  stderr: string
  exitCode: number
}

export interface SendOptions {
  /** Time until the last byte, in milliseconds. */
  timeoutMs: number
  signal?: AbortSignal
  /** Told of bytes as they come, how many. */
  onBytes?: (more: number) => void
  /** Given what is printed while it comes, by a way that brings it as it was printed. */
  onPart?: (part: Uint8Array) => void
}

/**
 * One phone that takes commands. The seam for tests, and between what asks and the ways to a phone: an adb server, or a
 * browser.
 *
 * `send` rejects with AuditError E202 (an adb of another version ended the server), E204 (unauthorized), E208
 * (unplugged midway), E209 (no answer in time), E212 (the server is gone), or with the reason of the signal.
 */
export interface DeviceTransport {
  serial: string
  send: (argv: string[], options: SendOptions) => Promise<CommandResult>
}
