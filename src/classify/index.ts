export { type Classifier, classifier, type Known, type Lender } from './classifier.ts'
