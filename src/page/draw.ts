import { type Language, tagOf } from '../model/vocabulary.ts'
import type { Markup } from '../report/html/markup.ts'
import { fillable, keepingBlanks } from './blanks.ts'
import { type CableState, cableState, soFar } from './cable.ts'
import type { missing } from './check.ts'
import { guidanceFor, type PageWords } from './data.ts'
import { type FileState, fileState, progressOf } from './file.ts'
import { frame } from './frame.ts'
import { today } from './here.ts'
import { resultBody, resultHead, type Shown } from './result.ts'
import { answer, makerChoice, numbers, paths, rows, type Seen } from './without-file.ts'
import { pageSpeaker } from './words.ts'

/** What the page shows, and in whose words. */
export interface State extends Seen {
  lang: Language
  country: string | null
  /** Somebody chose the country, and it was not told by the clock alone. */
  isChosen: boolean
  file: FileState
  cable: CableState
  result: Shown | undefined
}

/** Makes what draws the page, whole or a part of it, as `state` is when it is asked for. */
export function drawer(state: State, words: PageWords, lacks: ReturnType<typeof missing>) {
  const speaker = (lang = state.lang) => pageSpeaker(guidanceFor(words, state.country), lang)
  /** Of a result each finding has its own country, unless somebody chose one. */
  const resultSpeaker = (lang = state.lang) =>
    pageSpeaker(guidanceFor(words, ...(state.isChosen ? [state.country] : [])), lang)
  const at = (id: string) => document.getElementById(id) as HTMLElement
  const put = (id: string, { markup }: Markup) => {
    at(id).innerHTML = markup
  }

  const drawAnswer = () =>
    keepingBlanks(at('answer'), () => {
      put('answer', answer(state, today(), speaker()))
      fillable(at('answer'))
    })
  const drawMaker = () => {
    put('make', makerChoice(state, words.makers, speaker()))
    drawPaths()
  }
  const drawPaths = () => {
    put('paths', paths(state, speaker()))
    drawAnswer()
  }
  const drawRows = () => put('rows', rows(state.apps, speaker()))
  const drawNumbers = () => put('numbers', numbers(speaker()))
  const drawFile = () => put('work', fileState(state.file, speaker()))
  function drawCable() {
    const button = document.getElementById('connect') as HTMLButtonElement | null
    if (button === null) return
    const held = document.activeElement?.id
    put('cabled', cableState(state.cable, speaker()))
    if (held === 'said' || held === 'leave') document.getElementById(held)?.focus()
    button.disabled = state.cable.is === 'busy'
  }
  setInterval(() => {
    const line = document.getElementById('so-far')
    if (line && state.cable.is === 'busy') line.textContent = soFar(state.cable, speaker())
  }, 500)
  function drawProgress() {
    if (state.file.is !== 'working') return
    const { percent, text } = progressOf(state.file, speaker())
    const bar = document.querySelector('progress')
    if (bar) bar.value = percent
    const told = document.getElementById('told')
    if (told) told.textContent = text
  }
  function drawResult() {
    if (state.result === undefined) return
    put('result', resultBody(state.result, resultSpeaker()))
    fillable(at('result'))
  }
  function draw() {
    const here = speaker()
    document.documentElement.lang = tagOf(state.lang)
    document.title = `${here.say('web.title')} daicha`
    put('page', frame({ lang: state.lang, hasResult: state.result !== undefined }, here, lacks, words))
    if (state.result === undefined) {
      drawNumbers()
      drawMaker()
      drawRows()
      drawFile()
      drawCable()
    } else {
      put('head', resultHead(state.result, here))
      drawResult()
    }
  }

  return {
    speaker,
    resultSpeaker,
    at,
    put,
    draw: {
      page: draw,
      answer: drawAnswer,
      maker: drawMaker,
      paths: drawPaths,
      rows: drawRows,
      numbers: drawNumbers,
      file: drawFile,
      cable: drawCable,
      progress: drawProgress,
      result: drawResult,
    },
  }
}
