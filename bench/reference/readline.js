// Counts the lines of a file with node:readline, the usual way to read one.
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

let count = 0
createInterface({ input: createReadStream(process.argv[2]) })
  .on('line', () => count++)
  .on('close', () => console.log(count))
