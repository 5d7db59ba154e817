/** What we say in an evidence pack, and of it. */
import type { Edition, Editions } from '../model/report/edition.ts'
import { PACK_FORMAT } from '../model/report/pack-format.ts'
import type { PlainKey } from '../model/words.ts'
import { json } from './escape.ts'
import { html } from './html/index.ts'
import { readable } from './spelled.ts'
import type { Words } from './style.ts'
import { paragraph } from './text/paragraph.ts'

const WIDTH = 76

/** What a README says of packs of one kind only. */
interface Kind {
  holds: PlainKey
  proves: PlainKey[]
  private: PlainKey
}

export const withRaw: Kind = { holds: 'pack.readme.raw', proves: [], private: 'pack.readme.private.raw' }
export const withExcerpts: Kind = {
  holds: 'pack.readme.excerpts',
  proves: ['pack.readme.proves.excerpt'],
  private: 'pack.readme.private.minimal',
}

interface Facts {
  tool: string
  /** RFC 3339. */
  at: string
  /** As a person wrote it. */
  by?: string | undefined
  kind: Kind
}

/** The README, and the report as a page and for programs; in the language of the person first. */
export async function packTexts(
  editions: Editions,
  facts: Facts,
): Promise<{ readme: string; reports: [name: string, text: string][] }> {
  const [{ report }] = editions
  const parts = editions.map((edition) => readmeIn(edition.words, report.run.id, facts))
  return {
    readme: `${PACK_FORMAT}\n\n${parts.join(`\n${'-'.repeat(WIDTH)}\n\n`)}`,
    reports: [['report.html', await html(editions)], ...editions.map(jsonOf)],
  }
}

const jsonOf = ({ report }: Edition): [name: string, text: string] => [`report.${report.run.lang}.json`, json(report)]

function readmeIn(say: Words, id: string, { tool, at, by, kind }: Facts): string {
  const blank = say('pack.blank')
  const sections: [PlainKey, PlainKey[]][] = [
    ['pack.readme.holds', ['pack.readme.report', kind.holds, 'pack.readme.added', 'pack.readme.own']],
    ['pack.readme.check', ['pack.readme.check.daicha', 'pack.readme.check.sums', 'pack.readme.check.paper']],
    ['pack.readme.proves', ['pack.readme.proves.same', ...kind.proves]],
    [
      'pack.readme.not',
      ['pack.readme.not.signed', 'pack.readme.not.again', 'pack.readme.not.added', 'pack.readme.not.limits'],
    ],
    ['pack.readme.court', ['pack.readme.court.keep']],
    ['pack.readme.private', [kind.private]],
  ]
  const head = [
    say('pack.readme.title', { tool, id, at: readable(at) }),
    say('pack.readme.by', { by: by ?? blank }),
    say('pack.readme.present', { blank }),
    say('pack.readme.paper', { blank }),
  ]
  const lines = sections.map(
    ([title, points]) =>
      `\n${paragraph(say(title), WIDTH)}${points.map((point) => paragraph(say(point), WIDTH, 2, '- ')).join('')}`,
  )
  return head.map((line) => paragraph(line, WIDTH)).join('') + lines.join('')
}
