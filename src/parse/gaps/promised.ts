import { grouped } from '../../model/multimap.ts'
import { fileNameOf, folderOf } from '../path.ts'
import type { FileFacts } from '../text/file-facts.ts'
import { LONGEST_ERROR } from './file.ts'
import { knownFormat } from './known-formats.ts'
import { refusalIn } from './refusals.ts'

const ARCHIVE = String.raw`\.(zip|7z|rar|tar|t?(gz|xz|bz2|zst))`
/** An archive, or a dump as it is saved. */
const PROMISE = new RegExp(
  String.raw`${ARCHIVE}( \(\d+\))?$|^(package|app_?ops|bugreport|dumpsys)[^.a-z]*(\.txt)?$`,
  'i',
)
/** A download that has not ended: `.crdownload`, `.part`, `.opdownload`, `.partial`. */
const UNFINISHED = /\.\w*(part(ial)?|download)$/i
/** What else calls for a dump; `package_native` and `dumpsys battery` are other services. */
const DUMP = /package(?!_native|.verifier)|app_?ops|bugreport|dumpsys(?![-_ .]?(?!txt$)[a-z])/i
/** What a command complained of, and what a Mac keeps of a file beside it. */
const BESIDE = /err(ors?)?(?![a-z])|^\._/i

/** A file that is elsewhere: Git LFS, git-annex, links of Windows, macOS, Google and Linux. */
const LINK =
  /^(version https:\S+\noid|\S*annex\/objects|L\0|bplist|\{"[^}]+"(doc|resource)_id|\[(Internet|Desktop )\w+]$)/im
/** A page to sign in, and a link of macOS. */
const PAGE = /^<([?!].*<)?(!doctype )?(html|plist)\b/is
/** What is of interest elsewhere; a page or a list of Apple that is called one is here. */
const SOUGHT = new RegExp(
  String.raw`^(?!.*\.(x?html?|aspx|plist)\b).*(dump|package|app_?ops|bugreport|\.txt|${ARCHIVE})`,
  'is',
)
/** A line of what adb says where it reached no phone, whatever it was asked for. */
const UNREACHED = /^((error|adb(\.exe)?): |\* daemon |(This adb|Try|Otherwise|See) |Can't find service: package$)/

/** As a shell begins or ends it, where a person who tells of it writes more. */
const NO_ADB = /^((Command )?\S*adb(\.exe)?['"]?:? |\S+: ((line )?\d+: )?(\S*adb: .{9,25}|.{15,17}: adb)$)/

/** Files that stand in the place of a dump or an archive: a link, a placeholder, a page of a cloud, an error of adb. */
export function promised(files: FileFacts[], isOfReport: (file: FileFacts) => boolean): ReadonlySet<FileFacts> {
  const folders = [...grouped(files, ({ artifact: { path } }) => [folderOf(path)])]
  const collections = new Set(folders.flatMap(([folder, all]) => (isCollection(all) ? [folder] : [])))
  const isPromised = (file: FileFacts) => {
    const name = fileNameOf(file.artifact.path)
    if (BESIDE.test(name) || isRead(file) || isOfReport(file)) return false
    if (PROMISE.test(name) || (UNFINISHED.test(name) && file.form !== 'known')) return true
    const start = file.firstLines.join('\n')
    if (LINK.test(start) || PAGE.test(start)) return SOUGHT.test(name)
    return namesDump(file) ? isNothing(file) : isUnreached(file) && !collections.has(folderOf(file.artifact.path))
  }
  return new Set(files.filter((file) => file.optional && isPromised(file)))
}

const namesDump = ({ artifact: { path } }: FileFacts) => DUMP.test(fileNameOf(path))

/** What several commands printed, each in a file named for it: where one failed, it is known which. */
const isCollection = (files: FileFacts[]) =>
  files.some((file) => namesDump(file) && file.artifact.kinds.length > 0) &&
  files.filter((file) => !namesDump(file) && !isUnreached(file)).length > 1

/** A dump, what was opened or told already, or what this program wrote. */
const isRead = (file: FileFacts) =>
  file.artifact.kinds.length > 0 || file.isOpened || file.sign > 0 || knownFormat(file)?.ours !== undefined

/** Nothing, or an error in place of what was asked for. */
const isNothing = ({ firstLines, artifact: { lines } }: FileFacts) =>
  firstLines.length === 0 || (lines <= LONGEST_ERROR && firstLines.some((line) => refusalIn(line) !== undefined))

/** Nothing but that, in a line or two of a shell; a log goes on, and so does adb once its daemon runs. */
const isUnreached = (file: FileFacts) =>
  isNothing(file) &&
  file.firstLines.length > 0 &&
  file.artifact.lines < 5 &&
  !/\.log$/i.test(file.artifact.path) &&
  !file.firstLines.at(-1)?.startsWith('* daemon started') &&
  (file.firstLines.every((line) => UNREACHED.test(line) && refusalIn(line)?.[0] !== 'Error') ||
    (file.artifact.lines < 3 &&
      file.firstLines.some((line) => NO_ADB.test(line) && refusalIn(line)?.[2] === 'missing')))
