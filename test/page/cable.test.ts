import { expect, test, vi } from 'vitest'

const phone = vi.hoisted(() => ({ opened: 0, giveBack: () => {}, chosen: Promise.resolve<unknown>({}) }))
vi.mock('../../src/sources/web/usb.ts', () => ({
  chooseUsb: () => phone.chosen,
  openUsb: async () => {
    phone.opened++
    return { serial: 'ONE', close: () => new Promise<void>((done) => Object.assign(phone, { giveBack: done })) }
  },
}))

/** Not by its name: what it is made of has the types of a browser. */
const page: string = '../../src/page/cable.ts'
const { cable } = (await import(page)) as {
  cable: (worker: object, on: object) => { connect: (country: object) => void; stop: () => void }
}

/** The part for a cable, and the names of the states that it went through. */
function connected() {
  vi.stubGlobal('navigator', { usb: {} })
  phone.opened = 0
  const states: { is: string }[] = []
  const jobs = { run() {}, answer() {}, stop() {} }
  return { ...cable(jobs, { change: (now: { is: string }) => states.push(now), checked() {} }), states }
}
const moment = () => new Promise((done) => setTimeout(done, 20))

test('a phone that is chosen after somebody stopped is not opened', async () => {
  let choose = () => {}
  phone.chosen = new Promise((done) => {
    choose = () => done({})
  })
  const { connect, stop, states } = connected()
  connect({})
  stop()
  choose()
  await moment()
  expect([phone.opened, states.at(-1)]).toEqual([0, { is: 'stopped' }])
})

test('what goes wrong in the page itself is told in words', async () => {
  phone.chosen = Promise.reject(new TypeError('a fault'))
  const { connect, states } = connected()
  connect({})
  await moment()
  expect(states.at(-1)).toEqual({ is: 'failed', code: 'E900', params: { detail: 'TypeError: a fault' } })
})

test('a phone that is connected again at once is opened when it was given back, and not before', async () => {
  phone.chosen = Promise.resolve({})
  const { connect, stop, states } = connected()
  connect({})
  await vi.waitFor(() => expect(phone.opened).toBe(1))
  stop()
  connect({})
  await moment()
  expect([phone.opened, states.at(-1)?.is]).toEqual([1, 'busy'])
  // Whoever stops that one too waits for the first all the same.
  stop()
  connect({})
  await moment()
  expect([phone.opened, states.at(-1)?.is]).toEqual([1, 'busy'])
  phone.giveBack()
  await vi.waitFor(() => expect(phone.opened).toBe(2))
})
