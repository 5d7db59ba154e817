/**
 * What can change between two states of an app for a user, in the order in which it is told.
 *
 * `installed`: proved not to have been there; `listed`: named for the first time, and nobody knows whether it was
 * there; `lender`: was there, and is taken for a lender only now. `granted` to `unclear` speak of contacts, `unclear`
 * where the two states saw different things. `route-seen` and `route-unseen`: the other state did not look. `missing`:
 * not in the new state, which proves nothing; `unlisted`: no longer taken for a lender.
 */
export const changeKinds = [
  'installed',
  'listed',
  'lender',
  'granted',
  'first-read',
  'read',
  'closer',
  'enabled',
  'route-opened',
  'signer',
  'unknown',
  'known',
  'unclear',
  'route-seen',
  'missing',
  'revoked',
  'further',
  'disabled',
  'route-closed',
  'route-unseen',
  'removed',
  'unlisted',
  'renamed',
  'updated',
] as const
export type ChangeKind = (typeof changeKinds)[number]

export const changeDirections = ['worse', 'open', 'better', 'neutral'] as const
export type ChangeDirection = (typeof changeDirections)[number]

/**
 * Why two states could not be compared in full. `incomplete`: something of a state was not seen; `rules`: they were
 * judged by different rules, and one names lenders alone; `extract`, `user`: one is about one app, or one user;
 * `app-ops`: one holds no app ops, and so no reads and no second switch; `no-time`: nobody knows when the old one was
 * made.
 */
export const diffGaps = ['incomplete', 'rules', 'extract', 'user', 'app-ops', 'no-time'] as const
export type DiffGap = (typeof diffGaps)[number]

/** How it is known that two states are of one phone. */
export const phoneProofs = ['same', 'said', 'unknown'] as const

/** What `--fail-on-change` accepts: severities, and any change at all. */
export const changeLevels = ['critical', 'high', 'medium', 'low', 'note', 'any'] as const
export type ChangeLevel = (typeof changeLevels)[number]
