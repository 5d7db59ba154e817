import { explainProblem } from '../explain/index.ts'
import type { Language } from '../model/vocabulary.ts'
import { h, type Markup, nothing } from '../report/html/markup.ts'
import { chooseUsb, openUsb, type UsbPhone } from '../sources/web/usb.ts'
import type { Jobs } from './jobs.ts'
import { noResult } from './no-result.ts'
import { answerTo } from './relay.ts'
import type { PageSpeaker } from './words.ts'
import type { Checked, Doing } from './worker.ts'

type Failed = { code: string; params: Record<string, string> }

interface Busy {
  is: 'busy'
  doing: 'choose' | 'open' | 'allow' | Doing
  /** What is known by now. */
  headlines?: Record<Language, string>
  bytes: number
  /** On the clock of `performance`. */
  since: number
}

/** What goes on in the part for a phone on a cable. */
export type CableState = { is: 'waiting' } | Busy | { is: 'stopped' } | ({ is: 'failed' } & Failed)

/** Reads one phone at a time: it is chosen, opened, allowed and read, and given back whatever happens. */
export function cable(
  { run, answer, stop }: Jobs,
  on: { change: (state: CableState) => void; checked: (what: Checked) => void },
) {
  let ending: AbortController | undefined
  /** The readings before, until every phone was given back: one may be wanted again. */
  let last: Promise<void> | undefined

  const reading = (phone: UsbPhone, busy: Busy, country: { country?: string | null }) =>
    new Promise<Checked>((done, fail) => {
      run({ serial: phone.serial, ...country }, (message) => {
        if (message.type === 'checked') done(message)
        else if (message.type === 'error') fail(message)
        else if (message.type === 'doing' || message.type === 'sure') {
          Object.assign(busy, message)
          on.change(busy)
        } else if (message.type === 'command')
          void answerTo(message.command, phone, (more) => (busy.bytes += more)).then((said) => answer(...said))
      })
    })

  async function read(country: { country?: string | null }) {
    const before = last
    ending = new AbortController()
    const { signal } = ending
    const busy: Busy = { is: 'busy', doing: 'choose', bytes: 0, since: performance.now() }
    const now = (doing: Busy['doing']) => {
      busy.doing = doing
      if (!signal.aborted) on.change(busy)
    }
    let phone: UsbPhone | undefined
    try {
      now('choose')
      const device = await chooseUsb(navigator.usb)
      if (signal.aborted) return
      now('open')
      await Promise.race([before, aborted(signal)])
      phone = await openUsb(device, { signal, onAsk: () => now('allow') })
      on.checked(await Promise.race([reading(phone, busy, country), aborted(signal)]))
    } catch (error) {
      if (!signal.aborted) on.change({ is: 'failed', ...failureOf(error) })
    } finally {
      await phone?.close()
      await before
    }
  }

  return {
    /** To be called from a click, without which a browser shows no list. */
    connect(country: { country?: string | null }) {
      last = read(country)
    },
    stop() {
      ending?.abort()
      stop()
      on.change({ is: 'stopped' })
    },
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, fail) => signal.addEventListener('abort', () => fail(signal.reason)))

function failureOf(error: unknown): Failed {
  // An error of ours, or what the worker tells of one.
  if (typeof error === 'object' && error !== null && 'params' in error) return error as Failed
  return { code: 'E900', params: { detail: String(error) } }
}

/** What to do first, and the button; where the browser cannot do it, a word on which one can. */
export function cablePart({ say }: PageSpeaker): Markup {
  if (!navigator.usb) return h`<p>${say('web.usb.missing')}</p>`
  const steps = [say('web.usb.debug'), say('web.usb.cable'), say('web.usb.choose'), say('web.usb.allow')]
  return h`<p>${say('web.usb.lead')}</p><p class="muted">${say('web.usb.new')}</p>
<ol class="ways">${[...steps, say('web.usb.after')].map((step) => h`<li>${step}</li>`)}</ol>
<p><button type="button" id="connect" data-do="connect">${say('web.usb.button')}</button></p><div id="cabled"></div>`
}

export function cableState(state: CableState, words: PageSpeaker): Markup {
  const { say } = words
  if (state.is === 'waiting') return nothing
  if (state.is === 'stopped') return h`<p id="said" tabindex="-1">${say('phone.stopped')}</p>`
  if (state.is === 'failed') return noResult('said', [explainProblem(state.code, words, state)], words)
  return h`<div id="said" tabindex="-1" aria-live="polite">${saidOf(state, words)}</div>
<p class="muted" id="so-far" aria-hidden="true">${soFar(state, words)}</p>
<button type="button" id="leave" data-do="leave">${say('web.file.stop')}</button>`
}

/** What is read aloud when it changes; what comes anew is by the focus that it takes. */
export function saidOf({ doing, headlines }: Busy, words: PageSpeaker): Markup {
  const { now, help } = toldOf(doing, words)
  return h`${headlines && h`<div class="first"><p><strong>${headlines[words.lang]}</strong></p></div>`}<p><strong>${now}</strong></p>${help !== undefined && h`<p>${help}</p>`}`
}

/** The line that moves. */
export const soFar = ({ since, bytes }: Busy, { say }: PageSpeaker): string =>
  say('web.usb.soFar', { seconds: Math.round((performance.now() - since) / 1000), size: (bytes / 1e6).toFixed(1) })

function toldOf(doing: Busy['doing'], { say }: PageSpeaker): { now: string; help?: string } {
  if (doing === 'choose' || doing === 'open') return { now: say(`web.usb.now.${doing}`) }
  if (doing === 'allow') return { now: say('wait.now.allow'), help: say('web.usb.asked') }
  const keep = say('web.usb.keep')
  if ('n' in doing) return { now: say('phone.names', doing), help: keep }
  if ('step' in doing) return { now: say('phone.reading', { what: say(`phone.step.${doing.step}`) }), help: keep }
  return doing.awaits === 'unlock'
    ? { now: say('wait.now.unlock'), help: say('wait.for.unlock') }
    : { now: say('wait.now.start'), help: say('wait.for.start') }
}
