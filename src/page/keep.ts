import { download } from './browser.ts'
import type { View } from './draw.ts'
import { editionsOf } from './edition.ts'
import { at, put } from './element.ts'
import type { Jobs } from './jobs.ts'
import { type PackState, packState, percentOf, toPack } from './pack.ts'
import { FORMATS, isFormat, nameOf, saved } from './result.ts'

/** Hands out what a person keeps of the result: the report in a format, or a pack of evidence. */
export function keeper({ state, words, speaker, resultSpeaker }: View, { run }: Jobs) {
  return {
    async save({ format }: DOMStringMap) {
      if (!isFormat(format) || state.result === undefined) return
      const { name, text } = await saved(state.result, format, resultSpeaker, state.lang)
      download(name, new Blob([text], { type: FORMATS[format] }))
    },

    /** What was made once is handed out again: another pack would have another number. */
    async pack() {
      const { result } = state
      const phone = result?.phones[0]
      if (!result?.originals || phone === undefined) return
      const { originals } = result
      const now = (pack: PackState) => {
        if (state.result !== result) return
        const isSame = pack.is === result.pack.is
        result.pack = pack
        if (isSame && pack.is === 'making') {
          at('packed').textContent = speaker().say('web.pack.making', pack)
          return
        }
        put('packing', packState(pack, speaker()))
        ;(at('pack') as HTMLButtonElement).disabled = pack.is === 'making'
        at('packed').focus()
      }
      const handOut = (blob: Blob) => download(nameOf(phone.reports[state.lang], '-evidence.zip'), blob)
      if (result.pack.is === 'made') return handOut(result.pack.blob)
      now({ is: 'making', percent: 0 })
      const pack = await toPack(originals, editionsOf(phone, resultSpeaker, state.lang), words.version)
      if (state.result !== result) return
      run({ pack }, (message) => {
        if (message.type === 'read') now({ is: 'making', percent: percentOf(message.bytes, originals) })
        else if (message.type === 'error') now({ is: 'failed', ...message })
        else if (message.type === 'packed') {
          now({ is: 'made', ...message })
          handOut(message.blob)
        }
      })
    },

    print: () => print(),
  }
}
