import {
  AuditError,
  auditDefaults,
  auditPhones,
  editionsOf,
  fromFiles,
  hasEnded,
  loadRules,
  packs,
  packWords,
  placeAt,
  type Report,
  refuseTaken,
  toReport,
  visible,
} from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import { onlyApp } from '../options/app.ts'
import { noteUnseen } from '../options/rule-set.ts'
import { sayProblem } from '../output/problem.ts'
import { refuseFolder, SCREEN } from '../output/targets.ts'
import { unusedName } from '../output/unused-name.ts'
import type { Session } from '../phone/choose.ts'
import { saveMeant } from '../phone/phone-of.ts'
import type { PackOptions } from './options.ts'
import { numberLines } from './sealed.ts'

/**
 * Audits the inputs and packs them, or the lines that the report rests on, with the report.
 *
 * @throws AuditError E110, E114, E120, E511
 */
export async function packEvidence(
  named: string[],
  options: PackOptions & GlobalOptions,
  session: Session,
): Promise<number> {
  const { io, words, version } = session
  const { output, minimal = false, quiet = false, by, note } = options
  if (output !== undefined) refuseFolder(output, io.cwd, '-o ', 'evidence.zip')
  if (output !== undefined && !/\.zip$/i.test(output))
    throw wrongValue('-o', output, [], { allowed: output === SCREEN ? 'evidence.zip' : `${output}.zip` })
  const { makePack } = await packs()
  const placeOf = (shown = unusedName(io, '-evidence.zip')) => placeAt(shown, io.cwd)
  // Before anything is read: time with a phone may be short.
  refuseTaken(placeOf(output))
  // What flows by once cannot be both hashed and packed.
  if (named.includes('-')) throw new AuditError('E511', { file: '-' })
  if (!minimal && !quiet) io.stderr.write(`${words.say('pack.willHoldAll')}\n`)
  // What an excerpt was taken from must be kept.
  const inputs = named.length === 0 ? [await saveMeant(undefined, options, session)] : named

  const rules = { ...loadRules(), guidance: words.guidance }
  const dumps = () => fromFiles(inputs, io)
  const [phone, ...others] = await auditPhones(dumps(), rules, {
    ...auditDefaults,
    ...(options.assumeLender.length > 0 && { assumeLender: options.assumeLender }),
    version,
    now: io.now,
  })
  if (phone === undefined || others.length > 0)
    throw new AuditError('E110', { n: String(others.length + 1), format: words.say('pack.name') })
  const whole = phone.audit()
  if (hasEnded(whole.exit, 'empty')) {
    for (const problem of toReport(whole, rules, words).problems) sayProblem(problem, session)
    io.stderr.write(`${words.say('pack.noReport')}\n`)
    return Exit.nothingAudited
  }
  noteUnseen(options, new Set(whole.apps.map((app) => app.package)), options, session)
  const audit = onlyApp(whole, options.app, rules)
  const at = io.now()
  const tool = `daicha ${version}`
  const report = toReport(audit, rules, words)
  const { packTexts, withExcerpts, withRaw } = await packWords()
  const texts = await packTexts(editionsOf(report, audit, rules, words), {
    tool,
    at,
    by,
    kind: minimal ? withExcerpts : withRaw,
  })
  const cited = citedIn(report)
  // A name of ours may have been taken meanwhile.
  const place = placeOf(output)
  const sealing = await makePack(place, {
    cwd: io.cwd,
    inputs,
    id: report.run.id,
    app: options.app ?? null,
    ...texts,
    at,
    tool,
    by,
    note,
    ...(minimal && { minimal: { cited, dumps: dumps(), sources: whole.sources } }),
  })
  io.stdout.write(
    `${words.say('pack.saved', { path: visible(place.shown), n: sealing.files.length })}\n` +
      `${words.say(`verdict.${report.verdict}`)} ${visible(report.headline)}\n` +
      `\n${words.say('pack.paper')}\n${numberLines(sealing.manifest)}`,
  )
  if (!quiet)
    io.stderr.write(`${minimal ? words.say('pack.holdsExcerpts', { n: cited.length }) : words.say('pack.holdsAll')}\n`)
  return Exit.clean
}

/** Each line that a finding rests on, once, with all findings that do. */
function citedIn({ findings }: Pick<Report, 'findings'>) {
  const lines = new Map<
    string,
    { package: string; findings: string[]; evidence: Report['findings'][0]['evidence'][0] }
  >()
  for (const { package: name, fingerprint, evidence } of findings) {
    for (const one of evidence) {
      const key = `${one.path}\0${one.byteOffset}\0${one.byteLength}\0${name}`
      const line = lines.get(key) ?? { package: name, findings: [], evidence: one }
      line.findings.push(fingerprint)
      lines.set(key, line)
    }
  }
  return [...lines.values()]
}
