import { ofText } from '#platform/bytes.ts'
import { type Line, standsAt } from '../lines/line.ts'

const OPENS = ofText('=[')
const CLOSES = ofText(']')

/**
 * Follows where text of an app may stand in `dumpsys appops`: an attribution tag is up to 50 characters that the app
 * chooses, line ends among them, and stands behind an op only, in a block of its own.
 *
 *           null=[
 *             Access: [top-s] 2026-05-04 17:40:17.059 (-49m44s678ms) duration=+3ms
 *           ]
 */
export function textOfApps() {
  let hasOps = false
  let inTag = false
  /** A tag is printed for its uses. */
  let isEmptyTag = false
  /** Number of a line that no tag block explains. */
  let loose: number | undefined

  const stray = ({ number }: Line) => {
    if (hasOps) loose ??= number
  }

  return {
    stray,
    /** Number of the line from which on text of an app may stand before this one. */
    before: ({ number }: Line) => loose ?? (inTag ? number : undefined),
    mayFollow() {
      hasOps = true
    },
    hasUse() {
      isEmptyTag = false
    },
    /** `null=[` and `]`: nothing else stands at this column. */
    tagLine(line: Line) {
      const length = line.end - line.start
      const isEnd = length === 9 && standsAt(line, 8, CLOSES)
      if (isEnd && !isEmptyTag && (inTag || loose !== undefined)) loose = undefined
      else if (inTag || !standsAt(line, length - OPENS.length, OPENS)) stray(line)
      inTag = !isEnd
      isEmptyTag = inTag
    },
    restart() {
      hasOps = inTag = false
      loose = undefined
    },
  }
}
