/** How a run ends: the table of exit codes, used as `Exit.usage`. Constants: the bundler writes them in place. */
export const clean = 0
export const failing = 1
export const usage = 2
export const nothingAudited = 3
export const phone = 4
export const partial = 5
/** A change to a phone was refused, failed, or not proved. */
export const unchanged = 6
export const bug = 70
/** Ctrl-C: 128 and the number of SIGINT. */
export const interrupted = 130
/** The reader went away: 128 and the number of SIGPIPE. */
export const closedPipe = 141
