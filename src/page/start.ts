import type { Language } from '../model/vocabulary.ts'
import { cable } from './cable.ts'
import { pageTexts, wordsOf } from './data.ts'
import { drawer } from './draw.ts'
import { at, find } from './element.ts'
import { filler } from './fill-in.ts'
import { jobs } from './jobs.ts'
import { keeper } from './keep.ts'
import { missing } from './missing.ts'
import { fileReader } from './read-files.ts'
import { css } from './sheet.ts'
import { chosenCountry, firstState } from './state.ts'
import type { Checked } from './worker.ts'

/** Draws the page, does what is asked on it, and shows what came of it. */
export function start(): void {
  const script = document.currentScript?.textContent ?? ''
  const texts = pageTexts((id) => find(id)?.textContent ?? '')
  const words = wordsOf(texts)
  const lacks = missing()
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets = [sheet]

  const state = firstState(words)
  const view = drawer(state, words, lacks)
  const { draw } = view
  const work = jobs(texts, script)
  const form = filler(view)
  const { connect, stop: leave } = cable(work, {
    change(now) {
      const isNew = now.is !== state.cable.is
      state.cable = now
      draw.cable()
      if (isNew) at('said').focus()
    },
    checked: show,
  })
  const files = fileReader(view, work, leave, show)
  function show(checked: Checked) {
    state.file = { is: 'waiting' }
    state.cable = { is: 'waiting' }
    state.result = { ...checked, at: 0, pack: { is: 'waiting' }, of: Math.random() }
    draw.page()
    scrollTo(0, 0)
    const headline = document.querySelector<HTMLElement>('#result h1')
    headline?.setAttribute('tabindex', '-1')
    headline?.focus()
  }

  const clicks: Record<string, (from: DOMStringMap) => void> = {
    ...form.clicks,
    ...files.clicks,
    ...keeper(view, work),
    connect: () => {
      // What was asked for last counts, as it does of files.
      files.clicks.stop()
      connect({ ...chosenCountry(state) })
    },
    leave,
    again: () => {
      if (state.result?.pack.is === 'making') work.stop()
      state.result = undefined
      state.file = { is: 'waiting' }
      draw.page()
      at('choose').focus()
    },
  }
  /** By the name of a group of choices, or the id of one field. */
  const changes: Record<string, (field: HTMLInputElement) => void> = {
    ...form.changes,
    ...files.changes,
    country(field) {
      form.changes.country(field)
      work.place(state.country)
    },
    lang: ({ value }) => {
      state.lang = value as Language
      draw.page()
      at(`l-${value}`).focus()
    },
    phone: ({ value }) => {
      if (state.result === undefined) return
      state.result.at = Number(value)
      draw.result()
    },
  }

  listen(clicks, changes, form.type)
  receive((data) => {
    if (data && !lacks) files.drop(data)
  })
  draw.page()
}

/** What is dropped anywhere, or pasted where nobody writes. */
function receive(take: (data: DataTransfer | null) => void): void {
  for (const kind of ['dragover', 'dragleave', 'drop'] as const)
    addEventListener(kind, (event) => {
      event.preventDefault()
      find('drop')?.classList.toggle('over', kind === 'dragover')
      if (kind === 'drop') take(event.dataTransfer)
    })
  addEventListener('paste', ({ target, clipboardData }) => {
    if (find('drop') && !(target as Element).closest('input, [contenteditable]')) take(clipboardData)
  })
}

/** The page is drawn again and again, so what happens on its parts is heard on the whole. */
function listen(
  clicks: Record<string, (from: DOMStringMap) => void>,
  changes: Record<string, (field: HTMLInputElement) => void>,
  type: (field: HTMLInputElement) => void,
): void {
  const page = at('page')
  page.addEventListener('click', ({ target }) => {
    const { dataset } = (target as Element).closest<HTMLElement>('[data-do]') ?? {}
    if (dataset?.['do']) clicks[dataset['do']]?.(dataset)
  })
  page.addEventListener('input', ({ target }) => type(target as HTMLInputElement))
  page.addEventListener('change', ({ target }) => {
    const field = target as HTMLInputElement
    changes[field.name || field.id]?.(field)
  })
}
