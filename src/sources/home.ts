import { homedir } from 'node:os'

/** The home folder that the system tells. A user whom it does not know, as in a container, has none: asking throws. */
export function systemHome(): string | undefined {
  try {
    return homedir()
  } catch {
    return undefined
  }
}
