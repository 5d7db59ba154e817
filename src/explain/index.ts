export { explainFinding, lenderBasis } from './finding.ts'
export { explainProblem } from './problem.ts'
export { guidanceFor, headline } from './run.ts'
export { type Speaker, sayer, speaker } from './speaker.ts'
