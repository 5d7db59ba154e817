import type { Io } from '../src/cli/io.ts'
import type { Connect } from '../src/cli/phone/choose.ts'
import type * as internal from '../src/internal.ts'

const built = (name: string) => import(new URL(`../dist/${name}`, import.meta.url).href)

/** The program, run in this process. */
export const { run } = (await built('run.cjs')) as {
  run: (argv: string[], io: Io, connect?: Connect) => Promise<number>
}

/** What is built runs faster than the sources, of which each test file would load three hundred. */
export const {
  AuditError,
  audit,
  auditDefaults,
  auditPhone,
  auditPhones,
  basisOf,
  classifier,
  classifierOf,
  editionOf,
  dumpsOf,
  explainProblem,
  explainTopic,
  fromFiles,
  htmlBatch,
  inCountry,
  languages,
  languageTags,
  loadGuidance,
  letterFormats,
  letterKinds,
  letterOf,
  plainWidth,
  reporters,
  speaker,
  stepSummary,
  toReport,
  withAdded,
} = (await built('internal.cjs')) as typeof internal
