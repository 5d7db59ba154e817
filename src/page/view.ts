import { explainProblem } from '../explain/index.ts'
import * as Exit from '../model/exit.ts'
import type { Problem } from '../model/report.ts'
import type { Language } from '../model/vocabulary.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { cable } from './cable.ts'
import { checker, missing } from './check.ts'
import { pageTexts, wordsOf } from './data.ts'
import { drawer, type State } from './draw.ts'
import { chosen, dropped } from './dropped.ts'
import { editionsOf } from './edition.ts'
import { canCheck } from './frame.ts'
import { countryOfClock, download, languageOfBrowser } from './here.ts'
import { type PackState, packState, percentOf, toPack } from './pack.ts'
import { FORMATS, isFormat, nameOf, saved } from './result.ts'
import { css } from './sheet.ts'
import type { SeenApp } from './without-file.ts'
import type { PageSpeaker } from './words.ts'
import type { Checked, Message } from './worker.ts'

/** Draws the page, does what is asked on it, and shows what came of it. */
export function start(): void {
  const script = document.currentScript?.textContent ?? ''
  const texts = pageTexts((id) => document.getElementById(id)?.textContent ?? '')
  const words = wordsOf(texts)
  const lacks = missing()
  const work = checker(texts, script)
  const { check, stop } = work
  const state: State = {
    lang: languageOfBrowser(),
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

  const { speaker, resultSpeaker, at, put, draw } = drawer(state, words, lacks)

  const country = () => state.isChosen && { country: state.country }

  function show(checked: Checked) {
    state.file = { is: 'waiting' }
    state.cable = { is: 'waiting' }
    state.result = { ...checked, at: 0, pack: { is: 'waiting' } }
    draw.page()
    scrollTo(0, 0)
    const headline = document.querySelector<HTMLElement>('#result h1')
    headline?.setAttribute('tabindex', '-1')
    headline?.focus()
  }

  const { connect, stop: leave } = cable(work, {
    change(now) {
      const isNew = now.is !== state.cable.is
      state.cable = now
      draw.cable()
      if (isNew) at('said').focus()
    },
    checked: show,
  })

  const isBusy = () => state.file.is === 'working' || state.cable.is === 'busy'

  const refuse = (problems: (here: PageSpeaker) => Problem[]) => {
    state.file = { is: 'failed', problems }
    draw.file()
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
        draw.progress()
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
    draw.file()
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
      draw.rows()
      at(`app-${state.apps.length - 1}`).focus()
    },
    fewer: ({ at: nth }) => {
      state.apps.splice(Number(nth), 1)
      draw.rows()
      draw.answer()
      at(`app-${Math.max(0, Number(nth) - 1)}`).focus()
    },
    stop: () => {
      if (state.file.is !== 'working') return
      stop()
      state.file = { is: 'stopped' }
      draw.file()
      at('told').focus()
    },
    connect: () => {
      if (!isBusy()) void connect({ ...country() })
    },
    leave,
    again: () => {
      if (state.result?.pack.is === 'making') stop()
      state.result = undefined
      draw.page()
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
    draw.answer()
  })
  page.addEventListener('change', ({ target }) => {
    const { id, name, value, files } = target as HTMLInputElement
    if (name === 'lang') {
      state.lang = value as Language
      draw.page()
      at(`l-${state.lang}`).focus()
    } else if (id === 'maker') {
      state.maker = words.makers.find((one) => one.id === value)
      state.system = 0
      draw.maker()
      at('maker').focus()
    } else if (id === 'system') {
      state.system = Number(value)
      draw.paths()
    } else if (id === 'country') {
      state.country = value === '' ? null : value
      state.isChosen = true
      draw.numbers()
      draw.answer()
    } else if (name === 'phone' && state.result) {
      state.result.at = Number(value)
      draw.result()
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
  draw.page()
}

const unopened = (why: 'web.file.empty' | 'web.file.undropped') => (here: PageSpeaker) => [
  explainProblem('E301', here, { params: { file: '-', detail: here.say(why) } }),
]
