import { BASELINE, PAGE, REPORT_KEY, TABLE, wholeReport } from '../../model/report/own-files.ts'
import type { FileFacts } from '../text/file-facts.ts'

/** A file that is known and is no dump. */
export interface KnownFormat {
  /** As its makers call it. */
  name: string
  /**
   * `packed`: whatever is in it was not seen. `permissions`: holds what apps may do, in a form that is not read.
   * `document`: what people send to one another, and what may hold an export.
   */
  holds: 'packed' | 'permissions' | 'document' | 'other'
  /**
   * This program wrote it: a command reads it again, it holds but a part of a report, or it lists files that lie beside
   * it.
   */
  ours?: 'report' | 'baseline' | 'part' | 'manifest'
}

/** A document, by a part of it as Word or LibreOffice packs it, or by its text: a person knows the document alone. */
export const documentOf = (path: string): string =>
  path.replace(/(!(word|ppt|xl)\/[^!]+|!(content|styles)\.xml)?(!text)?$/, '')

type Known = [name: string, holds: KnownFormat['holds'], start: RegExp, ours?: KnownFormat['ours']]

/** A file of the system by its first element: text, or from Android 12 on binary XML, where a name has its length. */
const systemXml = (root: string): Known => [
  `${root}.xml`,
  'permissions',
  new RegExp(`^(<\\?xml[^>]*>\\s*)?<${root}[ >]|^ABX[^]{0,16}\\0${String.fromCharCode(root.length)}${root}`),
]

/** By the first lines of a file, decoded as UTF-8: what is no UTF-8 has become U+FFFD. */
// biome-ignore format: a table is read by its columns
const KNOWN: Known[] = [
  ['Zstandard', 'packed', /^[P-_]\*M\W/],
  ['OpenSSL', 'packed', /^(Salted__|U2FsdGVkX1)/],
  ['age',     'packed', /^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE)/],
  // RFC 9580: a session key, for somebody's key or for a password.
  ['PGP',     'packed', /^-----BEGIN PGP MESSAGE|^\ufffd(\W\f|\r\W)\W/],
  // AOSP `Settings.java`, `RuntimePermissionsPersistenceImpl.java`, `RolesPersistenceImpl.java`, `PolicyData.java`,
  // `AppOpsService.java`.
  ...['runtime-permissions', 'packages', 'roles', 'access', 'policies', 'app-ops'].map(systemXml),
  ['ABX',     'other',  /^ABX/],
  // AOSP `PackageServiceDumpProto`: a message in a message that begins with the name of the verifier.
  ['dumpsys package --proto', 'permissions', /^[^\w\n{[]{1,3}\n[^\w\n]?(com|org|android)\.[\w.]+[^\w.\n]/],
  ['dumpsys package --checkin', 'other', /^vers,\d+$/m],
  ['JSON',    'permissions', /^\[\s*\{\s*"package_name":/],
  // Lists of apps, and of nothing, as GitLab and Checkstyle have them.
  ['JSON',    'other',  /^\[\s*(\]$|\{\s*"name":\s*"[^"]*",(\s*"(files|label)":|$))/],
  ['CSV',     'other',  /^"?name"?,"?label"?,"?versionCode/],
  ['daicha-manifest', 'permissions', /^\{\s*"format": ?"daicha-(capture|evidence)\//, 'manifest'],
  ['daicha-own', 'other', PAGE, 'part'],
  ['daicha-csv', 'other', TABLE, 'part'],
  ['daicha-baseline', 'other', BASELINE, 'baseline'],
  ['daicha-text', 'other', /^\[.+\] .*\n(.*\n)?(Threatened or harassed|被威胁或骚扰)/, 'part'],
  ['Checkstyle', 'other', /^<\?xml[^>]*>\s*<checkstyle [^>]*>\s*<file [^>]*\/>/],
  ['mail',    'document', /^(Return-Path|Received|Delivered-To|Message-ID|MIME-Version|From|Subject|X-[\w-]+): |^From \S+@/m],
  ['PDF',     'document', /^%PDF-/],
  ['RTF',     'document', /^\{\\rtf/],
  ['HTML',    'document', /^<(!doctype )?html\b/i],
  // In XML, and in the compound file of older programs, mails of Outlook and whatever has a password.
  ['office',  'document', /^\ufffd\ufffd.\u0871|<(w:document|sst|worksheet|p:sld|office:document)\b/],
  ['SQLite',  'other',  /^SQLite format 3/],
  ['adb backup', 'other', /^ANDROID BACKUP\n\d/],
  ['JSON',    'document', /^\{\s*"|^\[\s*[{"]/],
]

/** What a file is that holds no dump: from its first lines, or as something in it says that this program wrote it. */
export function knownFormat({
  firstLines,
  sign,
  packed,
}: Pick<FileFacts, 'firstLines' | 'sign' | 'packed'>): KnownFormat | undefined {
  if (packed !== undefined) return { name: packed, holds: 'packed' }
  const start = firstLines.join('\n')
  if (wholeReport(start) || (sign < 0 && REPORT_KEY.test(start)))
    return { name: 'daicha-report', holds: 'other', ours: 'report' }
  const known = KNOWN.find(([, , begins]) => begins.test(start))
  if (sign < 0 && (known === undefined || known[1] === 'document'))
    return { name: 'daicha-own', holds: 'other', ours: 'part' }
  if (known === undefined) return undefined
  const [name, holds, , ours] = known
  return { name, holds, ...(ours && { ours }) }
}
