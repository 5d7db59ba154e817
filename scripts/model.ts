/** The parts of `src` that the build reads rules and prints schemas with. */
export * from '../src/model/config.ts'
export * from '../src/model/ignore.ts'
export * from '../src/model/ndjson.ts'
export * from '../src/model/proven.ts'
export * from '../src/model/report.ts'
export * from '../src/model/rule.ts'
export * from '../src/model/rule-file.ts'
export * from '../src/sources/yaml-file.ts'
