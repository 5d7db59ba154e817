import type { FileFacts } from '../text/file-facts.ts'
import { LONGEST_ERROR } from './file.ts'
import { knownFormat } from './known-formats.ts'
import { refusalIn } from './refusals.ts'

/** An archive, also one whose download has not ended, or a dump as it is saved. */
const PROMISE =
  /\.(zip|7z|rar|tar|t?(gz|xz|bz2|zst))(\.\w*(part|load)| \(\d+\))?$|^(package|app_?ops|bugreport|dumpsys)[^.a-z]*(\.txt)?$/i
/** What else calls for a dump; `package_native` and `dumpsys battery` are other services. */
const DUMP = /package(?!_native|.verifier)|app_?ops|bugreport|dumpsys(?![-_ .]?[a-z])/i
/** What a command complained of, and what a Mac keeps of a file beside it. */
const BESIDE = /err(ors?)?(?![a-z])|^\._/i

/** A file that is elsewhere: Git LFS, git-annex, links of Windows, Linux, macOS and Google, and a page to sign in. */
const POINTER =
  /^(version https:\S+\noid|\S*annex\/objects|\[(Internet|Desktop )\w+]$|L\0|bplist|\{"[^}]+"(doc|resource)_id|<(\?xml.*<)?(!doctype )?(html|plist))/im
/** What is of interest elsewhere; a page that is called one is here. */
const SOUGHT = /^(?!.*\.htm).*(dump|package|app_?ops|bugreport|\.txt|\.(zip|7z|rar|tar|t?(gz|xz|bz2|zst)))/is
/** No phone was reached, whatever it was asked for: up to four lines; a log that begins so goes on. */
const UNREACHED = /^(error|adb(\.exe)?): ((no |more than one )?device|insuff|closed)|^Can't find service: package$/

/** Files that stand in the place of a dump or an archive: a link, a placeholder, a page of a cloud, an error of adb. */
export function promised(files: FileFacts[], isOfReport: (file: FileFacts) => boolean): ReadonlySet<FileFacts> {
  const isPromised = (file: FileFacts) => {
    const { firstLines, artifact } = file
    const name = artifact.path.replace(/^.*[/!]/s, '')
    if (BESIDE.test(name) || isRead(file) || isOfReport(file)) return false
    if (PROMISE.test(name)) return true
    if (POINTER.test(firstLines.join('\n'))) return SOUGHT.test(name)
    if (DUMP.test(name)) return isNothing(file)
    // Of many files each is named for what was asked, and so is an error.
    return files.length < 5 && artifact.lines < 5 && UNREACHED.test(firstLines[0] ?? '')
  }
  return new Set(files.filter((file) => file.optional && isPromised(file)))
}

/** A dump, what was opened or told already, or what this program wrote. */
const isRead = (file: FileFacts) =>
  file.artifact.kinds.length > 0 || file.isOpened || file.sign > 0 || knownFormat(file)?.ours !== undefined

/** Nothing, or an error in place of what was asked for. */
const isNothing = ({ firstLines, artifact: { lines } }: FileFacts) =>
  firstLines.length === 0 || (lines <= LONGEST_ERROR && firstLines.some((line) => refusalIn(line) !== undefined))
