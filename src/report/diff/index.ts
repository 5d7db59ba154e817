import { inert, safeJson } from '../escape.ts'
import type { Style } from '../style.ts'
import type { Compared } from './sarif.ts'

type DiffReporter = (compared: Compared, style: Style) => string | Promise<string>

/** Every format that says what changed. */
export const diffReporters = {
  text: async ({ diff, now }, style) => (await import('./text.ts')).text(inert(diff), inert(now), style),
  json: ({ diff }) => `${safeJson(diff)}\n`,
  markdown: async ({ diff, now }, style) => (await import('./markdown.ts')).markdown(inert(diff), inert(now), style),
  sarif: async (compared, style) => (await import('./sarif.ts')).sarif(compared, style),
} satisfies Record<string, DiffReporter>
export type DiffFormat = keyof typeof diffReporters
