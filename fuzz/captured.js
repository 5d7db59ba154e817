/**
 * Captures of real phones in `../shared`, where they are there, cut down and with an invented lender put in. They are
 * read in place, and what is made of them is never written anywhere but to the folder of the failing inputs.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { root } from '../scripts/freshness.js'
import { fromBytes } from './lines.js'

const LENDER = 'com.example.kuaijie'
const READ = 'android.permission.READ_CONTACTS'
const folder = join(root, '../shared/dumps/dumpsys-package')
/** More of a capture makes a case slow and no different. */
const MOST_RECORDS = 8
const MOST_LINES = 12

export const captured = () =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.gz'))
        .flatMap((name) => phonesOf(name, fromBytes(gunzipSync(readFileSync(join(folder, name))))))
    : []

function phonesOf(name, text) {
  const lines = text.replaceAll('\r', '').split('\n')
  const slim = shortened(lines)
  const model = ownRecord(slim)
  if (model === undefined) return []
  return Object.entries(forms).flatMap(([form, put]) => {
    const made = put(model, slim)
    if (made === undefined) return []
    const record = made.record.join('\n').replaceAll(model.name, LENDER).split('\n')
    const at = slim.indexOf('Packages:') + 1
    const proof = made.proof.map((one) => ({ in: LENDER, ...one, line: one.line.trim() }))
    const whole = [...slim.slice(0, at), ...record, ...slim.slice(at)].join('\n')
    return [{ name: `${name} ${form}`, files: new Map([['package.txt', whole]]), holders: [{ name: LENDER, proof }] }]
  })
}

/** The first lines of every section, and the first records and those of shared users with contacts. */
function shortened(lines) {
  const kept = []
  let [section, inSection, records, isKept] = ['', 0, 0, true]
  for (const line of lines) {
    if (/^[A-Z][\w ]*:$/.test(line)) [section, inSection, records, isKept] = [line, 0, 0, true]
    if (/^ {2}(?:Package|SharedUser) \[/.test(line)) {
      records++
      isKept = section === 'Shared users:' || (section === 'Packages:' && records <= MOST_RECORDS)
    }
    if (isKept && (records > 0 || inSection++ < MOST_LINES)) kept.push(line)
  }
  return kept
}

/** A record under `Packages:` without a shared user, for a model of the lender. */
function ownRecord(lines) {
  const start = lines.indexOf('Packages:')
  const end = lines.findIndex((line, at) => at > start && /^\S/.test(line))
  const isNew = lines.some((line) => /granted=/.test(line))
  for (let at = start + 1; at < end; at++) {
    const [, name] = /^ {2}Package \[([\w.]+)\] \(/.exec(lines[at]) ?? []
    if (name === undefined) continue
    const next = lines.findIndex((line, other) => other > at && /^ {0,2}\S/.test(line))
    const record = lines.slice(at, next).filter((line) => line.trim() !== '' && !line.includes(READ))
    const isOwn = !record.some((line) => /^ {4}sharedUser=(?!null)/.test(line))
    if (isOwn && (!isNew || record.some((line) => line.includes('granted=')))) return { name, record }
  }
  return undefined
}

/** A line put behind a heading of a record, which is added where it is not there. */
function behind({ record }, heading, line) {
  const at = record.findIndex((one) => one.trim() === heading.trim())
  return at === -1 ? [...record, heading, line] : record.toSpliced(at + 1, 0, line)
}

const isOld = ({ record }) => !record.some((line) => /^\s+install permissions:|granted=/.test(line))
const flagged = (lines) =>
  lines.find((line) => /granted=true, flags=\[/.test(line))?.replace(/.*, flags=/, ', flags=') ?? ''

const forms = {
  runtime(model, lines) {
    if (isOld(model)) return undefined
    const line = `        ${READ}: granted=true${flagged(lines)}`
    return { record: behind(model, '      runtime permissions:', line), proof: [{ line }] }
  },
  install(model) {
    const [heading, line] = isOld(model)
      ? ['    grantedPermissions:', `      ${READ}`]
      : ['    install permissions:', `      ${READ}: granted=true`]
    const at = model.record.findIndex((one) => /^ {4}User \d/.test(one))
    const has = model.record.some((one) => one === heading)
    const record =
      has || at === -1 || isOld(model) ? behind(model, heading, line) : model.record.toSpliced(at, 0, heading, line)
    return { record, proof: [{ line }] }
  },
  second(model, lines) {
    const at = model.record.findIndex((line) => /^ {4}User \d/.test(line))
    if (isOld(model) || at === -1) return undefined
    const line = `        ${READ}: granted=true${flagged(lines)}`
    const user = model.record[at].replace(/User \d+/, 'User 77').replace('installed=false', 'installed=true')
    return { record: [...model.record, user, '      runtime permissions:', line], proof: [{ line }] }
  },
  shared(model, lines) {
    const start = lines.indexOf('Shared users:')
    const grant = lines.findIndex((line, at) => at > start && /READ_CONTACTS(?:: granted=true.*)?$/.test(line))
    const head = lines.slice(0, grant).findLast((line) => /^ {2}SharedUser \[/.test(line))
    if (start === -1 || grant === -1) return undefined
    const [, name, hex] = /\[([^\]]+)\] \((\w+)\)/.exec(head)
    const id = /(?:userId|appId)=(\d+)/.exec(lines.slice(lines.indexOf(head)).join('\n'))[1]
    const link = `    sharedUser=SharedUserSetting{${hex} ${name}/${id}}`
    const record = model.record
      .filter((line) => !/^ {4}sharedUser=/.test(line))
      .map((line) => line.replace(/^( {4}(?:userId|appId)=)\d+/, `$1${id}`))
    return { record: record.toSpliced(2, 0, link), proof: [{ in: name, line: lines[grant] }, { line: link }] }
  },
  updated(model, lines) {
    const made = isOld(model) ? forms.install(model) : forms.runtime(model, lines)
    const isSystem = (line) => line.replace(/^( {4}(?:pkgF|f)lags=\[ )(?!SYSTEM)/, '$1SYSTEM UPDATED_SYSTEM_APP ')
    return { ...made, record: made.record.map(isSystem) }
  },
}
