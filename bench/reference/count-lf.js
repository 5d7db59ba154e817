// Counts the line feeds of a file: the least that a reader of every byte can do.
import { openSync, readSync } from 'node:fs'

const file = openSync(process.argv[2], 'r')
const buffer = Buffer.allocUnsafe(1 << 20)
let count = 0
for (let size = readSync(file, buffer); size > 0; size = readSync(file, buffer)) {
  for (let at = 0; at < size; at++) if (buffer[at] === 10) count++
}
console.log(count)
