import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

/** Why there is no terminal for tests here; nothing where there is one. */
export const terminalMissing = spawnSync('tmux', ['-V']).error ? 'skipped: needs tmux' : undefined

export interface Terminal {
  /** Everything that was shown, without the lines that were written over. */
  screen: () => string
  /** Types a line, or a key by its name in tmux. */
  type: (line: string) => void
  press: (key: string) => void
  close: () => void
}

/** A terminal of 80 columns, as a person has one, in which a command runs; after it its exit code is shown. */
export function terminal(folder: string, env: NodeJS.ProcessEnv, command: string[]): Terminal {
  const tmux = (...args: string[]) => {
    const ran = spawnSync('tmux', ['-u', '-S', join(folder, 'tmux'), '-f', '/dev/null', ...args], {
      env: { ...env, TERM: 'screen' },
      cwd: folder,
      encoding: 'utf8',
    })
    if (ran.status !== 0) throw new Error(ran.stderr)
    return ran.stdout
  }
  const words = command.map((word) => `'${word}'`).join(' ')
  // It stays after the command, to be looked at.
  tmux('new-session', '-d', '-x', '80', '-y', '40', `${words}; echo "exit $?"; sleep 600`)
  return {
    screen: () => tmux('capture-pane', '-p', '-S', '-').trimEnd(),
    type(line) {
      tmux('send-keys', '-l', line)
      tmux('send-keys', 'Enter')
    },
    press: (key) => void tmux('send-keys', key),
    close: () => void tmux('kill-server'),
  }
}
