import { Ajv2020 } from 'ajv/dist/2020.js'

/** From GitLab's documentation of code quality reports; the path is relative and without `./`. */
const schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['description', 'check_name', 'fingerprint', 'severity', 'location'],
    additionalProperties: false,
    properties: {
      description: { type: 'string', minLength: 1 },
      check_name: { type: 'string', minLength: 1 },
      fingerprint: { type: 'string', minLength: 1 },
      severity: { enum: ['info', 'minor', 'major', 'critical', 'blocker'] },
      location: {
        type: 'object',
        required: ['path', 'lines'],
        additionalProperties: false,
        properties: {
          path: { type: 'string', minLength: 1, not: { pattern: '^(\\./|/|\\.\\./)' } },
          lines: {
            type: 'object',
            required: ['begin'],
            additionalProperties: false,
            properties: { begin: { type: 'integer', minimum: 1 } },
          },
        },
      },
    },
  },
}
const validate = new Ajv2020({ allErrors: true }).compile(schema)

export interface CodeQualityIssue {
  description: string
  check_name: string
  fingerprint: string
  severity: string
  location: { path: string; lines: { begin: number } }
}

/** What is wrong with a code quality report; two issues with one fingerprint would show as one. */
export function gitlabErrors(text: string): string[] {
  const issues = JSON.parse(text) as CodeQualityIssue[]
  if (!validate(issues)) return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  const fingerprints = issues.map(({ fingerprint }) => fingerprint)
  return fingerprints.filter((one, at) => fingerprints.indexOf(one) !== at).map((one) => `twice: ${one}`)
}
