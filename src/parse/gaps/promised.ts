import type { FileFacts } from '../text/file-facts.ts'
import { LONGEST_ERROR } from './file.ts'
import { knownFormat } from './known-formats.ts'
import { refusalIn } from './refusals.ts'

/** As far as a name tells of an archive or a text; what follows is of a part, a link or a sum of it. */
const ARCHIVE = /^.*\.(zip|7z|rar|tar|t?(gz|xz|bz2|zst))(?![a-z\d])/is
const TEXT = /^.*\.(txt|log)(?![a-z\d])|^[^.]*$/is
/** `package_native` and `dumpsys battery` are other services. */
const DUMP =
  /package(?!_native|.verifier)|app_?ops|bugreport|(dumpsys|(^|[\W_])dump)(?![a-z]|[-_ ][a-z]|\.(?!txt|log))/i
/** Whatever is in such a file, it was meant for one. */
const USUAL = /^(packages?|app_?ops|bugreport|dumpsys)[^.a-z]*(\.txt)?$/i
/** What a command complained of, and what a Mac keeps of a file beside it. */
const BESIDE = /err(\.\w+)?$|^\._/i

/** Files whose names promise a dump or an archive, and that are none: a link, a placeholder, a page of a cloud. */
export function promised(files: FileFacts[], isOfReport: (file: FileFacts) => boolean): ReadonlySet<FileFacts> {
  const paths = new Set(files.flatMap(({ artifact: { path } }) => [path, path.replace(/![^!]*$/, '')]))
  const isPromised = (file: FileFacts) => {
    const { path } = file.artifact
    const name = path.replace(/^.*[/!]/s, '')
    const told = BESIDE.test(name) || isOfReport(file) ? undefined : toldBy(name, file)
    if (told === undefined || told === name) return told !== undefined && !file.isOpened
    // `package.txt.sha256` and `.package.txt.swp` beside `package.txt`.
    return !paths.has(path.slice(0, path.length - name.length) + told.replace(/^\./, ''))
  }
  return new Set(files.filter((file) => file.optional && !isRead(file) && isPromised(file)))
}

/** The name of the archive or the dump that a file should be, or belongs to. */
function toldBy(name: string, file: FileFacts): string | undefined {
  const [archive] = ARCHIVE.exec(name) ?? []
  if (archive !== undefined || !DUMP.test(name)) return archive
  if (isNothing(file)) return TEXT.exec(name)?.[0] ?? name
  return isText(file, name) ? undefined : TEXT.exec(name)?.[0]
}

/** A dump, what was told already, or what this program wrote. */
const isRead = (file: FileFacts) =>
  file.artifact.kinds.length > 0 || file.sign > 0 || knownFormat(file)?.ours !== undefined

/** Nothing, or an error in place of what was asked for, whatever the name ends with. */
const isNothing = ({ firstLines, artifact: { lines } }: FileFacts) =>
  firstLines.length === 0 || (lines <= LONGEST_ERROR && firstLines.some((line) => refusalIn(line) !== undefined))

/** A list of apps, or a log or a note that goes on: it stands for nothing else. */
const isText = (file: FileFacts, name: string) => {
  const { cells, form, artifact } = file
  const isLong = artifact.lines > LONGEST_ERROR && form === 'text' && knownFormat(file) === undefined
  return cells.size > artifact.lines / 2 || (isLong && !USUAL.test(name))
}
