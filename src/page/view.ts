import { explainProblem } from '../explain/index.ts'
import * as Exit from '../model/exit.ts'
import { languageOfLocale } from '../model/language.ts'
import type { Problem } from '../model/report.ts'
import { defaultLanguage, factsOf, type Language, languages, tagOf } from '../model/vocabulary.ts'
import { h, type Markup, nothing } from '../report/html/markup.ts'
import { limits, problemList } from '../report/html/sections.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { type CableState, cable, cablePart, cableState, soFar } from './cable.ts'
import { checker, missing } from './check.ts'
import { guidanceFor, type PageTexts, wordsOf } from './data.ts'
import { chosen, dropped } from './dropped.ts'
import { editionsOf } from './edition.ts'
import { type PackState, packState, percentOf, toPack } from './pack.ts'
import { inPage } from './problems.ts'
import { FORMATS, isFormat, nameOf, resultBody, resultHead, type Shown, saved } from './result.ts'
import { css } from './sheet.ts'
import { answer, countryChoice, makerChoice, numbers, paths, rows, type Seen, type SeenApp } from './without-file.ts'
import { type PageSpeaker, pageSpeaker } from './words.ts'
import type { Checked, Message } from './worker.ts'

/** What goes on in the part for files. */
type FileState =
  | { is: 'waiting' }
  | { is: 'working'; files: Chosen[]; read: number }
  | { is: 'stopped' }
  | { is: 'failed'; problems: (words: PageSpeaker) => Problem[] }

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
    put('page', frame(state, here, lacks, words))
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

const canCheck = (lacks: ReturnType<typeof missing>) => lacks === undefined || lacks === 'zip'

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

/** Browsers before 2025 do not all know `plaintext-only`, and would let nobody type. */
function fillable(place: HTMLElement): void {
  for (const blank of place.querySelectorAll<HTMLElement>('.fill'))
    if (!blank.isContentEditable) blank.contentEditable = 'true'
}

/** What was typed into a letter stays when the letter is drawn again. */
function keepingBlanks(place: HTMLElement, drawn: () => void): void {
  const blanks = () => [...place.querySelectorAll<HTMLElement>('.fill')]
  const typed = blanks().map((blank) => (blank.dataset['typed'] === undefined ? undefined : blank.textContent))
  drawn()
  for (const [at, blank] of blanks().entries()) {
    if (typed[at] === undefined) continue
    blank.textContent = typed[at]
    blank.dataset['typed'] = ''
  }
}

const isZip = ({ path }: Chosen) => /\.zip$/i.test(path)

/** A zip is read twice: once to tell its digest, once to open it. */
function progressOf({ files, read }: { files: Chosen[]; read: number }, { say }: PageSpeaker) {
  const size = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const all = files.reduce((sum, file) => sum + file.blob.size * (isZip(file) ? 2 : 1), 0)
  const percent = all === 0 ? 100 : Math.min(100, Math.round((read / all) * 100))
  return { percent, text: say('web.file.progress', { percent, size: (size / 1e6).toFixed(1) }) }
}

function fileState(file: FileState, words: PageSpeaker): Markup {
  const { say } = words
  if (file.is === 'waiting') return nothing
  if (file.is === 'stopped') return h`<p id="told" tabindex="-1">${say('web.file.stopped')}</p>`
  if (file.is === 'failed') {
    const problems = file.problems(words).map((problem) => inPage(problem, words))
    return h`<div id="told" tabindex="-1"><h3>${say('web.file.nothing')}</h3>${problemList(problems, say)}</div>`
  }
  const { files } = file
  const [one] = files
  const what = files.length === 1 && one ? one.path : say('web.file.several', { n: files.length })
  const { percent, text } = progressOf(file, words)
  return h`<p><strong>${say('web.file.working', { file: what })}</strong></p>
<progress max="100" value="${percent}" aria-label="${say('web.file.working', { file: what })}"></progress>
<p id="told" tabindex="-1" class="muted">${text}</p><button type="button" data-do="stop">${say('web.file.stop')}</button>`
}

function frame(
  { lang, result }: State,
  words: PageSpeaker,
  lacks: ReturnType<typeof missing>,
  { version, rulesVersion }: ReturnType<typeof wordsOf>,
): Markup {
  const { say } = words
  const top = h`<a class="skip" href="#main">${say('web.skip')}</a>
<main id="main" class="${result === undefined ? 'start' : 'shown'}">
<div class="top"><div class="brand"><b lang="zh-CN">贷查</b> daicha</div><div class="sw" role="radiogroup" aria-label="${say('web.language')}">${languages.map(
    (one) =>
      h`<span><input class="lr" type="radio" name="lang" id="l-${one}" value="${one}"${one === lang && h` checked`}><label for="l-${one}" lang="${tagOf(one)}">${factsOf(one).name}</label></span>`,
  )}</div></div>`
  if (result !== undefined) return h`${top}<div id="head" lang="${tagOf(lang)}"></div><div id="result"></div></main>`
  return h`${top}
<div class="page-sheet in-${lang}" lang="${tagOf(lang)}"><article class="sheet">
<header class="pad"><h1>${say('web.title')}</h1>
<p class="lead">${say('web.lead')}</p>
<div id="numbers"></div>
<p class="stays">${say('web.stays')}</p>
${countryChoice(words)}
</header>
<section class="pad" id="hand"><h2>1  ${say('web.hand')}</h2><p class="muted">${say('web.hand.lead')}</p>
<div id="make"></div><div id="paths" aria-live="polite"></div>
<h3>${say('web.saw')}</h3><p class="muted">${say('web.saw.lead')}</p><div id="rows"></div>
<div id="answer" aria-live="polite"></div>
<p class="muted small">${say('web.watched')}</p></section>
<section class="pad" id="file"><h2>2  ${say('web.file')}</h2><p>${say('web.file.lead')}</p>
${lacks !== undefined && h`<div class="gaps"><strong>${say('web.missing')}</strong><p>${say(`web.missing.${lacks}`)}</p></div>`}
${
  canCheck(lacks) &&
  h`<div class="drop" id="drop"><p>${say('web.file.drop')}</p>
<label class="pick">${say('web.file.choose')}<input type="file" id="choose" multiple></label>
<label class="pick">${say('web.file.folder')}<input type="file" id="folder" webkitdirectory></label>
<p class="muted small">${say('web.file.kinds')}</p><p class="small">${say('web.stays')}</p></div>
<div id="work" aria-live="polite"></div>`
}</section>
${canCheck(lacks) && h`<section class="pad" id="usb"><h2>3  ${say('web.usb')}</h2>${cablePart(words)}</section>`}
<section class="pad"><h2>${canCheck(lacks) ? 4 : 3}  ${say('page.limits')}</h2>${limits(words.guidance.limits.map(({ id, text }) => ({ id, text: words.text(text) })))}</section>
<footer class="end">${say('web.foot', { version, rules: rulesVersion })}</footer>
</article></div></main>`
}
