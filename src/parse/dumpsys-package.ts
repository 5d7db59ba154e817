import { READ_CONTACTS } from '../model/vocabulary.ts'
import { componentParser } from './components.ts'
import type { Interest } from './interest.ts'
import { evidenceOf, indentOf, type Line, standsAt, textOf } from './line.ts'
import {
  isFullDump,
  isKnownHeading,
  isRecordZone,
  looksLikeHeading,
  opensPackageSection,
  type Zone,
  zoneOf,
} from './package-headings.ts'
import { KEPT_KEYS, KNOWN_KEYS } from './package-keys.ts'
import { identifying, isOwnName, nameInLine, PRINTED, usualOf } from './package-record.ts'
import type {
  Grants,
  PackageRecord,
  PackageSection,
  PermissionLine,
  SharedUserRecord,
  UserLine,
} from './package-section.ts'
import { permissionNames, stateIn } from './permission-line.ts'
import { type SectionParser, type Skipped, skipOne } from './section.ts'

/** `android.permission.READ_CONTACTS: prot=dangerous` */
const DECLARED = /^\S+: prot=/

const needle = (text: string) => Buffer.from(text)
/** Begins a package record; nothing else in a dump does. */
export const PACKAGE_HEADER = needle('  Package [')
const HEADER = needle('Package [')
const SHARED_USER = needle('  SharedUser [')
const SHARED_HEADER = needle('SharedUser [')
const PERMISSION = needle('Permission [')
const INDENT = needle('    ')
const VERSION_NAME = needle('versionName=')
const COMPAT_NAME = needle('compat name=')
const NO_PACKAGE = needle('pkg=null')
const USER = needle('User ')
const GRANTED = needle('granted=true')
const SPACE = 0x20
const COLON = 0x3a
const EQUALS = 0x3d
const CAPITAL_P = 0x50
const CAPITAL_S = 0x53
const CAPITAL_U = 0x55

type Block = 'none' | 'requested' | 'declared' | 'install' | 'granted-list' | 'user'

/** Bits that may be set before their line comes. */
const UNORDERED = PRINTED.dataDir | PRINTED.versionName

const emptyGrants = (): Grants => ({ install: [], grantedList: [], runtime: new Map(), requestedLines: 0 })

/**
 * Reads `dumpsys package`, all forms from 2.3 to 17 (AOSP `pm/Settings.java`, `dumpPackageLPr`, `dumpSharedUsersLPr`).
 *
 *     Packages:
 *       Package [com.example.app] (a554c9b):
 *         appId=10234
 *         install permissions:
 *           android.permission.INTERNET: granted=true
 *         User 0: ceDataInode=1 installed=true hidden=false ...
 *           runtime permissions:
 *             android.permission.READ_CONTACTS: granted=true, flags=[ USER_SET]
 *     Shared users:
 *       SharedUser [android.uid.shared] (f5c5f5e):
 *
 * Permission lines are kept for wanted packages and for all shared users. Names that an app chooses (its version, its
 * components) may hold line feeds and look like any line: so what stands in an unexpected place is read by its best guess,
 * and the record that holds it is marked, because it proves no absence.
 */
export function packageParser(
  { path, inService, interest, skipped }: { path: string; inService: boolean; interest: Interest; skipped: Skipped },
  done: (section: PackageSection) => void,
): SectionParser {
  const section: PackageSection = {
    path,
    inService,
    packages: [],
    hidden: [],
    sharedUsers: [],
    headings: new Set(),
    headers: 0,
    packagesEnded: false,
    sharedUsersEnded: false,
    torn: false,
    usual: 0,
    contactGrants: 0,
    named: new Map(),
    printsSharedGrants: false,
    ending: 'eof',
    lastLine: 0,
    declared: [],
    seen: new Map(),
    makerKeys: new Set(),
  }
  const nameIn = permissionNames(interest.permissions)
  const component = componentParser(section.seen, interest)
  const wanted = (name: string) => interest.wanted(name, section.seen.get(name))
  let zone: Zone = 'other'
  /** Record zones that were left at a line which proves nothing. */
  const leftOpen = new Set<Zone>()
  let afterBlank = false
  let holder: Grants | undefined
  let record: PackageRecord | undefined
  let shared: SharedUserRecord | undefined
  let user: UserLine | undefined
  let block: Block = 'none'
  let userId = 0
  let inRuntime = false

  function heading(line: Line) {
    const text = textOf(line)
    // The bug of 12 to 15 that prints headings of overlays at column 0.
    if (text.endsWith('overlay paths:')) {
      inRuntime = false
      return
    }
    const proven = opensPackageSection(text) || (isKnownHeading(text) && (inService || isFullDump(section)))
    const isOne = proven || (looksLikeHeading(text) && (!isRecordZone(zone) || (afterBlank && text.endsWith(':'))))
    if (!isOne) {
      skipOne(skipped, 'line', 'at column 0')
      if (!isRecordZone(zone) || displaced(line, 0)) return
      damage()
      unexpected(line, 0)
      return
    }
    leaveZone(proven)
    const name = text.slice(0, text.indexOf(':'))
    section.headings.add(name)
    zone = zoneOf(name)
    if (zone === 'packages') section.packagesEnded = false
    if (zone === 'shared') section.sharedUsersEnded = false
  }

  function leaveZone(proven: boolean) {
    leftOpen.add(zone)
    if (proven) {
      if (leftOpen.has('packages')) section.packagesEnded = true
      if (leftOpen.has('shared')) section.sharedUsersEnded = true
      leftOpen.clear()
    }
    zone = 'other'
    leaveRecord()
  }

  function leaveRecord() {
    holder = record = shared = user = undefined
    block = 'none'
    inRuntime = false
  }

  /** Lines of a record that nothing announced belong to the record of the last heading that did. */
  function resume(to: 'packages' | 'shared') {
    if (to === 'shared' ? zone === 'shared' : zone === 'packages' || zone === 'hidden') return
    section.torn = true
    leaveZone(false)
    zone = to
  }

  function packageHeader(line: Line, indent = 2) {
    const [, name, rest] = /^Package \[([^\]\s]+)(.*)$/.exec(textOf(line, indent)) ?? []
    if (name === undefined) return unexpected(line, indent)
    section.headers++
    resume('packages')
    leaveRecord()
    openRecord(name, line)
    if (record && (indent !== 2 || !/^\] \([0-9a-f]+\):$/.test(rest ?? ''))) record.torn = true
  }

  function openRecord(name: string, line: Line) {
    record = {
      ...emptyGrants(),
      bracketName: name,
      otherNames: new Map(),
      keys: new Map(),
      users: [],
      userIds: new Set(),
      printed: 0,
      damaged: false,
      torn: name === '',
      passedOver: false,
      contactLines: 0,
      evidence: evidenceOf(line, path),
    }
    // The first record of a section shows what all of them print: users, and whether requests are listed.
    const isFirst = section[zone === 'hidden' ? 'hidden' : 'packages'].push(record) === 1
    holder = name !== '' && wanted(name) ? record : undefined
    record.passedOver = holder === undefined && !isFirst
  }

  function sharedHeader(line: Line, indent = 2) {
    const [, name] = /^SharedUser \[([^\]\s]+)\]/.exec(textOf(line, indent)) ?? []
    if (name === undefined) return unexpected(line, indent)
    resume('shared')
    leaveRecord()
    openShared(name)
  }

  function openShared(name: string) {
    shared = { ...emptyGrants(), name, damaged: name === '' }
    section.sharedUsers.push(shared)
    holder = shared
  }

  /** Of a line that identifies the record: whether it is the first of its kind, and whose it is. */
  function identity(line: Line, indent: number, key: keyof typeof PRINTED) {
    if (zone === 'shared') {
      if (key !== 'id') return
      if (shared === undefined || shared.appId !== undefined) {
        leaveRecord()
        openShared('')
        section.torn = true
      }
      if (shared) shared.appId = numberIn(textOf(line, indent))
      return
    }
    // A second identity is a second record, whose header is lost or forged away.
    if (record === undefined || (key === 'id' && record.printed & PRINTED.id)) {
      if (record) record.torn = true
      leaveRecord()
      openRecord('', line)
    }
    const of = record as PackageRecord
    if (of.printed & PRINTED[key] || (of.printed & ~UNORDERED) > PRINTED[key]) {
      // From 15 on the folder stands under each user.
      if (key !== 'dataDir' || indent === 4) of.torn = true
    }
    of.printed |= PRINTED[key]
    // Without its package nothing says what its version is called and where its data lies.
    if (key === 'pkg' && standsAt(line, indent, NO_PACKAGE)) of.printed |= PRINTED.dataDir | PRINTED.versionName
    if (key === 'id') {
      const appId = numberIn(textOf(line, indent))
      if (Number.isSafeInteger(appId)) of.appId = appId
    }
    const name = nameInLine(line, indent, key)
    if (name !== undefined && !isOwnName(of, name)) named(of, name, key, line)
  }

  /** The record names another package than its header: what it grants may be that package's. */
  function named(of: PackageRecord, name: string, key: keyof typeof PRINTED, line: Line) {
    if (of.bracketName === '') {
      of.bracketName = name
      // Its header is lost: it is no copy, as far as anybody can tell.
      if (zone === 'hidden' && wanted(name)) section.packages.push(of)
    } else if (key !== 'codePath' || wanted(name)) {
      if (!of.otherNames.has(name)) of.otherNames.set(name, evidenceOf(line, path))
      if (wanted(name) || holder === of) of.torn = true
    }
    if (!wanted(name)) return
    holder = of
    of.passedOver = false
  }

  function column4(line: Line) {
    const { bytes, start, end } = line
    inRuntime = false
    if (bytes[start + 4] === CAPITAL_U && standsAt(line, 4, USER)) {
      const [, id, rest] = /^User (\d{1,7}):(.*)$/.exec(textOf(line, 4)) ?? []
      if (id !== undefined && rest !== undefined) return userLine(line, Number(id), rest.trim())
    }
    const equals = bytes.indexOf(EQUALS, start)
    if (bytes[end - 1] !== COLON || (equals !== -1 && equals < end)) {
      if (block !== 'user') block = 'none'
      return keyLine(line)
    }
    const text = bytes.toString('latin1', start + 4, end)
    switch (text) {
      case 'install permissions:':
        block = 'install'
        section.printsSharedGrants ||= zone === 'shared'
        return
      case 'requested permissions:':
        block = 'requested'
        if (record) record.requested ??= []
        return
      case 'declared permissions:':
        block = 'declared'
        return
      case 'grantedPermissions:':
        block = 'granted-list'
        section.printsSharedGrants ||= zone === 'shared'
        return
      case 'runtime permissions:':
        return runtimeHeading()
    }
    // `Suspend params:` and the overlay headings of 5 to 11 stand at column 4 and do not end the user's block.
    if (block !== 'user') block = 'none'
  }

  function keyLine(line: Line) {
    const { bytes, start, end } = line
    const identified = identifying(line, 4)
    if (identified !== undefined) identity(line, 4, identified)
    else if (standsAt(line, 4, COMPAT_NAME)) return compatName(line)
    else if (nameIn(line, 4) !== undefined) return unexpected(line, 4)
    if (record === undefined) return
    const from = start + 4
    let at = from
    while (at < end && bytes[at] !== EQUALS) at++
    if (at === end) return skipOne(skipped, 'line', 'in a package record')
    const key = bytes.toString('latin1', from, at)
    // The one key whose value an app chooses: whatever it says, it is no permission line.
    if (key === 'versionName') line.mentions = 0
    if (KEPT_KEYS.has(key)) {
      // What text of an app (versionName) may forge stands behind what is printed before it, and before the rest.
      if (key === 'pkgFlags' || !record.keys.has(key)) record.keys.set(key, bytes.toString('utf8', at + 1, end))
    } else if (key === 'pkgFlagsEx') section.makerKeys.add(key)
    else if (!KNOWN_KEYS.has(key)) skipOne(skipped, 'key', key.slice(0, 40))
  }

  /** Printed first of all in a record, or not by Android. */
  function compatName(line: Line) {
    if (record === undefined) return
    if (record.printed !== 0 || record.compatName !== undefined) {
      record.torn = true
      return
    }
    record.compatName = textOf(line, 4 + COMPAT_NAME.length)
    if (!wanted(record.compatName)) return
    holder = record
    record.passedOver = false
  }

  /** Of a record that nobody asked about, what identifies it matters: it may hold the one that was asked for. */
  function passOver(of: PackageRecord, line: Line) {
    const { bytes, start } = line
    const indent = indentOf(line)
    const byte = bytes[start + 4]
    if (indent !== 4) {
      if (!displaced(line, indent) && (indent < 4 || indent % 2 === 1)) of.damaged = true
    } else if (byte === CAPITAL_U) {
      if (standsAt(line, 4, USER)) seenUser(of, Number.parseInt(bytes.toString('latin1', start + 9, start + 17), 10))
    } else {
      const identified = identifying(line, 4)
      if (identified !== undefined) identity(line, 4, identified)
      else if (standsAt(line, 4, COMPAT_NAME)) compatName(line)
    }
  }

  function seenUser(of: PackageRecord, id: number) {
    of.printed |= PRINTED.users
    if (of.userIds.has(id)) of.torn = true
    else of.userIds.add(id)
  }

  function userLine(line: Line, id: number, rest: string) {
    block = 'user'
    userId = id
    user = undefined
    section.printsSharedGrants ||= zone === 'shared'
    if (zone === 'shared') return
    if (record === undefined) openRecord('', line)
    const of = record as PackageRecord
    if (rest.includes(' ofs=')) section.makerKeys.add('ofs')
    user = { userId: id, state: rest, archived: false, evidence: evidenceOf(line, path) }
    seenUser(of, id)
    of.users.push(user)
  }

  function runtimeHeading() {
    inRuntime = block === 'user'
  }

  /** What identifies a record, in a column where none does: its blanks were lost, or another record was put into this one. */
  function displaced(line: Line, indent: number): boolean {
    const key = identifying(line, indent)
    // From 15 on the folder stands under each user.
    if (key === 'dataDir' && indent === 6) identity(line, indent, key)
    else if (standsAt(line, indent, HEADER)) packageHeader(line, indent)
    else if (standsAt(line, indent, SHARED_HEADER)) sharedHeader(line, indent)
    else if (key === undefined) return false
    else {
      identity(line, indent, key)
      if (record) record.torn = true
      damage()
    }
    if (key !== 'dataDir' || indent !== 6) section.torn = true
    return true
  }

  function column6(line: Line) {
    inRuntime = false
    if (displaced(line, 6)) return
    if (block === 'install' || block === 'granted-list' || block === 'requested' || block === 'declared')
      return permissionLine(line, 6)
    if (block !== 'user') return unexpected(line, 6)
    const text = textOf(line, 6)
    if (text === 'runtime permissions:') runtimeHeading()
    else if (nameIn(line, 6) !== undefined) unexpected(line, 6)
    else if (user === undefined) return
    else if (text.startsWith('firstInstallTime=')) user.firstInstallTime = text.slice(17)
    else if (text.startsWith('archiveTime=')) user.archived = true
  }

  function permissionLine(line: Line, indent: number) {
    if (block === 'requested' && holder) holder.requestedLines++
    const name = holder && nameIn(line, indent)
    if (holder === undefined || name === undefined) return
    if (block === 'declared') {
      if (DECLARED.test(textOf(line, indent))) line.mentions = 0
      return
    }
    const evidence = evidenceOf(line, path)
    if (name === READ_CONTACTS) line.mentions--
    if (block === 'requested') {
      holder.requested?.push({ name, evidence })
      return
    }
    const state = block === 'granted-list' ? { granted: true, flags: [] } : stateIn(evidence.text)
    if (state === undefined) {
      damage()
      return skipOne(skipped, 'line', 'of a permission')
    }
    keep(holder, block === 'user' ? 'runtime' : block === 'granted-list' ? 'grantedList' : 'install', {
      name,
      ...state,
      evidence,
    })
  }

  function keep(of: Grants, where: 'runtime' | 'install' | 'grantedList', entry: PermissionLine) {
    if (entry.granted && entry.name === READ_CONTACTS && zone !== 'hidden') section.contactGrants++
    if (where !== 'runtime') return of[where].push(entry)
    const entries = of.runtime.get(userId)
    if (entries) entries.push(entry)
    else of.runtime.set(userId, [entry])
  }

  function damage() {
    if (record) record.damaged = true
    if (shared) shared.damaged = true
  }

  /**
   * A line where Android prints none of its kind. If it grants something of interest, the grant is taken for what stands
   * around it; in any case the record around it proves no absence any more.
   */
  function unexpected(line: Line, indent: number) {
    if (holder === undefined) return
    const text = textOf(line, indent)
    const name = nameIn(line, indent)
    if (name === undefined) {
      const [, id, rest] = /^User (\d{1,7}):(.*)$/.exec(text) ?? []
      if (id !== undefined && rest !== undefined) userLine(line, Number(id), rest.trim())
      else if (text === 'runtime permissions:') inRuntime = true
      else if (indent >= 4 && indent % 2 === 0 && indent !== 8) return
      return damage()
    }
    damage()
    const state = stateIn(text)
    if (name === READ_CONTACTS && state) line.mentions--
    if (state?.granted)
      keep(holder, block === 'user' ? 'runtime' : 'install', { name, ...state, evidence: evidenceOf(line, path) })
  }

  function column8(line: Line) {
    if (!inRuntime) {
      if (holder && nameIn(line, 8) !== undefined) unexpected(line, 8)
      return
    }
    if (holder === undefined) return
    if (nameIn(line, 8) !== undefined) permissionLine(line, 8)
    else if (!/: granted=(true|false)(,|$)/.test(textOf(line, 8))) unexpected(line, 8)
  }

  function versionLine(line: Line) {
    const text = textOf(line).trim()
    const [, sdk] = /^sdkVersion=(\d{1,5})/.exec(text) ?? []
    if (sdk !== undefined) section.sdk ??= Number(sdk)
    const [, fingerprint] = /(?:^|\s)fingerprint=(\S+)/.exec(text) ?? []
    if (fingerprint !== undefined) section.fingerprint ??= fingerprint
  }

  function declaration(line: Line) {
    if (section.declared.length >= 8 || !standsAt(line, 2, PERMISSION)) return
    const [, name] = /^Permission \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
    if (name !== undefined) section.declared.push(name)
  }

  /** `  [com.example.cash]`: a package that must have a record too. */
  function tableOfNames(line: Line) {
    const [, name] = /^ {2}\[([\w.-]+)\]/.exec(textOf(line)) ?? []
    if (name !== undefined && section.named.size < 1000 && wanted(name)) section.named.set(name, line.number)
  }

  function inRecord(line: Line) {
    const indent = indentOf(line)
    if (isJoined(line, indent)) damage()
    switch (indent) {
      case 8:
        return column8(line)
      case 6:
        return column6(line)
      case 4:
        return column4(line)
      default:
        skipOne(skipped, 'line', indent === 2 ? 'at column 2' : 'of odd indentation')
        if (!displaced(line, indent)) unexpected(line, indent)
    }
  }

  return {
    line(line) {
      section.lastLine = line.number
      const { bytes, start, end } = line
      if (start === end) {
        afterBlank = true
        return
      }
      if (bytes[start] !== SPACE) heading(line)
      else if (bytes[start + 2] === CAPITAL_P && standsAt(line, 0, PACKAGE_HEADER)) packageHeader(line)
      else if (bytes[start + 2] === CAPITAL_S && standsAt(line, 0, SHARED_USER)) sharedHeader(line)
      else if (record?.passedOver) passOver(record, line)
      else if (isRecordZone(zone)) inRecord(line)
      else if (zone === 'versions') versionLine(line)
      else if (zone === 'permissions') declaration(line)
      else if (zone === 'names') tableOfNames(line)
      else if (zone !== 'other') component(zone, line)
      afterBlank = false
      if (line.mentions > 0) claim(line)
    },
    end(ending) {
      leaveZone(ending === 'proven')
      section.ending = ending
      section.usual = usualOf(section.packages)
      done(section)
    },
  }

  /** A record that nobody asked about answers for its own lines, and a table for what it names without a grant. */
  function claim(line: Line) {
    const bytes = line.bytes.subarray(line.start, line.end)
    const grants = bytes.includes(GRANTED) || textOf(line).trim() === READ_CONTACTS
    if (record && isSound(record) && holder === undefined) {
      if (grants && zone === 'packages') section.contactGrants += line.mentions
      if (grants) record.contactLines++
      line.mentions = 0
    } else if (!grants && !isRecordZone(zone)) line.mentions = 0
  }
}

/** The indent of another line inside of this one, which some other character than a line feed ends. */
function isJoined({ bytes, start, end }: Line, indent: number): boolean {
  const at = bytes.indexOf(INDENT, start + indent)
  return at !== -1 && at < end && !bytes.subarray(start + indent, at).includes(VERSION_NAME)
}

/** Whether what stands in a record is its own. */
const isSound = ({ bracketName, printed, damaged, torn }: PackageRecord) =>
  bracketName !== '' && (printed & PRINTED.pkgFlags) !== 0 && !damaged && !torn

/** `appId=10143`, `userId=10143 gids=[..]`. */
const numberIn = (text: string) => Number.parseInt(text.slice(text.indexOf('=') + 1, 40), 10)
