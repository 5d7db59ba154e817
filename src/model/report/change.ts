/**
 * What can change between two states of an app for a user, in the order in which it is told, and what that usually
 * means.
 *
 * `installed`: proved not to have been there; `listed`: named for the first time, and nobody knows whether it was
 * there; `lender`: was there, and is taken for a lender only now. `granted` to `unclear` speak of contacts, `unclear`
 * where the two states saw different things. `route-seen` and `route-unseen`: the other state did not look. `missing`:
 * not in the new state, which proves nothing; `unlisted`: no longer taken for a lender.
 */
export const directionOf = {
  installed: 'worse',
  listed: 'open',
  lender: 'worse',
  granted: 'worse',
  'first-read': 'worse',
  read: 'worse',
  closer: 'worse',
  enabled: 'worse',
  'route-opened': 'worse',
  signer: 'worse',
  unknown: 'open',
  known: 'open',
  unclear: 'open',
  'route-seen': 'open',
  missing: 'open',
  revoked: 'better',
  further: 'better',
  disabled: 'better',
  'route-closed': 'better',
  'route-unseen': 'open',
  removed: 'better',
  unlisted: 'neutral',
  renamed: 'neutral',
  updated: 'neutral',
} as const satisfies Record<string, ChangeDirection>
export type ChangeKind = keyof typeof directionOf
export const changeKinds = Object.keys(directionOf) as [ChangeKind, ...ChangeKind[]]

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
