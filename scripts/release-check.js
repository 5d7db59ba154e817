/**
 * What has to be true before a version goes out: whatever has a date on which it was compared with its source, a law, a
 * number to call, a way through a menu, was so within twelve months. The rules are those of `dist`.
 *
 *     npm run release:check
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './freshness.js'
import { ready } from './ready.js'

if (!(await ready())) process.exit(1)
const { SOURCE_DATE_EPOCH: epoch } = process.env
const now = (epoch ? new Date(Number(epoch) * 1000) : new Date()).toISOString().slice(0, 10)
const compiled = ['guidance', 'rules'].map((name) => JSON.parse(readFileSync(join(root, `dist/${name}.json`), 'utf8')))
const dated = [...entriesIn(compiled, '')]
const old = dated.filter(({ checkedOn }) => now > aYearAfter(checkedOn))
for (const { id, place, checkedOn } of old) console.log(`${place} ${id}: checked on ${checkedOn}, more than a year ago`)
console.log(`${dated.length} dates of law, channels and menus, ${old.length} too old on ${now}`)
process.exitCode = old.length > 0 || dated.length === 0 ? 1 : 0

function* entriesIn(value, place) {
  if (typeof value !== 'object' || value === null) return
  if (typeof value.checkedOn === 'string') yield { id: value.id, place, checkedOn: value.checkedOn }
  for (const [key, part] of Object.entries(value)) yield* entriesIn(part, /^\d+$/.test(key) ? place : `${place}/${key}`)
}

function aYearAfter(day) {
  return `${Number(day.slice(0, 4)) + 1}${day.slice(4)}`
}
