import { contactState } from '../model/phone/contact-state.ts'
import { isOf } from '../model/report/app-key.ts'
import { countryHere } from '../model/report/country-here.ts'
import { exportedAt } from '../model/report/exported.ts'
import type { Letter, LetterPart, Line, Piece } from '../model/report/letter.ts'
import type { Report } from '../model/report/report.ts'
import type { ReportedApp } from '../model/report/reported-app.ts'
import { ownUse } from '../model/report/uses.ts'
import { isSuspected } from '../model/rules/lender.ts'
import type { Guidance, LetterRule, Sentence, Text } from '../model/rules/rule.ts'
import { installerInWords } from '../model/text/installer.ts'
import { factsOf, type Language, type LetterKind } from '../model/vocabulary.ts'
import { channelsFor, channelsInWords } from './channels.ts'
import { countriesInWords } from './countries.ts'
import { dayInWords, timeInWords } from './dates.ts'
import type { Speaker } from './speaker.ts'

/** What a letter is about: nothing of it need be known. */
export interface LetterSubject {
  report?: Report
  /** Those that it names, in their order. */
  apps: ReportedApp[]
  /** What a person saw by hand, on which day: that an app of this name can read contacts. */
  seen?: { label: string | undefined; day: string }
}

type Facts = Record<string, Piece | undefined>

/**
 * A letter with the law and bodies of one country: the one that somebody chose, else of the finding on its app, else of
 * the phone. What the report does not hold is a blank, or is not said.
 */
export function letterOf(kind: LetterKind, { report, apps, seen }: LetterSubject, words: Speaker): Letter {
  const rule = words.guidance.letters.kinds[kind]
  const there = words.guidance.isChosen ? words : words.of(countryOf(rule, report, apps))
  const { guidance, lang } = there
  const { title, parts, notes } = rule
  const [app] = apps
  const facts = {
    ...ofCountry(kind, app, there),
    ...(app && report && ofApp(app, report, there)),
    ...(seen && seenBy(seen, lang)),
  }
  const teller = sayerOf(facts, there)
  return {
    kind,
    lang,
    title: teller.say(title) ?? [],
    parts: parts.flatMap((part): LetterPart[] => {
      if ('heading' in part) return [{ heading: part.heading[lang] }]
      if ('text' in part) return paragraph(teller.all(part.text), lang)
      if ('list' in part) return [{ list: teller.all(part.list) }]
      return [{ list: aboutEach(part, apps, report, there) }]
    }),
    notes: [
      ...teller.all(notes).map(asText),
      ...(guidance.country === null && !words.guidance.isChosen
        ? [there.say('letter.noCountry', { list: countriesInWords(there) })]
        : []),
      ...(report && guidance.country && !guidance.isChosen && isOfCountry(facts)
        ? [there.say('letter.country', { country: there.text(guidance.country.name) })]
        : []),
      ...staleIn(kind, app, there),
    ],
  }
}

const isOfCountry = ({ there, channels, police }: Facts) => (there ?? channels ?? police) !== undefined

function countryOf({ isHere }: LetterRule, report: Report | undefined, [app]: ReportedApp[]): string | null {
  if (report === undefined) return null
  if (isHere) return countryHere(report.emergency)
  const finding = app && report.findings.find(isOf(app))
  return finding ? finding.country : (report.emergency.country?.id ?? null)
}

function aboutEach(
  part: Extract<LetterRule['parts'][number], { apps: Sentence[] }>,
  apps: ReportedApp[],
  report: Report | undefined,
  words: Speaker,
): Line[] {
  if (report === undefined || apps.length === 0) return sayerOf({}, words).all([part.none])
  return apps.map((app) => joined(sayerOf(ofApp(app, report, words), words).all(part.apps), words.lang))
}

const joined = (lines: Line[], lang: Language): Line => {
  const { afterSentence } = factsOf(lang)
  return lines.flatMap((line, at) => (at === 0 || afterSentence === '' ? line : [afterSentence, ...line]))
}

const paragraph = (lines: Line[], lang: Language): LetterPart[] =>
  lines.length === 0 ? [] : [{ text: joined(lines, lang) }]

function ofCountry(kind: LetterKind, app: ReportedApp | undefined, words: Speaker): Facts {
  const { guidance, text, say, lang } = words
  const listed = (parts: string[]) => new Intl.ListFormat(factsOf(lang).formats).format(parts)
  const channel = (use: 'police' | 'legal') => guidance.channels.find((one) => one.for === use)
  const police = channel('police')?.number
  const legal = channel('legal')
  const receivers = receiversOf(kind, app, words)
  const isSingled = kind === 'internet' || receivers.length === 1
  const said = saidIn(kind, app, words)
  const oldest = said
    .flatMap(({ sources }) => guidance.law.filter(({ id }) => sources.includes(id)))
    .map(({ checkedOn }) => checkedOn)
    .sort()[0]
  return {
    what: listed([
      say('letter.contacts'),
      ...(app?.routes ?? []).filter(({ direct }) => direct).map((route) => route.name),
    ]),
    police,
    legal: legal && text(legal.name),
    body: receivers.length > 0 && isSingled ? listed(receivers.map(({ name, body = name }) => text(body))) : undefined,
    channels: receivers.length > 0 ? channelsInWords(receivers, words) : undefined,
    there: said.length > 0 ? said.map((one) => text(one.text)).join(factsOf(lang).afterSentence) : undefined,
    checkedOn: oldest,
  }
}

/** What it cites and whom it names, where that was checked long ago: the marks of the guidance say when. */
function staleIn(kind: LetterKind, app: ReportedApp | undefined, words: Speaker): string[] {
  const { guidance, text, say, isOld } = words
  const cited = new Set([
    ...saidIn(kind, app, words).flatMap(({ sources }) => sources),
    ...receiversOf(kind, app, words).map(({ id }) => id),
    ...guidance.channels
      .filter((one) => guidance.letters.kinds[kind].isHere && one.for === 'police')
      .map(({ id }) => id),
  ])
  const old = [
    ...guidance.law.map(({ id, title, checkedOn }) => ({ id, name: title, checkedOn })),
    ...guidance.channels,
  ].filter(({ id, checkedOn }) => cited.has(id) && isOld(checkedOn))
  return old.length === 0
    ? []
    : [say('letter.stale', { list: old.map(({ name }) => text(name)).join(say('join.semicolon')) })]
}

/** Who takes such a letter in the country, or a complaint with it. */
const receiversOf = (kind: LetterKind, app: ReportedApp | undefined, words: Speaker) =>
  (words.guidance.letters.kinds[kind].channels ?? []).flatMap((use) => channelsFor(use, app?.lender.licence, words))

/** What the country adds to such a letter about a lender of this licence. */
const saidIn = (kind: LetterKind, app: ReportedApp | undefined, { guidance }: Speaker) =>
  guidance.letters.there.filter(
    ({ letter, licences }) =>
      letter === kind &&
      (licences === undefined || (app?.lender.licence !== undefined && licences.includes(app.lender.licence))),
  )

/** A file does not always say when it was exported: what held then is not dated by when it was read. */
function ofApp(app: ReportedApp, report: Report, { lang, guidance, say }: Speaker): Facts {
  const { lastAccess } = app.contacts
  const state = contactState(app.contacts.verdict, app.presence)
  const shown = (time: string) => timeInWords(time, report.run.startedAt, lang)
  const exported = exportedAt(report)
  const checked: Piece = exported ? shown(exported) : blankOf('exported', guidance.letters, lang)
  // Of one that is not held, nothing says that it was ever asked for.
  const asks = ['one-tap', 'blocked-by-appop', 'requested'].includes(state)
  const read = ownUse(lastAccess)?.time
  const readAt = read ? shown(read) : undefined
  const version = app.versionName ?? app.versionCode
  const details = [app.label && app.package, version && say('letter.version', { version })]
    .filter(Boolean)
    .join(say('join.clause'))
  return {
    label: { name: app.label ?? app.package },
    details: details === '' ? undefined : { name: details },
    suspected: isSuspected(app.lender.class) ? say('state.suspect') : undefined,
    installer: app.installer === null ? undefined : { name: installerInWords(app.installer, say) },
    heldAt: state === 'granted' ? checked : undefined,
    askedAt: asks ? checked : undefined,
    readAt,
    readFront: lastAccess?.foreground === true ? readAt : undefined,
    readBack: lastAccess?.foreground === false ? readAt : undefined,
  }
}

const seenBy = ({ label, day }: NonNullable<LetterSubject['seen']>, lang: Language): Facts => ({
  label: label === undefined ? undefined : { name: label },
  seenOn: dayInWords(day, lang),
})

const PLACE = /(\{\w+\}|\[\[\w+\]\])/

function blankOf(field: string, { blanks }: Guidance['letters'], lang: Language): Piece {
  const blank = blanks[field]
  if (blank === undefined) throw new Error(`no words for ${field}`)
  return { blank: blank[lang], ...(blank.preset !== undefined && { preset: blank.preset }) }
}

/** Says sentences with the facts at hand. */
function sayerOf(facts: Facts, { guidance, lang }: Speaker) {
  const pieceOf = (part: string): Piece | undefined => {
    const [, fact] = /^\{(\w+)\}$/.exec(part) ?? []
    if (fact !== undefined) return facts[fact]
    const [, field] = /^\[\[(\w+)\]\]$/.exec(part) ?? []
    if (field === undefined) return part
    return blankOf(field, guidance.letters, lang)
  }
  const lineOf = (words: Text): Line | undefined => {
    const pieces = words[lang]
      .split(PLACE)
      .filter((part) => part !== '')
      .map(pieceOf)
    return pieces.every((piece) => piece !== undefined) ? pieces : undefined
  }
  const say = (sentence: Sentence): Line | undefined =>
    (Array.isArray(sentence) ? sentence : [sentence]).map(lineOf).find((line) => line !== undefined)
  return {
    say,
    all: (sentences: Sentence[]) =>
      sentences.flatMap((sentence) => [say(sentence) ?? []].filter((line) => line.length > 0)),
  }
}

const asText = (line: Line) =>
  line.map((piece) => (typeof piece === 'string' ? piece : 'name' in piece ? piece.name : piece.blank)).join('')
