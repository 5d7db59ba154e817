import type { Report } from '../../model/report/report.ts'
import { inert, json } from '../escape.ts'
import type { Style } from '../style.ts'
import type { Compared } from './sarif.ts'

/** Every format that says what changed. */
export const diffReporters = {
  text: async ({ diff, ...both }, style) => (await import('./text.ts')).text(inert(diff), inert(withGone(both)), style),
  json: ({ diff }) => json(diff),
  markdown: async ({ diff, ...both }, style) =>
    (await import('./markdown.ts')).markdown(inert(diff), inert(withGone(both)), style),
  sarif: async (compared, style) => (await import('./sarif.ts')).sarif(compared, style),
} satisfies Record<string, (compared: Compared, style: Style) => string | Promise<string>>

/** The new state, and of the old one the users that are gone: an app of theirs is told of too. */
const withGone = ({ old, now }: Omit<Compared, 'diff'>): Report => ({
  ...now,
  users: [...now.users, ...old.users.filter(({ id }) => now.users.every((one) => one.id !== id))],
})

export type DiffFormat = keyof typeof diffReporters
