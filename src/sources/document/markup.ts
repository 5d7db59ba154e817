import { Tokenizer } from 'htmlparser2'

/** What is met on the way through HTML or XML. */
interface Met {
  open: (name: string) => void
  close: (name: string) => void
  text: (text: string) => void
  attribute?: (name: string, value: string) => void
}

const ignored = () => {}

/**
 * Goes through HTML or XML, whose names are told without their prefixes. What lies in what does not matter: a parser
 * would ask without an end.
 */
export function walked(markup: string, { xmlMode }: { xmlMode: boolean }, { open, close, text, attribute }: Met): void {
  let tag = ''
  let key = ''
  const nameAt = (start: number, end: number) => {
    const name = markup.slice(start, end)
    return xmlMode ? name.slice(name.indexOf(':') + 1) : name
  }
  const tokenizer = new Tokenizer(
    { decodeEntities: true, xmlMode },
    {
      onopentagname(start, end) {
        tag = nameAt(start, end)
        open(tag)
      },
      onselfclosingtag: () => {
        if (xmlMode) close(tag)
      },
      onclosetag: (start, end) => close(nameAt(start, end)),
      ontext: (start, end) => text(markup.slice(start, end)),
      ontextentity: (letter) => text(String.fromCodePoint(letter)),
      oncdata: (start, end, offset) => text(markup.slice(start, end - offset)),
      onattribname(start, end) {
        key = nameAt(start, end)
      },
      onattribdata: (start, end) => attribute?.(key, markup.slice(start, end)),
      onattribentity: ignored,
      onattribend: ignored,
      oncomment: ignored,
      ondeclaration: ignored,
      onend: ignored,
      onopentagend: ignored,
      onprocessinginstruction: ignored,
    },
  )
  tokenizer.write(markup)
  tokenizer.end()
}
