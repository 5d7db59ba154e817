import type { Failure } from '../model/dump.ts'
import type { Artifact } from '../model/snapshot.ts'
import { appOpsGetParser, isAppOpsGet } from './appops-get.ts'
import { appOpsParser } from './dumpsys-appops.ts'
import { PACKAGE_HEADER, packageParser } from './dumpsys-package.ts'
import { type FileFacts, noFacts, type Taken, type Text } from './file-facts.ts'
import { getpropParser, isGetprop } from './getprop.ts'
import type { Interest } from './interest.ts'
import { type Line, standsAt, textOf } from './line.ts'
import { type Landmarks, landmarks, lineReader } from './lines.ts'
import { opensPackageSection } from './package-headings.ts'
import { isPmList, pmListParser } from './pm-list.ts'
import type { Ending, SectionParser, Skipped } from './section.ts'
import { devicePolicyParser, parserOfCommand } from './special-access.ts'
import { usersParser } from './users.ts'

/** `dumpsys -t 30 package com.example.cash` */
const isAboutOnePackage = (command: string[] = []) => command[0] === 'dumpsys' && command.at(-2) === 'package'

const SERVICE = Buffer.from('DUMP OF SERVICE ')
const GETPROP = Buffer.from('------ SYSTEM PROPERTIES')
const DASHES = Buffer.from('------')
/** `------ SYSTEM LOG (logcat -v threadtime -d) ------` */
const COMMAND = /^------ [A-Z].*\) ------$/
const STARS = Buffer.from('*** SERVICE')
const DUMPSTATE = Buffer.from('== dumpstate: ')
/** What matters between sections. */
const LANDMARKS = landmarks([SERVICE, DASHES, DUMPSTATE, PACKAGE_HEADER, Buffer.from('Database versions:')])
const FINGERPRINT = Buffer.from('Build fingerprint: ')
const FIRST_HEADING = 'Database versions:'
const PACKAGES = 'Packages:'
/** A line that states a grant, whatever stands before its indent, or an item of a list of grants; no quotation of one. */
const STATEMENT =
  /(?:^|[:\t]| {4})android\.permission\.READ_CONTACTS: granted=|^ {4,}android\.permission\.READ_CONTACTS$/
const APPOPS = Buffer.from('Current AppOps Service state:')

/**
 * Reads one text of any kind: a bare capture, several after one another, a whole `dumpsys` or a bug report. Finds its
 * sections from what stands at column 0 and hands their lines to the parser of each; between them it jumps ahead.
 */
export function fileReader(
  { path, optional, command, capture }: Text,
  interest: Interest,
  skipped: Skipped,
  done: (facts: FileFacts) => void,
) {
  const facts = noFacts()
  const kinds = new Set<string>()
  let capturedAt: string | undefined
  let parser: SectionParser | undefined
  let kind = ''
  /** Inside a whole dumpsys or a bug report, where only headings of services and of dumpstate open a section. */
  let inServices = false
  /** Inside a service or a command of dumpstate whose text is no matter here: it may print what it likes. */
  let isOthers = false
  /** Between `== dumpstate:` and the first section of a bug report. */
  let inHeader = false
  let firstHeading: string | undefined
  let hasPackages = false
  /** Mentions in no section at all. */
  const beside = { count: 0, line: 0 }
  /** Several reports or dumps may stand in one text. */
  let report = 0
  let reportedAt: string | undefined
  const taken = <Section>(section: Section): Taken<Section> => ({
    ...section,
    report,
    ...(reportedAt !== undefined && { capturedAt: reportedAt }),
  })

  const open: Record<string, () => SectionParser> = {
    'dumpsys package': () =>
      packageParser({ path, inService: inServices, interest, skipped }, (section) => {
        facts.packages.push(taken(section))
      }),
    'dumpsys appops': () =>
      appOpsParser({ path, ops: interest.appOps, skipped }, (section) => {
        facts.appOps.push(taken(section))
      }),
    'appops get': () =>
      appOpsGetParser({ path }, (get) => {
        facts.appOpsGets.push(get)
      }),
    getprop: () =>
      getpropParser((properties) => {
        for (const [key, value] of properties) facts.properties.set(key, value)
      }),
    'device policy': () => devicePolicyParser(path, (access) => facts.specialAccess.push(access)),
    users: () =>
      usersParser((users) => {
        facts.users = [...(facts.users ?? []), ...users]
      }),
    'pm list packages': () =>
      pmListParser({ path }, (listed) => {
        facts.pmList = [...(facts.pmList ?? []), ...listed]
      }),
  }
  const services = new Map([
    ['device_policy', 'device policy'],
    ['package', 'dumpsys package'],
    ['appops', 'dumpsys appops'],
    ['user', 'users'],
  ])

  function start(next: string) {
    finish('eof')
    kind = next
    isOthers = false
    kinds.add(next)
    parser = open[next]?.()
    sink.skipTo = undefined
  }

  function finish(ending: Ending) {
    inHeader = false
    firstHeading = undefined
    parser?.end(ending)
    parser = undefined
    kind = ''
    // Only what is somebody else's may be jumped over.
    sink.skipTo = isOthers ? LANDMARKS : undefined
  }

  function service(line: Line) {
    finish('proven')
    inServices = true
    const [, name = ''] = /^DUMP OF SERVICE (?:CRITICAL |HIGH |NORMAL )?([\w.\-/$]+):$/.exec(textOf(line)) ?? []
    const next = services.get(name)
    if (next !== undefined) start(next)
    else {
      isOthers = name !== ''
      sink.skipTo = LANDMARKS
    }
  }

  /** A record where no section is: its heading is lost, and it is read as what it looks like. */
  function stray(line: Line) {
    const [, name = ''] = /^ {2}Package \[([^\]]+)\] \([0-9a-f]+\):$/.exec(textOf(line)) ?? []
    if (isOthers && !interest.wanted(name)) return
    inServices = false
    start('dumpsys package')
  }

  function explain(line: Line) {
    // Outside of a dump a name alone is no statement: a log, a list of permissions, a manifest. Beside one it may be a
    // part of it that was wrapped, or that something was put before.
    const isStatement = kind === 'dumpsys package' || STATEMENT.test(textOf(line))
    const found = isStatement ? facts.unexplained : beside
    if (!isStatement && (inServices || parser !== undefined)) return
    if (found.count === 0) found.line = line.number
    found.count += line.mentions
  }

  /** dumpsys closes a section with a line that names it; another name means that lines between are lost. */
  function isDurationOfAnother(line: Line): boolean {
    const [, name] = /^-+ \S+ was the duration of dumpsys ([\w.\-/$]+)/.exec(textOf(line)) ?? []
    return name !== undefined && services.get(name) !== kind
  }

  /** Whether another dump begins behind the services; inside of another's text only the first heading of all tells. */
  const opensDump = (text: string) => (isOthers ? text === FIRST_HEADING : opensPackageSection(text))

  /** Lines at column 0 of a text without service headings. */
  function bare(line: Line) {
    const text = textOf(line)
    if (standsAt(line, 0, APPOPS)) start('dumpsys appops')
    else if (text === 'Users:') start('users')
    else if (
      kind !== 'device policy' &&
      /^(Device Owner|Enabled Device Admins|Current Device Policy Manager state)\b/.test(text)
    )
      start('device policy')
    else if (kind !== 'getprop' && isGetprop(text)) start('getprop')
    else if (kind !== 'pm list packages' && isPmList(text)) start('pm list packages')
    else if (kind !== 'appops get' && isAppOpsGet(text)) start('appops get')
    else if (
      opensPackageSection(text) &&
      (kind !== 'dumpsys package' || text === firstHeading || (text === PACKAGES && hasPackages))
    ) {
      // A heading comes again that a dump prints once: another dump begins.
      if (kind === 'dumpsys package') report++
      start('dumpsys package')
      firstHeading = text
      hasPackages = false
    }
    hasPackages ||= text === PACKAGES
    parser?.line(line)
  }

  const sink = {
    skipTo: undefined as Landmarks | undefined,
    line(line: Line) {
      read(line)
      if (line.mentions > 0) explain(line)
      if (line.repaired && kind === 'dumpsys package') facts.repaired = true
    },
  }

  function read(line: Line) {
    const { bytes, start: at, end } = line
    if (at === end) {
      parser?.line(line)
      return
    }
    if (facts.firstLines.length < 3) facts.firstLines.push(textOf(line).trim().slice(0, 200))
    switch (bytes[at]) {
      case 0x20:
        if (bytes[at + 2] === 0x50 && kind !== 'dumpsys package' && standsAt(line, 0, PACKAGE_HEADER)) stray(line)
        parser?.line(line)
        return
      case 0x44:
        if (standsAt(line, 0, SERVICE)) return service(line)
        break
      case 0x2d:
        if (standsAt(line, 0, GETPROP)) {
          finish('proven')
          inServices = true
          return start('getprop')
        }
        if (standsAt(line, 0, DASHES) && inServices) {
          const ending = isDurationOfAnother(line) ? 'eof' : 'proven'
          isOthers = COMMAND.test(textOf(line))
          return finish(ending)
        }
        break
      case 0x2a:
        if (standsAt(line, 0, STARS) && (inServices || parser !== undefined)) return finish('timeout')
        break
      case 0x3d:
        if (standsAt(line, 0, DUMPSTATE)) {
          finish('proven')
          inServices = true
          inHeader = true
          if (kinds.size > 0) report++
          reportedAt = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.exec(textOf(line))?.[0]
          capturedAt = reportedAt ?? capturedAt
          kinds.add('bugreport')
          return
        }
        break
      case 0x42:
        if (inHeader && standsAt(line, 0, FINGERPRINT)) facts.fingerprint ??= textOf(line).slice(19).replace(/'/g, '')
        break
    }
    if (inServices && parser === undefined && opensDump(textOf(line))) inServices = false
    if (!inServices) bare(line)
    else parser?.line(line)
  }

  const told =
    command &&
    parserOfCommand(path, command, {
      found: (access) => facts.specialAccess.push(access),
      clock: (local) => {
        capturedAt = local
      },
    })
  if (told) kinds.add(told.kind)
  const lines = lineReader(told ? told.parser : sink)
  return {
    write: lines.write,
    end(failure?: Failure) {
      lines.end()
      // An answer about one package has nothing behind it that could show its end; that it came whole, the phone says.
      finish(failure === undefined && isAboutOnePackage(command) ? 'proven' : 'eof')
      if (facts.packages.length > 0 && facts.unexplained.count === 0) facts.unexplained = beside
      const { encoding, lineEnding, lines: count, ...others } = lines.facts
      const artifact: Artifact = {
        path,
        kinds: [...kinds],
        encoding,
        lineEnding,
        lines: count,
        complete: true,
        ...(capturedAt !== undefined && { capturedAt }),
      }
      done({ ...facts, ...others, artifact, optional, failure, ...(capture !== undefined && { capture }) })
    },
  }
}
