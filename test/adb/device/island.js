/**
 * Runs the phones of the bench, each an adbd, in a network of their own: adbd listens on every interface and asks
 * nobody for permission. A file of the system (a Unix socket) for each phone is the only way in. Ends when its parent
 * does, and everything in here ends with it.
 */
import { spawn } from 'node:child_process'
import { closeSync, constants, openSync, writeFileSync, writeSync } from 'node:fs'
import { connect, createServer, Socket } from 'node:net'
import { dirname } from 'node:path'
import { answer } from './memory.js'

const phones = new Map()
let lastPort = 20_000

// What programs of phones that remember are asked, each with the pipe that waits for its exit code; see replay.sh.
let asked = ''
// A file that is read waits in a thread, and the end of the program would wait for that.
const memory = new Socket({ fd: openSync(process.argv[2], constants.O_RDWR | constants.O_NONBLOCK) })
memory.setEncoding('utf8').on('data', (part) => {
  const calls = (asked + part).split('\0\n')
  asked = calls.pop()
  for (const call of calls) remember(...call.split('\0'))
})

function remember(pipe, ...argv) {
  const { stdout, stderr, exitCode } = answer(dirname(pipe), argv)
  writeFileSync(`${pipe}.out`, stdout)
  writeFileSync(`${pipe}.err`, stderr)
  try {
    const waiting = openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
    writeSync(waiting, `${exitCode}\n`)
    closeSync(waiting)
  } catch (error) {
    // The phone died before its answer.
    if (!['ENOENT', 'ENXIO', 'EPIPE'].includes(error.code)) throw error
  }
}

process.on('disconnect', () => process.exit())
// It may have ended before anybody listened.
if (!process.connected) process.exit()
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
