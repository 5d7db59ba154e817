import type { Issue } from './issues.ts'

/** What a severity is called elsewhere. `score` is SARIF's security-severity, which a note has none of. */
interface Level {
  sarif: 'error' | 'warning' | 'note'
  score?: string
  gitlab: 'blocker' | 'critical' | 'major' | 'minor' | 'info'
  github: 'error' | 'warning' | 'notice'
  checkstyle: 'error' | 'warning' | 'info'
}

export const LEVELS: Record<Issue['severity'], Level> = {
  critical: { sarif: 'error', score: '9.0', gitlab: 'blocker', github: 'error', checkstyle: 'error' },
  high: { sarif: 'error', score: '8.0', gitlab: 'critical', github: 'error', checkstyle: 'error' },
  medium: { sarif: 'warning', score: '5.5', gitlab: 'major', github: 'warning', checkstyle: 'warning' },
  low: { sarif: 'note', score: '3.0', gitlab: 'minor', github: 'notice', checkstyle: 'info' },
  note: { sarif: 'note', gitlab: 'info', github: 'notice', checkstyle: 'info' },
  error: { sarif: 'error', gitlab: 'critical', github: 'error', checkstyle: 'error' },
  warning: { sarif: 'warning', gitlab: 'info', github: 'warning', checkstyle: 'warning' },
  info: { sarif: 'note', gitlab: 'info', github: 'notice', checkstyle: 'info' },
}
