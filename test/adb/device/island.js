/**
 * Runs the phones of the bench, each an adbd, in a network of their own: adbd listens on every interface and asks
 * nobody for permission. A file of the system (a Unix socket) for each phone is the only way in. Ends when its parent
 * does, and everything in here ends with it.
 */
import { spawn } from 'node:child_process'
import { openSync } from 'node:fs'
import { connect, createServer } from 'node:net'

const phones = new Map()
let lastPort = 20_000

process.on('disconnect', () => process.exit())
process.on('message', ({ id, type, ...message }) => {
  if (type === 'start') start(id, message)
  else phones.get(id)?.kill(message.signal)
})

async function start(id, { socket, banner, adbd, env, log }) {
  const port = ++lastPort
  const out = openSync(log, 'a')
  const phone = spawn(adbd, ['--device_banner', banner], {
    cwd: '/',
    stdio: ['ignore', out, out],
    env: { ...env, ADBD_PORT: String(port) },
  })
  phone.on('error', (error) => process.send({ id, type: 'failed', error: error.message }))
  phone.on('exit', () => process.send({ id, type: 'exited' }))
  phones.set(id, phone)
  while (!(await listens(port))) await new Promise((done) => setTimeout(done, 10))
  const server = createServer((outside) => {
    const inside = connect({ port, host: '127.0.0.1', noDelay: true })
    outside.pipe(inside).pipe(outside)
    outside.on('close', () => inside.destroy()).on('error', () => inside.destroy())
    inside.on('close', () => outside.destroy()).on('error', () => outside.destroy())
  })
  server.listen(socket, () => process.send({ id, type: 'started', pid: phone.pid }))
}

const listens = (port) =>
  new Promise((done) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      done(true)
    })
    socket.on('error', () => done(false))
  })
