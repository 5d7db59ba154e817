import { Tokenizer } from 'htmlparser2'

/** Elements that stand in a line, or beside others in one; any other begins a line and ends it. */
const IN_LINE =
  /^(a|abbr|b|bdi|bdo|cite|code|col|del|em|font|i|img|input|ins|kbd|label|mark|o:p|q|s|samp|small|span|strong|sub|sup|td|th|time|tt|u|var|wbr)$/
/** What a browser does not show. */
const HIDDEN = /^(script|style|head|noscript|template)$/

const ignored = () => {}

/** The lines that a page shows. What lies in what does not matter: a parser would ask without an end. */
export function textOf(html: string): string {
  const parts: string[] = []
  let hidden = 0
  const isAtStart = () => parts.at(-1)?.endsWith('\n') ?? true
  const lineEnds = (name: string) => {
    if (name === 'br' || !(IN_LINE.test(name) || isAtStart())) parts.push('\n')
  }
  const show = (text: string) => {
    // A line of the page that ends behind a tag is none of the text.
    const shown = isAtStart() ? text.replace(/^[\r\n]+/, '') : text
    if (hidden === 0 && shown !== '') parts.push(shown)
  }
  const nameAt = (start: number, end: number) => html.slice(start, end).toLowerCase()
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        const name = nameAt(start, end)
        if (HIDDEN.test(name)) hidden++
        lineEnds(name)
      },
      onclosetag(start, end) {
        const name = nameAt(start, end)
        if (HIDDEN.test(name)) hidden = Math.max(0, hidden - 1)
        lineEnds(name)
      },
      ontext: (start, end) => show(html.slice(start, end)),
      ontextentity: (letter) => show(String.fromCodePoint(letter)),
      onattribdata: ignored,
      onattribentity: ignored,
      onattribend: ignored,
      onattribname: ignored,
      oncdata: ignored,
      oncomment: ignored,
      ondeclaration: ignored,
      onend: ignored,
      onopentagend: ignored,
      onprocessinginstruction: ignored,
      onselfclosingtag: ignored,
    },
  )
  tokenizer.write(html)
  tokenizer.end()
  return parts.join('')
}
