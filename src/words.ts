// The light door of the house: words without the auditor, so that help does not load what it explains.
export { sayer } from './explain/speaker.ts'
export { loadWords } from './sources/rules.ts'
