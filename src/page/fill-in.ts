import { remember } from './blanks.ts'
import type { SeenApp } from './by-hand.ts'
import type { View } from './draw.ts'
import { at } from './element.ts'

/** What a person says of the phone by hand: whose it is, where they are, and which apps they saw. */
export function filler({ state, words, draw }: View) {
  return {
    clicks: {
      more() {
        state.apps.push({ name: '', seen: '', of: Math.random() })
        draw.rows()
        at(`app-${state.apps.length - 1}`).focus()
      },
      fewer({ at: row }: DOMStringMap) {
        const nth = Number(row)
        state.apps.splice(nth, 1)
        draw.rows()
        draw.answer()
        at(`app-${Math.max(0, nth - 1)}`).focus()
      },
    },
    changes: {
      maker({ value }: HTMLInputElement) {
        state.maker = words.makers.find(({ id }) => id === value)
        state.system = 0
        draw.maker()
        at('maker').focus()
      },
      system({ value }: HTMLInputElement) {
        state.system = Number(value)
        draw.paths()
      },
      country({ value }: HTMLInputElement) {
        state.country = value === '' ? null : value
        state.isChosen = true
        draw.numbers()
        draw.answer()
      },
    },
    type(field: HTMLInputElement) {
      if (field.classList.contains('fill')) remember(field)
      const { app, seen } = field.dataset
      const row = state.apps[Number(app ?? seen)]
      if (row === undefined) return
      if (app !== undefined) row.name = field.value
      else row.seen = field.value as SeenApp['seen']
      draw.answer()
    },
  }
}
