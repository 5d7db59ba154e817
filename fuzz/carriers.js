/**
 * How texts reach the program: in which encoding, in which archive. Nothing is lost on the way, so that a carrier alone
 * may not change the verdict; one that is `refusable` may make it incomplete. `texts` are read as they are; `disk` are
 * written; `named` is what a person names.
 */
import { gzipSync } from 'node:zlib'
import { decoded, toBytes } from './lines.js'
import { tarOf, zipOf } from './of-tests.js'

const bytesOf = (files) => new Map([...files].map(([path, text]) => [path, toBytes(text)]))
const encoded = (encode) => (files, dice) => ({
  texts: new Map([...files].map(([path, text]) => [path, encode(text, dice)])),
})

const utf16 = {
  le: (text) => Buffer.from(decoded(text), 'utf16le'),
  be: (text) => Buffer.from(decoded(text), 'utf16le').swap16(),
}
const marks = { le: Buffer.from([0xff, 0xfe]), be: Buffer.from([0xfe, 0xff]), utf8: Buffer.from([0xef, 0xbb, 0xbf]) }
const crlf = (text) => text.replaceAll('\n', '\r\n')

/** The two parts of a text on both sides of a line end. */
function halves(text, { below }) {
  const at = text.indexOf('\n', below(text.length)) + 1
  return [text.slice(0, at), text.slice(at)]
}

const onDisk = (make) => (files, dice) => {
  const disk = make(bytesOf(files), dice)
  return {
    disk,
    named: [...disk.keys()].map((path) => path.split('/')[0]).filter((path, at, all) => all.indexOf(path) === at),
  }
}
const inFolder = (files, folder) => new Map([...files].map(([path, bytes]) => [`${folder}/${path}`, bytes]))

// biome-ignore format: a table is read by its columns
export const carriers = [
  { name: 'as it is',                weight: 300, carry: (files) => ({ texts: bytesOf(files) }) },
  { name: 'CRLF',                    weight: 3,  carry: encoded((text) => toBytes(crlf(text))) },
  { name: 'CR CR LF',                weight: 1,  carry: encoded((text) => toBytes(text.replaceAll('\n', '\r\r\n'))) },
  { name: 'UTF-8 with a mark',       weight: 2,  carry: encoded((text) => Buffer.concat([marks.utf8, toBytes(text)])) },
  { name: 'UTF-16LE',                weight: 3,  carry: encoded((text) => Buffer.concat([marks.le, utf16.le(crlf(text))])) },
  { name: 'UTF-16BE',                weight: 2,  carry: encoded((text) => Buffer.concat([marks.be, utf16.be(text)])) },
  { name: 'UTF-16LE without a mark', weight: 2,  carry: encoded((text) => utf16.le(text)) },
  { name: 'UTF-16BE without a mark', weight: 2,  carry: encoded((text) => utf16.be(text)) },
  { name: 'two encodings',           weight: 5,  refusable: true, carry: encoded(twoEncodings) },
  { name: 'a mark in the middle',    weight: 3,  refusable: true, carry: encoded((text, dice) => toBytes(halves(text, dice).join('\xef\xbb\xbf'))) },
  { name: 'files of a folder',       weight: 3,  carry: onDisk((files) => inFolder(files, 'phone')) },
  { name: 'gzip',                    weight: 2,  carry: onDisk((files) => new Map([...files].map(([path, bytes]) => [`${path}.gz`, gzipSync(bytes)]))) },
  { name: 'zip',                     weight: 4,  carry: onDisk((files) => new Map([['dumps.zip', zipOf(files)]])) },
  { name: 'zip of a folder',         weight: 3,  carry: onDisk((files) => new Map([['dumps.zip', zipOf(inFolder(files, '导出'))]])) },
  { name: 'zip, no extensions',      weight: 2,  carry: onDisk((files) => new Map([['dumps.zip', zipOf(new Map([...files].map(([path, bytes]) => [path.replace(/\.\w+$/, ''), bytes])))]])) },
  { name: 'zip beside a report',     weight: 3,  refusable: true, carry: onDisk((files) => new Map([['bugreport.zip', zipOf(new Map([['bugreport-x.txt', emptyReport], ...files]))]])) },
  { name: 'zip in a zip',            weight: 2,  refusable: true, carry: onDisk((files) => new Map([['logs.zip', zipOf(new Map([['dumps.zip', zipOf(files)]]))]])) },
  { name: 'gzip in a zip',           weight: 2,  refusable: true, carry: onDisk((files) => new Map([['logs.zip', zipOf(new Map([...files].map(([path, bytes]) => [`${path}.gz`, gzipSync(bytes)])))]])) },
  { name: 'tar',                     weight: 2,  refusable: true, carry: onDisk((files) => new Map([['dumps.tar', tarOf(files)]])) },
  { name: 'tar.gz',                  weight: 2,  refusable: true, carry: onDisk((files) => new Map([['dumps.tar.gz', gzipSync(tarOf(files))]])) },
]

const emptyReport = Buffer.from(
  '== dumpstate: 2026-03-02 09:30:12\nDUMP OF SERVICE battery:\n  level: 80\n--------- 0.001s was the duration of dumpsys battery, ending at: 2026-03-02 09:30:14\n',
)

/** cmd writes with `>` what PowerShell goes on with by `>>`. */
function twoEncodings(text, dice) {
  const [a, b] = halves(text, dice)
  return dice.pick([
    () => Buffer.concat([toBytes(a), utf16.le(b)]),
    () => Buffer.concat([toBytes(a), marks.le, utf16.le(b)]),
    () => Buffer.concat([marks.le, utf16.le(a), toBytes(b)]),
    () => Buffer.concat([toBytes(a), marks.be, utf16.be(b)]),
  ])()
}
