import {
  type AddedRules,
  type AuditOptions,
  isAppPackage,
  loadRules,
  type RuleComplaint,
  type RuleSet,
  type Rules,
  ruleFiles,
  type Speaker,
  sayMessage,
  withAdded,
} from '../../internal.ts'
import { flags, type OptionsOf, wrongValue } from '../flags.ts'
import type { GlobalOptions } from '../global.ts'
import type { To } from '../output/teller.ts'
import { noPackage } from './app.ts'

export const rulesFlag = flags({ '--rules <file>': { help: 'help.rules', isRepeatable: true } })

/** What is taken for a lender, by package: a name or a pattern would match nothing, and the rest pass for all of it. */
export const assumedFlag = (...besides: string[]) =>
  ({
    help: 'help.assumeLender',
    isRepeatable: true,
    parse: (typed: string) => {
      if (besides.includes(typed) || isAppPackage(typed)) return typed
      throw noPackage('--assume-lender', typed, ...besides)
    },
  }) as const

export const choiceFlags = flags({
  '--rule <id>': { help: 'help.rule', isRepeatable: true },
  '--skip-rule <id>': { help: 'help.skipRule', isRepeatable: true },
  '--assume-lender <package|all>': assumedFlag('all'),
})

/** The built-in rules, with those of the files that `--rules` names. @throws AuditError E108 */
export const rulesWith = async (paths: string[], to: To): Promise<Rules> =>
  withAdded(loadRules(), await addedBy(paths, to))

/** What the files hold that `--rules` names. @throws AuditError E108 */
export async function addedBy(paths: string[], to: To): Promise<AddedRules[]> {
  if (paths.length === 0) return []
  const { addedRules } = await ruleFiles()
  const files = addedRules(paths, contextOf(to), (complaint) => complaintInWords(complaint, to.words))
  return files.map(({ seal, placed }) => ({ seal, placed }))
}

export const contextOf = ({ io: { cwd }, words: { lang, guidance } }: To) => ({
  cwd,
  lang,
  builtIn: loadRules(),
  guidance: () => guidance,
})

export function complaintInWords(complaint: RuleComplaint, { say, guidance: { words }, lang }: Speaker): string {
  if (!('key' in complaint)) return words[`cause.yaml.${complaint.code}`]?.[lang] ?? complaint.text
  const { detail } = complaint.params
  const told = words[`cause.${detail}`]?.[lang] ?? detail
  return sayMessage(
    told === undefined ? complaint : { ...complaint, params: { ...complaint.params, detail: told } },
    say,
  )
}

/** The rules that are applied, and what is taken for a lender. @throws AuditError E114 */
export function choiceOf(
  { rule, skipRule, assumeLender }: OptionsOf<typeof choiceFlags>,
  { checks }: RuleSet,
): Pick<AuditOptions, 'onlyRules' | 'skipRules' | 'assumeLender'> {
  const ids = checks.map(({ id }) => id)
  for (const [flag, named] of [
    ['--rule', rule],
    ['--skip-rule', skipRule],
  ] as const) {
    const unknown = named.find((id) => !ids.includes(id))
    if (unknown !== undefined) throw wrongValue(flag, unknown, ids, { see: 'list' })
  }
  return {
    ...(rule.length > 0 && { onlyRules: rule }),
    ...(skipRule.length > 0 && { skipRules: skipRule }),
    ...(assumeLender.length > 0 && { assumeLender: assumeLender.includes('all') ? ('all' as const) : assumeLender }),
  }
}

/** Says which of the packages that were to be taken for lenders are in nothing that was read: most are misspelt. */
export function noteUnseen(
  { assumeLender = [] }: Pick<AuditOptions, 'assumeLender'>,
  seen: ReadonlySet<string>,
  { quiet = false }: GlobalOptions,
  { words, io }: To,
): void {
  const unseen = assumeLender === 'all' ? [] : assumeLender.filter((name) => !seen.has(name))
  if (unseen.length === 0 || quiet) return
  io.stderr.write(`${words.say('line.assumedNowhere', { list: unseen.join(words.say('join.comma')) })}\n`)
}
