import type { DumpCommand } from '../../model/phone/phone-command.ts'
import type { Interest } from '../interest.ts'
import type { LineSink } from '../lines/line-sink.ts'
import type { SectionParser } from '../section.ts'

/** What stands above an answer is no longer than this; more is kept of it only to show that. */
const LONGEST_HEADING = 2000

export const isHeading = (above: string) => above.length <= LONGEST_HEADING

/** What stands above an answer, with one more line. */
export const withLine = (above: string, text: string) => `${above}\n${text.slice(0, LONGEST_HEADING)}`

/** The text that a section stands in. */
export interface SectionText extends Pick<LineSink, 'idle' | 'passed'> {
  path: string
  /** The command that printed the text, where that is known. */
  command?: string[] | undefined
  /** Inside a whole dumpsys or a bug report. */
  inServices: boolean
  /** The lines before the section that are of none. */
  before: string
  interest: Interest
}

/** A kind of text that phones print: what tells that it begins, and who reads it. */
export interface SectionKind<Found> {
  /** The command, as artifacts name it. */
  kind: string
  /** How a phone is asked for it. */
  asks?: DumpCommand[]
  /** The service of `DUMP OF SERVICE`. */
  service?: string
  /** The beginning of its heading in a bug report. */
  title?: string
  /** It tells of ways to contacts beside the permission: who holds an access, a role, an app op. */
  tellsRoutes?: true
  /** Its lines are records of apps: what is wrong with them is told with what that leaves open. */
  isOfRecords?: true
  /** Whether a line at column 0 begins it where no such heading does. */
  opens?: (text: string) => boolean
  /** Lines that nothing else prints: they tell it even where something stands around each line of it. */
  tellingLine?: RegExp
  /** Such a line stands once in it: where it comes again, another section begins. */
  opensOnce?: true
  /** Whether a command printed it, where the text itself does not tell. */
  printedBy?: (command: string[]) => boolean
  parser: (text: SectionText, found: (found: Found) => void) => SectionParser
}
