import { canRun } from '../model/phone/contact-state.ts'
import { isFixed } from '../model/phone/gate.ts'
import type { CheckRule, Guidance } from '../model/rules/rule.ts'
import { READ_CONTACTS } from '../model/vocabulary.ts'
import type { Objection } from './checks.ts'
import type { Undecided } from './ignored.ts'
import { partAbout } from './part.ts'

/** What an audit says of an objection. */
export function findingOf(
  { check, judged, severity, evidence, held = [] }: Objection,
  at: number,
  guidance: Pick<Guidance, 'country' | 'actions' | 'limits' | 'article' | 'sentences'>,
): Undecided {
  const { app, user, lender, verdict, routes } = judged
  return {
    id: `f${at}`,
    ruleId: check.id,
    severity,
    confidence: lender.class,
    package: app.packageName,
    user: user.userId,
    country: guidance.country?.id ?? null,
    permission: check.on === 'verdict' ? READ_CONTACTS : null,
    remediation: stepsOf(check, judged, guidance.actions).map((id) => ({ id })),
    notes: [...verdict.qualifiers].sort().map((id) => ({ id, params: {} })),
    explain: [check.id, ...known(check, guidance)],
    limits: guidance.limits.filter(({ onFindings }) => onFindings).map(({ id }) => id),
    evidence: evidence.map((one) => partAbout(app, one)),
    routes: routes.map(({ id }) => id),
    held,
    fingerprint: `${check.id}:${app.packageName}:${user.userId}`,
  }
}

/** What the country has of the statements and sentences of a check. */
const known = (
  { guidance: statements, law }: CheckRule,
  { article, sentences }: Pick<Guidance, 'article' | 'sentences'>,
) => [
  ...statements.filter((id) => article?.statements.some((one) => one.id === id)),
  ...law.filter((id) => sentences.some((one) => one.id === id)),
]

/** The actions of a check, bent to how the permission is held: some switches do not work, what is off stays so. */
const stepsOf = (
  { actions }: CheckRule,
  { verdict: { reason, qualifiers, presence }, user }: Objection['judged'],
  known: Guidance['actions'],
): string[] =>
  actions
    .flatMap((id) => {
      const others = known
        .find((action) => action.id === id)
        ?.instead.find(
          (one) => one.reasons.includes(reason) || one.qualifiers.some((name) => qualifiers.includes(name)),
        )
      return others?.actions ?? [id]
    })
    .filter((id) => id !== 'disable-app' || canRun(presence))
    .filter((id) => id !== 'revoke-too' || !isFixed(user.permissions[READ_CONTACTS]))
