import { ofText } from '#platform/bytes.ts'
import type { Dump } from '../../model/dump.ts'
import { documentOf } from '../../parse/gaps/known-formats.ts'
import { dumpOf } from '../dump.ts'
import type { Source } from '../source.ts'

/** How often a text names a permission, as no dump of apps fails to; a letter about one may. */
export const permissionsIn = (text: string): number => text.match(/\.permission\.\w/gi)?.length ?? 0

/** Whether a text is more than a letter: it holds apps and their permissions, or app ops. */
export const isOfPhone = (text: string): boolean => permissionsIn(text) > 0 || /^[ \t]*Uid \w+:/m.test(text)

/**
 * A text that a program laid out anew: what it shows counts, and it never shows that something is not there.
 *
 * @param mvt what MVT took out of a dump, which leaves nothing open beside that
 */
export function laidOut(source: Source, text: string, { mvt }: { mvt?: string } = {}): Dump {
  const params = { file: documentOf(source.path), ...(mvt !== undefined && { mvt }) }
  return {
    ...dumpOf(source, () => [ofText(text)]),
    failure: () => ({ code: 'E325', params, incomplete: mvt === undefined }),
  }
}
