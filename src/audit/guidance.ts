import type { Audit } from '../model/report/audit.ts'
import type { Guidance, RegimeRule } from '../model/rules/rule.ts'
import type { RunVerdict } from '../model/vocabulary.ts'
import type { Objection } from './checks.ts'
import type { Countries } from './country.ts'

/**
 * For each country of the findings, that of the gravest first: the guide on them, and what it says of such a run; the
 * law. Then the rules compared with.
 */
export function guidanceOf(
  objections: Objection[],
  verdict: RunVerdict,
  { ofLender, ofPhone }: Countries,
  guidanceIn: (country: string | null) => Guidance,
  regime: RegimeRule | undefined,
): Audit['guidance'] {
  const countries = new Set(objections.map(({ judged }) => ofLender(judged.lender)))
  if (countries.size === 0) countries.add(ofPhone)
  const parts = [...countries].map((country) => {
    const { article, sentences } = guidanceIn(country)
    const checks = objections.filter(({ judged }) => ofLender(judged.lender) === country).map(({ check }) => check)
    const known = (ids: string[], all: { id: string }[] = []) =>
      [...new Set(ids)].filter((id) => all.some((one) => one.id === id)).map((id) => ({ id, country }))
    const closing = article?.closing[verdict] ?? []
    return {
      statements: known([...checks.flatMap((check) => check.guidance), ...closing], article?.statements),
      law: known(
        checks.flatMap(({ law }) => law),
        sentences,
      ),
    }
  })
  return {
    statements: parts.flatMap(({ statements }) => statements),
    law: parts.flatMap(({ law }) => law),
    references: regime && objections.some(({ check }) => check.on === 'regime') ? [{ id: regime.id }] : [],
  }
}
