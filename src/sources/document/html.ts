import { walked } from './markup.ts'

/** Elements that stand in a line, or beside others in one; any other begins a line and ends it. */
const IN_LINE =
  /^(a|abbr|b|bdi|bdo|cite|code|col|del|em|font|i|img|input|ins|kbd|label|mark|o:p|q|s|samp|small|span|strong|sub|sup|td|th|time|tt|u|var|wbr)$/
/** What a browser does not show. */
const HIDDEN = /^(script|style|head|noscript|template)$/

/** The lines that a page shows. */
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
  const opened = (name: string) => {
    if (HIDDEN.test(name)) hidden++
    lineEnds(name)
  }
  const closed = (name: string) => {
    if (HIDDEN.test(name)) hidden = Math.max(0, hidden - 1)
    lineEnds(name)
  }
  walked(
    html,
    { xmlMode: false },
    { open: (name) => opened(name.toLowerCase()), close: (name) => closed(name.toLowerCase()), text: show },
  )
  return parts.join('')
}
