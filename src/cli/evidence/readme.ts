import { languages, type PlainKey, type Speaker, speaker, visible, widthsFor } from '../../internal.ts'
import { paragraph } from '../output/paragraph.ts'

const WIDTH = 76

/** What a reader of a pack must know. */
interface Facts {
  tool: string
  id: string
  at: string
  by?: string | undefined
  minimal: boolean
}

/** `README.txt` in all languages. Its first line tells that the zip is a pack. */
export async function readmeOf(facts: Facts, { guidance, lang }: Speaker): Promise<string> {
  const order = [lang, ...languages.filter((other) => other !== lang)]
  const parts = await Promise.all(order.map((one) => readmeIn(speaker(guidance, one), facts)))
  return `daicha-evidence/1\n\n${parts.join(`\n${'-'.repeat(WIDTH)}\n\n`)}`
}

async function readmeIn({ say }: Speaker, { tool, id, at, by, minimal }: Facts): Promise<string> {
  const blank = say('pack.blank')
  const sections: [PlainKey, PlainKey[]][] = [
    [
      'pack.readme.holds',
      [
        'pack.readme.report',
        minimal ? 'pack.readme.excerpts' : 'pack.readme.raw',
        'pack.readme.added',
        'pack.readme.own',
      ],
    ],
    ['pack.readme.check', ['pack.readme.check.daicha', 'pack.readme.check.sums', 'pack.readme.check.paper']],
    ['pack.readme.proves', ['pack.readme.proves.same', ...(minimal ? (['pack.readme.proves.excerpt'] as const) : [])]],
    [
      'pack.readme.not',
      ['pack.readme.not.signed', 'pack.readme.not.again', 'pack.readme.not.added', 'pack.readme.not.limits'],
    ],
    ['pack.readme.court', ['pack.readme.court.keep']],
    ['pack.readme.private', [minimal ? 'pack.readme.private.minimal' : 'pack.readme.private.raw']],
  ]
  const head = [
    say('pack.readme.title', { tool, id, at }),
    say('pack.readme.by', { by: by ?? blank }),
    say('pack.readme.present', { blank }),
    say('pack.readme.paper', { blank }),
  ]
  const widthOf = await widthsFor(visible([...head, ...sections.flat(2).map((key) => say(key as PlainKey))].join()))
  const lines = sections.map(
    ([title, points]) =>
      `\n${paragraph(say(title), WIDTH, widthOf)}${points.map((point) => paragraph(say(point), WIDTH, widthOf, 2, '- ')).join('')}`,
  )
  return head.map((line) => paragraph(line, WIDTH, widthOf)).join('') + lines.join('')
}
