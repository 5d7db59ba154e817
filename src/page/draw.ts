import { tagOf } from '../model/vocabulary.ts'
import { fillable } from './blanks.ts'
import { today } from './browser.ts'
import { answer, makerChoice, numbers, paths, rows, seen } from './by-hand.ts'
import { cableState, saidOf, soFar } from './cable.ts'
import { guidanceFor, type PageWords } from './data.ts'
import { at, find, put } from './element.ts'
import { fileState, progressOf } from './file.ts'
import { frame } from './frame.ts'
import type { Missing } from './missing.ts'
import { resultBody, resultHead } from './result.ts'
import type { State } from './state.ts'
import { pageSpeaker } from './words.ts'

export type View = ReturnType<typeof drawer>

/** Makes what draws the page, whole or a part of it, as `state` is when it is asked for. */
export function drawer(state: State, words: PageWords, lacks: Missing | undefined) {
  const speaker = (lang = state.lang) => pageSpeaker(guidanceFor(words, state.country), lang)
  /** Of a result each finding has its own country, unless somebody chose one before it was read. */
  const resultSpeaker = (lang = state.lang) => pageSpeaker(guidanceFor(words, state.result?.country), lang)

  setInterval(() => {
    const line = find('so-far')
    if (line && state.cable.is === 'busy') line.textContent = soFar(state.cable, speaker())
  }, 500)

  const draw = {
    page() {
      const here = speaker()
      document.documentElement.lang = tagOf(state.lang)
      document.title = `${here.say('web.title')} daicha`
      put('page', frame({ lang: state.lang, hasResult: state.result !== undefined }, here, lacks, words))
      if (state.result === undefined) {
        draw.numbers()
        draw.maker()
        draw.rows()
        draw.file()
        draw.cable()
      } else {
        put('head', resultHead(state.result, here))
        draw.result()
      }
    },
    result() {
      if (state.result === undefined) return
      put('result', resultBody(state.result, resultSpeaker()))
      at('result').dataset['of'] = `${state.result.of} ${state.result.at}`
      fillable(at('result'))
    },
    numbers: () => put('numbers', numbers(speaker())),
    maker() {
      put('make', makerChoice(state, words.makers, speaker()))
      draw.paths()
    },
    paths() {
      put('paths', paths(state, speaker()))
      draw.answer()
    },
    rows: () => put('rows', rows(state.apps, speaker())),
    answer() {
      put('seen', seen(state.apps, speaker()))
      put('answer', answer(state, today(), speaker()))
      fillable(at('answer'))
    },
    file: () => put('work', fileState(state.file, speaker())),
    progress() {
      if (state.file.is !== 'working') return
      const { percent, text } = progressOf(state.file, speaker())
      at('percent').setAttribute('value', String(percent))
      at('done').textContent = text
    },
    cable() {
      const button = find('connect') as HTMLButtonElement | null
      if (button === null) return
      if (state.cable.is === 'busy' && find('leave')) put('said', saidOf(state.cable, speaker()))
      else put('cabled', cableState(state.cable, speaker()))
      button.disabled = state.cable.is === 'busy'
    },
  }
  return { state, words, speaker, resultSpeaker, draw }
}
