import type { SignalKind } from '../model/signal.ts'
import { classMatcher, manifestMatcher } from './match-manifest.ts'
import { brandMatcher, lookalikeMatcher, vendorMatcher } from './match-names.ts'
import { structureMatcher, wordMatcher } from './match-words.ts'
import type { Matcher } from './matcher.ts'

/** How each kind of signal is found, in the order in which matches of equal points are told. */
export const matchers = {
  words: wordMatcher,
  structures: structureMatcher,
  vendors: vendorMatcher,
  brands: brandMatcher,
  classes: classMatcher,
  manifests: manifestMatcher,
  lookalikes: lookalikeMatcher,
} satisfies { [Kind in SignalKind]: Matcher<Kind> }
