import { componentParser } from './components.ts'
import type { Interest } from './interest.ts'
import { evidenceOf, indentOf, type Line, standsAt, textOf } from './line.ts'
import { isHeading, type Zone, zoneOf } from './package-headings.ts'
import { KEPT_KEYS, KNOWN_KEYS } from './package-keys.ts'
import type { Grants, PackageRecord, PackageSection, UserLine } from './package-section.ts'
import { permissionNames, stateIn } from './permission-line.ts'
import { type SectionParser, type Skipped, skipOne } from './section.ts'

const needle = (text: string) => Buffer.from(text)
/** Begins a package record; nothing else in a dump does. */
export const PACKAGE_HEADER = needle('  Package [')
const SHARED_USER = needle('SharedUser [')
const PERMISSION = needle('Permission [')
const COMPAT_NAME = needle('compat name=')
const USER = needle('User ')
const SPACE = 0x20
const COLON = 0x3a
const EQUALS = 0x3d
const CAPITAL_P = 0x50
const CAPITAL_U = 0x55

type Block = 'none' | 'requested' | 'install' | 'granted-list' | 'user'

const emptyGrants = (): Grants => ({ install: [], grantedList: [], runtime: new Map() })

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
 * Permission lines are kept for wanted packages and for all shared users.
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
    sharedUsers: new Map(),
    headings: new Set(),
    headers: 0,
    packagesEnded: false,
    sharedUsersEnded: false,
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
  let holder: Grants | undefined
  let record: PackageRecord | undefined
  let user: UserLine | undefined
  let block: Block = 'none'
  let userId = 0
  let inRuntime = false

  function heading(line: Line) {
    const text = textOf(line)
    if (!isHeading(text)) {
      if (!text.endsWith('overlay paths:')) skipOne(skipped, 'line', 'at column 0')
      inRuntime = false
      return
    }
    leaveZone(true)
    const name = text.slice(0, text.indexOf(':'))
    section.headings.add(name)
    zone = zoneOf(name)
    if (zone === 'packages') section.packagesEnded = false
    if (zone === 'shared') section.sharedUsersEnded = false
  }

  function leaveZone(proven: boolean) {
    if (zone === 'packages') section.packagesEnded = proven
    if (zone === 'shared') section.sharedUsersEnded = proven
    zone = 'other'
    holder = record = user = undefined
    block = 'none'
    inRuntime = false
  }

  function column2(line: Line) {
    inRuntime = false
    if (standsAt(line, 0, PACKAGE_HEADER)) {
      const [, name] = /^Package \[([^\]]+)\] \([0-9a-f]+\):$/.exec(textOf(line, 2)) ?? []
      if (name === undefined) return skipOne(skipped, 'line', 'Package [')
      section.headers++
      if (zone !== 'packages' && zone !== 'hidden') return
      record = {
        ...emptyGrants(),
        bracketName: name,
        keys: new Map(),
        users: [],
        damaged: false,
        passedOver: false,
        hasUsers: false,
        evidence: evidenceOf(line, path),
      }
      // The first record of a section shows what all of them print: users, and whether requests are listed.
      const isFirst = section[zone].push(record) === 1
      holder = zone === 'packages' && wanted(name) ? record : undefined
      record.passedOver = holder === undefined && !isFirst
    } else if (zone === 'shared' && standsAt(line, 2, SHARED_USER)) {
      const [, name] = /^SharedUser \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
      if (name === undefined) return skipOne(skipped, 'line', 'SharedUser [')
      record = undefined
      holder = { ...emptyGrants() }
      section.sharedUsers.set(name, { ...holder, name })
      holder = section.sharedUsers.get(name)
    } else {
      if (zone !== 'other') skipOne(skipped, 'line', 'at column 2')
      return
    }
    block = 'none'
    user = undefined
  }

  function column4(line: Line) {
    inRuntime = false
    if (standsAt(line, 4, USER)) {
      const text = textOf(line, 4)
      const [, id, rest] = /^User (\d+): ?(.*)$/.exec(text) ?? []
      if (id !== undefined && rest !== undefined) return userLine(line, Number(id), rest)
    }
    const { bytes, start, end } = line
    const equals = bytes.indexOf(EQUALS, start)
    if (bytes[end - 1] !== COLON || (equals !== -1 && equals < end)) {
      if (block !== 'user') block = 'none'
      if (record) keyLine(record, line)
      return
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
      case 'grantedPermissions:':
        block = 'granted-list'
        section.printsSharedGrants ||= zone === 'shared'
        return
      case 'runtime permissions:':
        block = 'none'
        return
    }
    // `Suspend params:` and the overlay headings of 5 to 11 stand at column 4 and do not end the user's block.
    if (block !== 'user') block = 'none'
  }

  function keyLine(of: PackageRecord, { bytes, start, end }: Line) {
    const from = start + 4
    let at = from
    while (at < end && bytes[at] !== EQUALS) at++
    if (at === end) return skipOne(skipped, 'line', 'in a package record')
    const key = bytes.toString('latin1', from, at)
    if (key === 'compat name') {
      of.compatName = bytes.toString('utf8', at + 1, end)
      if (zone === 'packages' && wanted(of.compatName)) holder = of
    } else if (KEPT_KEYS.has(key)) {
      // Text of an app (versionName) may hold line feeds and forge keys. What stands before it is printed first, what
      // stands behind it last.
      if (key === 'pkgFlags' || !of.keys.has(key)) of.keys.set(key, bytes.toString('utf8', at + 1, end))
    } else if (key === 'pkgFlagsEx') section.makerKeys.add(key)
    else if (!KNOWN_KEYS.has(key)) skipOne(skipped, 'key', key.slice(0, 40))
  }

  /** Of a record that nobody asked about, only its other name can matter: it may be the one that was asked for. */
  function passOver(of: PackageRecord, line: Line) {
    const { bytes, start } = line
    if (bytes[start + 2] !== SPACE) column2(line)
    else if (bytes[start + 4] === CAPITAL_U) of.hasUsers ||= standsAt(line, 4, USER)
    else if (standsAt(line, 4, COMPAT_NAME)) {
      of.compatName = textOf(line, 4 + COMPAT_NAME.length)
      if (zone !== 'packages' || !wanted(of.compatName)) return
      holder = of
      of.passedOver = false
    }
  }

  function userLine(line: Line, id: number, rest: string) {
    block = 'user'
    userId = id
    user = undefined
    section.printsSharedGrants ||= zone === 'shared'
    if (record === undefined) return
    if (rest.includes(' ofs=')) section.makerKeys.add('ofs')
    user = { userId: id, state: rest, archived: false, evidence: evidenceOf(line, path) }
    record.hasUsers = true
    record.users.push(user)
  }

  function column6(line: Line) {
    inRuntime = false
    if (block === 'install' || block === 'granted-list' || block === 'requested') return permissionLine(line, 6)
    if (block !== 'user') return
    const text = textOf(line, 6)
    if (text === 'runtime permissions:') inRuntime = true
    else if (user === undefined) return
    else if (text.startsWith('firstInstallTime=')) user.firstInstallTime = text.slice(17)
    else if (text.startsWith('archiveTime=')) user.archived = true
  }

  function permissionLine(line: Line, indent: number) {
    const name = holder && nameIn(line, indent)
    if (holder === undefined || name === undefined) return
    const evidence = evidenceOf(line, path)
    if (block === 'requested') holder.requested?.push({ name, evidence })
    else if (block === 'granted-list') holder.grantedList.push({ name, granted: true, flags: [], evidence })
    else {
      const state = stateIn(evidence.text)
      if (state === undefined) {
        if (record) record.damaged = true
        return skipOne(skipped, 'line', 'of a permission')
      }
      const entry = { name, ...state, evidence }
      if (block === 'install') return holder.install.push(entry)
      const entries = holder.runtime.get(userId)
      if (entries) entries.push(entry)
      else holder.runtime.set(userId, [entry])
    }
  }

  function versionLine(line: Line) {
    const text = textOf(line).trim()
    const [, sdk] = /^sdkVersion=(\d+)/.exec(text) ?? []
    if (sdk !== undefined) section.sdk ??= Number(sdk)
    const [, fingerprint] = /(?:^|\s)fingerprint=(\S+)/.exec(text) ?? []
    if (fingerprint !== undefined) section.fingerprint ??= fingerprint
  }

  function declaration(line: Line) {
    if (section.declared.length >= 8 || !standsAt(line, 2, PERMISSION)) return
    const [, name] = /^Permission \[([^\]]+)\]/.exec(textOf(line, 2)) ?? []
    if (name !== undefined) section.declared.push(name)
  }

  return {
    line(line) {
      section.lastLine = line.number
      const { bytes, start, end } = line
      if (start === end) return
      if (bytes[start] !== SPACE) return heading(line)
      if (bytes[start + 2] === CAPITAL_P && standsAt(line, 0, PACKAGE_HEADER)) return column2(line)
      if (zone === 'other') return
      if (zone === 'versions') return versionLine(line)
      if (zone === 'permissions') return declaration(line)
      if (zone === 'resolvers' || zone === 'providers' || zone === 'authorities' || zone === 'queries')
        return component(zone, line)
      if (record?.passedOver) return passOver(record, line)
      switch (indentOf(line)) {
        case 8:
          if (inRuntime) permissionLine(line, 8)
          return
        case 6:
          return column6(line)
        case 4:
          return column4(line)
        case 2:
          return column2(line)
        default:
          inRuntime = false
          skipOne(skipped, 'line', 'of odd indentation')
      }
    },
    end(ending) {
      leaveZone(ending === 'proven')
      section.ending = ending
      done(section)
    },
  }
}
