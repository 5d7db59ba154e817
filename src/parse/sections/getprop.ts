import { textOf } from '../line.ts'
import type { SectionKind } from './kind.ts'

/** Reads `getprop`: `[ro.build.version.sdk]: [34]`. */
export const getprop: SectionKind<[key: string, value: string]> = {
  kind: 'getprop',
  title: '------ SYSTEM PROPERTIES',
  opens: (text) => /^\[[\w.-]+\]: \[/.test(text),
  parser: (_, found) => ({
    line(line) {
      const [, key, value] =
        /^\[((?:ro\.|persist\.sys\.timezone|msc\.|hw_sc\.)[\w.-]*)\]: \[(.*)\]$/.exec(textOf(line)) ?? []
      if (key !== undefined && value !== undefined) found([key, value])
    },
    end: () => {},
  }),
}
