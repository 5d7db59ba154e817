import { expect, test, vi } from 'vitest'

const phone = vi.hoisted(() => ({ opened: 0, giveBack: () => {}, chosen: Promise.resolve({}) }))
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
  const states: string[] = []
  const jobs = { run() {}, answer() {}, stop() {} }
  return { ...cable(jobs, { change: ({ is }: { is: string }) => states.push(is), checked() {} }), states }
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
  expect([phone.opened, states]).toEqual([0, ['busy', 'stopped']])
})

test('a phone that is connected again at once is opened when it was given back, and not before', async () => {
  const { connect, stop, states } = connected()
  connect({})
  await vi.waitFor(() => expect(phone.opened).toBe(1))
  stop()
  connect({})
  await moment()
  expect([phone.opened, states.at(-1)]).toEqual([1, 'busy'])
  // Whoever stops that one too waits for the first all the same.
  stop()
  connect({})
  await moment()
  expect([phone.opened, states.at(-1)]).toEqual([1, 'busy'])
  phone.giveBack()
  await vi.waitFor(() => expect(phone.opened).toBe(2))
})
