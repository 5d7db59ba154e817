import { expect, test, vi } from 'vitest'

const phone = vi.hoisted(() => ({ opened: 0, giveBack: () => {} }))
vi.mock('../../src/sources/web/usb.ts', () => ({
  chooseUsb: async () => ({}),
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

test('a phone that is connected again at once is opened when it was given back, and not before', async () => {
  vi.stubGlobal('navigator', { usb: {} })
  const states: string[] = []
  const worker = { check() {}, answer() {}, stop() {} }
  const { connect, stop } = cable(worker, { change: ({ is }: { is: string }) => states.push(is), checked() {} })
  connect({})
  await vi.waitFor(() => expect(phone.opened).toBe(1))
  stop()
  connect({})
  await new Promise((done) => setTimeout(done, 20))
  expect([phone.opened, states.at(-1)]).toEqual([1, 'busy'])
  // Whoever stops that one too waits for the first all the same.
  stop()
  connect({})
  await new Promise((done) => setTimeout(done, 20))
  expect([phone.opened, states.at(-1)]).toEqual([1, 'busy'])
  phone.giveBack()
  await vi.waitFor(() => expect(phone.opened).toBe(2))
})
