import { loadRules, type RuleComplaint, type RuleSet, ruleFiles, type Speaker } from '../../index.ts'
import type { Io } from '../io.ts'

/** The built-in rules, with those of the files that `--rules` names. @throws AuditError E108 */
export async function rulesWith(paths: string[], io: Io, words: Speaker): Promise<Omit<RuleSet, 'guidance'>> {
  if (paths.length === 0) return loadRules()
  const { withRuleFiles } = await ruleFiles()
  return withRuleFiles(paths, contextOf(io, words), (complaint) => complaintInWords(complaint, words.say)).rules
}

export const contextOf = ({ cwd }: Io, { lang, guidance }: Speaker) => ({
  cwd,
  lang,
  builtIn: loadRules(),
  guidance: () => guidance,
})

export const complaintInWords = (complaint: RuleComplaint, say: Speaker['say']) =>
  'key' in complaint ? say(complaint.key, complaint.params) : complaint.text
