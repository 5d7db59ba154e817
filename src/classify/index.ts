export { type Classifier, classifier, type Lender } from './classifier.ts'
export type { Known } from './matcher.ts'
