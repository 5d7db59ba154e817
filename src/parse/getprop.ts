import { textOf } from './line.ts'
import type { SectionParser } from './section.ts'

export const isGetprop = (text: string) => /^\[[\w.-]+\]: \[/.test(text)

/** Reads `getprop`: `[ro.build.version.sdk]: [34]`. */
export function getpropParser(done: (properties: Map<string, string>) => void): SectionParser {
  const properties = new Map<string, string>()
  return {
    line(line) {
      const [, key, value] =
        /^\[((?:ro\.|persist\.sys\.timezone|msc\.|hw_sc\.)[\w.-]*)\]: \[(.*)\]$/.exec(textOf(line)) ?? []
      if (key !== undefined && value !== undefined) properties.set(key, value)
    },
    end: () => done(properties),
  }
}
