import type { FileFacts } from '../text/file-facts.ts'
import { LONGEST_ERROR } from './file.ts'
import { knownFormat } from './known-formats.ts'
import { refusalIn } from './refusals.ts'

/** As far as a name tells of an archive, or of a dump as it is saved; what follows is of a part, a link or a sum. */
const PROMISE =
  /^\.?(.*\.(zip|7z|rar|tar|t?(?:gz|xz|bz2|zst))|(?:packages?|app_?ops|bugreport|dumpsys)[^.a-z]*(?:\.txt|$))(?![a-z\d])/is
/** What else calls for a dump; `package_native` and `dumpsys battery` are other services. */
const DUMP = /package(?!_native|.verifier)|app_?ops|bugreport|dumpsys(?![-_ .]?[a-z])/i
/** What a command complained of, and what a Mac keeps of a file beside it. */
const BESIDE = /err(\.\w+)?$|^\._/i

/** Files whose names promise a dump or an archive, and that are none: a link, a placeholder, a page of a cloud. */
export function promised(files: FileFacts[], isOfReport: (file: FileFacts) => boolean): ReadonlySet<FileFacts> {
  const paths = new Set(files.flatMap(({ artifact: { path } }) => [path, path.replace(/![^!]*$/, '')]))
  const isPromised = (file: FileFacts) => {
    const { path } = file.artifact
    const name = path.replace(/^.*[/!]/s, '')
    if (BESIDE.test(name) || isRead(file) || isOfReport(file)) return false
    const [, told, archive] = PROMISE.exec(name) ?? []
    if (told === undefined) return DUMP.test(name) && isNothing(file)
    if (archive === undefined && isList(file)) return false
    // `dump.zip.sha256` and `.package.txt.swp` are told by the file beside them.
    return told === name || !paths.has(path.slice(0, path.length - name.length) + told)
  }
  return new Set(files.filter((file) => file.optional && isPromised(file)))
}

/** A dump, what was opened or told already, or what this program wrote. */
const isRead = (file: FileFacts) =>
  file.artifact.kinds.length > 0 || file.isOpened || file.sign > 0 || knownFormat(file)?.ours !== undefined

const isList = ({ cells, artifact: { lines } }: FileFacts) => cells.size > lines / 2

/** Nothing, or an error in place of what was asked for. */
const isNothing = ({ firstLines, artifact: { lines } }: FileFacts) =>
  firstLines.length === 0 || (lines <= LONGEST_ERROR && firstLines.some((line) => refusalIn(line) !== undefined))
