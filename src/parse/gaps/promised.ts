import type { FileFacts } from '../text/file-facts.ts'
import { knownFormat } from './known-formats.ts'

/** As far as a name tells of an archive or a text; what follows is of a part, a link or a sum of it. */
const ARCHIVE = /^.*\.(zip|7z|rar|tar|t?(gz|xz|bz2|zst))(?![a-z\d])/is
const TEXT = /^.*\.(txt|log)(?![a-z\d])|^[^.]*$/is
/** `package_native` and `dumpsys_battery` are other services. */
const DUMP = /(^|[\W_])(packages?|app_?ops|bugreport|dump(sys)?(?![-_]))(?!_native|[a-z])/i

/** Files whose names promise a dump or an archive, and that are none: a link, a placeholder, a page of a cloud. */
export function promised(files: FileFacts[], isOfReport: (file: FileFacts) => boolean): ReadonlySet<FileFacts> {
  const paths = new Set(files.flatMap(({ artifact: { path } }) => [path, path.replace(/![^!]*$/, '')]))
  const isPromised = (file: FileFacts) => {
    const { path } = file.artifact
    const name = path.replace(/^.*[/!]/s, '')
    const [told] = ARCHIVE.exec(name) ?? (DUMP.test(name) ? TEXT.exec(name) : null) ?? []
    if (told === undefined || isOfReport(file)) return false
    // `package.txt.sha256` beside `package.txt`.
    return told === name ? !file.isOpened : !paths.has(path.slice(0, told.length - name.length))
  }
  return new Set(files.filter((file) => file.optional && !isRead(file) && isPromised(file)))
}

/** A dump, what was told already, what this program wrote, or a list of apps. */
const isRead = (file: FileFacts) =>
  file.artifact.kinds.length > 0 ||
  file.sign > 0 ||
  knownFormat(file)?.ours !== undefined ||
  file.cells.size > file.artifact.lines / 2
