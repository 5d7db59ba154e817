import { explainProblem } from '../explain/index.ts'
import * as Exit from '../model/exit.ts'
import { languageOfLocale } from '../model/language.ts'
import type { Problem } from '../model/report.ts'
import { defaultLanguage, type Language, tagOf } from '../model/vocabulary.ts'
import type { Markup } from '../report/html/markup.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { fillable, keepingBlanks } from './blanks.ts'
import { type CableState, cable, cableState, soFar } from './cable.ts'
import { checker, missing } from './check.ts'
import { guidanceFor, type PageTexts, wordsOf } from './data.ts'
import { chosen, dropped } from './dropped.ts'
import { editionsOf } from './edition.ts'
import { type FileState, fileState, progressOf } from './file.ts'
import { canCheck, frame } from './frame.ts'
import { type PackState, packState, percentOf, toPack } from './pack.ts'
import { FORMATS, isFormat, nameOf, resultBody, resultHead, type Shown, saved } from './result.ts'
import { css } from './sheet.ts'
import { answer, makerChoice, numbers, paths, rows, type Seen, type SeenApp } from './without-file.ts'
import { type PageSpeaker, pageSpeaker } from './words.ts'
import type { Checked, Message } from './worker.ts'

interface State extends Seen {
  lang: Language
  country: string | null
  /** Somebody chose the country, and it was not told by the clock alone. */
  isChosen: boolean
  file: FileState
  cable: CableState
  result: Shown | undefined
}

/** Draws the page and keeps it as it is asked to be. */
export function start(): void {
  const script = document.currentScript?.textContent ?? ''
  const texts = pageTexts()
  const words = wordsOf(texts)
  const lacks = missing()
  const work = checker(texts, script)
  const { check, stop } = work
  const state: State = {
    lang: navigator.languages.map(languageOfLocale).find((lang) => lang !== undefined) ?? defaultLanguage,
    country: countryOfClock(words.countries),
    isChosen: false,
    maker: undefined,
    system: 0,
    apps: [{ name: '', seen: '' }],
    file: { is: 'waiting' },
    cable: { is: 'waiting' },
    result: undefined,
  }
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]

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
      put('result', resultBody(state.result, resultSpeaker()))
      fillable(at('result'))
    }
  }

  const country = () => state.isChosen && { country: state.country }

  function show(checked: Checked) {
    state.file = { is: 'waiting' }
    state.cable = { is: 'waiting' }
    state.result = { ...checked, at: 0, pack: { is: 'waiting' } }
    draw()
    scrollTo(0, 0)
    const headline = document.querySelector<HTMLElement>('#result h1')
    headline?.setAttribute('tabindex', '-1')
    headline?.focus()
  }

  const { connect, stop: leave } = cable(work, {
    change(now) {
      const isNew = now.is !== state.cable.is
      state.cable = now
      drawCable()
      if (isNew) at('said').focus()
    },
    checked: show,
  })

  const isBusy = () => state.file.is === 'working' || state.cable.is === 'busy'

  const refuse = (problems: (here: PageSpeaker) => Problem[]) => {
    state.file = { is: 'failed', problems }
    drawFile()
    at('told').focus()
  }
  function begin(files: Chosen[]) {
    if (isBusy()) return
    if (files.length === 0) {
      refuse(unopened('web.file.empty'))
      return
    }
    const on = (message: Message) => {
      if (state.file.is !== 'working') return
      if (message.type === 'read') {
        state.file.read = message.bytes
        drawProgress()
        return
      }
      if (message.type === 'error') {
        refuse((here) => [explainProblem(message.code, here, { params: message.params })])
        return
      }
      if (message.type !== 'checked') return
      const { phones } = message
      if (phones.every(({ reports }) => reports[state.lang].exit.code === Exit.nothingAudited)) {
        refuse((here) => phones.flatMap(({ reports }) => reports[here.lang].problems))
        return
      }
      show(message)
    }
    state.file = { is: 'working', files, read: 0 }
    check({ files, ...country() }, on)
    drawFile()
    at('told').focus()
  }

  async function save(format: string | undefined) {
    if (!isFormat(format) || state.result === undefined) return
    const { name, text } = await saved(state.result, format, resultSpeaker, state.lang)
    download(name, new Blob([text], { type: FORMATS[format] }))
  }

  /** What was made once is handed out again: another pack would have another number. */
  async function savePack() {
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
    check({ pack }, (message) => {
      if (message.type === 'read') now({ is: 'making', percent: percentOf(message.bytes, originals) })
      else if (message.type === 'error') now({ is: 'failed', ...message })
      else if (message.type === 'packed') {
        now({ is: 'made', ...message })
        handOut(message.blob)
      }
    })
  }

  const actions: Record<string, (from: DOMStringMap) => void> = {
    more: () => {
      state.apps.push({ name: '', seen: '' })
      drawRows()
      at(`app-${state.apps.length - 1}`).focus()
    },
    fewer: ({ at: nth }) => {
      state.apps.splice(Number(nth), 1)
      drawRows()
      drawAnswer()
      at(`app-${Math.max(0, Number(nth) - 1)}`).focus()
    },
    stop: () => {
      if (state.file.is !== 'working') return
      stop()
      state.file = { is: 'stopped' }
      drawFile()
      at('told').focus()
    },
    connect: () => {
      if (!isBusy()) void connect({ ...country() })
    },
    leave,
    again: () => {
      if (state.result?.pack.is === 'making') stop()
      state.result = undefined
      draw()
      at('choose').focus()
    },
    save: ({ format }) => void save(format),
    pack: () => void savePack(),
    print: () => print(),
  }

  const page = at('page')
  page.addEventListener('click', ({ target }) => {
    const { dataset } = (target as Element).closest<HTMLElement>('[data-do]') ?? {}
    if (dataset?.['do']) actions[dataset['do']]?.(dataset)
  })
  page.addEventListener('input', ({ target }) => {
    const field = target as HTMLInputElement
    if (field.classList.contains('fill')) field.dataset['typed'] = ''
    const { app, seen } = field.dataset
    const row = state.apps[Number(app ?? seen)]
    if (row === undefined || (app ?? seen) === undefined) return
    if (app !== undefined) row.name = field.value
    else row.seen = field.value as SeenApp['seen']
    drawAnswer()
  })
  page.addEventListener('change', ({ target }) => {
    const { id, name, value, files } = target as HTMLInputElement
    if (name === 'lang') {
      state.lang = value as Language
      draw()
      at(`l-${state.lang}`).focus()
    } else if (id === 'maker') {
      state.maker = words.makers.find((one) => one.id === value)
      state.system = 0
      drawMaker()
      at('maker').focus()
    } else if (id === 'system') {
      state.system = Number(value)
      put('paths', paths(state, speaker()))
      drawAnswer()
    } else if (id === 'country') {
      state.country = value === '' ? null : value
      state.isChosen = true
      drawNumbers()
      drawAnswer()
    } else if (name === 'phone' && state.result) {
      state.result.at = Number(value)
      put('result', resultBody(state.result, resultSpeaker()))
      fillable(at('result'))
    } else if (files && (id === 'choose' || id === 'folder')) begin(chosen(files))
  })
  for (const kind of ['dragover', 'dragleave', 'drop'] as const)
    addEventListener(kind, (event) => {
      event.preventDefault()
      document.getElementById('drop')?.classList.toggle('over', kind === 'dragover')
      const { dataTransfer } = event
      if (kind === 'drop' && dataTransfer && canCheck(lacks) && state.result === undefined)
        void dropped(dataTransfer).then(begin, () => refuse(unopened('web.file.undropped')))
    })
  draw()
}

function download(name: string, blob: Blob): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

const unopened = (why: 'web.file.empty' | 'web.file.undropped') => (here: PageSpeaker) => [
  explainProblem('E301', here, { params: { file: '-', detail: here.say(why) } }),
]

function pageTexts(): PageTexts {
  const textOf = (id: string) => document.getElementById(id)?.textContent ?? ''
  return { texts: textOf('texts'), words: textOf('words'), rules: textOf('rules') }
}

/** The country whose clock this device has. Where it has that of none, no number is shown. */
function countryOfClock(countries: ReturnType<typeof wordsOf>['countries']): string | null {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
  return Object.entries(countries).find(([, { country }]) => country.zones.includes(zone))?.[0] ?? null
}

/** The day where the person is. */
function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}
