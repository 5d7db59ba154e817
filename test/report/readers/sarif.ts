import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Ajv } from 'ajv'

const require = createRequire(import.meta.url)

/** The parts of a SARIF log that the tests look at. */
export interface SarifLog {
  runs: [
    {
      tool: {
        driver: {
          rules: { id: string; help: { text: string; markdown: string }; [key: string]: unknown }[]
          [key: string]: unknown
        }
      }
      automationDetails: { id: string }
      invocations: [
        {
          executionSuccessful: boolean
          exitCode: number
          toolExecutionNotifications: {
            level: string
            descriptor?: { id: string }
            message: { text: string }
            locations?: Location[]
          }[]
        },
      ]
      artifacts: { location: { uri: string } }[]
      results: {
        ruleId: string
        ruleIndex: number
        level: string
        message: { text: string }
        locations: Location[]
        relatedLocations?: Location[]
        partialFingerprints: Record<string, string>
        suppressions?: { justification: string }[]
        properties: Record<string, unknown>
      }[]
    },
  ]
}

interface Location {
  physicalLocation: {
    artifactLocation: { uri: string; index?: number }
    region?: { startLine: number; startColumn: number; endLine: number; endColumn: number; snippet?: { text: string } }
  }
  logicalLocations?: { name: string; kind: string; fullyQualifiedName: string }[]
}

const schema = JSON.parse(
  readFileSync(require.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json'), 'utf8'),
) as object
// Its dialect is an old one, and so is one of its patterns.
const { default: AjvDraft04 } = require('ajv-draft-04') as { default: new (options: object) => Ajv }
const { default: addFormats } = require('ajv-formats') as { default: (ajv: Ajv) => Ajv }
const validate = addFormats(new AjvDraft04({ allErrors: true, strict: false, unicodeRegExp: false })).compile(schema)

/** Where a log breaks the published JSON schema of SARIF 2.1.0. */
export const sarifErrors = (log: unknown): string[] =>
  validate(log) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
