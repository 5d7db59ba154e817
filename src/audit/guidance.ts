import type { Device } from '../model/phone/snapshot.ts'
import type { Audit } from '../model/report/audit.ts'
import { inCountry } from '../model/rules/country.ts'
import type { RuleSet } from '../model/rules/rule.ts'
import type { RunVerdict } from '../model/vocabulary.ts'
import { type Assessment, isLenderThere } from './assessment.ts'
import type { Objection } from './checks.ts'
import { countriesOf } from './country.ts'
import { USUAL_REGIME } from './options.ts'

/** Whose law and words count, and by which store's rules apps are compared. */
export function jurisdictionOf(
  device: Device,
  lenders: Assessment[],
  { guidance, regimes }: RuleSet,
  wanted: string | undefined,
) {
  const guidanceIn = (country: string | null) =>
    country === (guidance.country?.id ?? null) ? guidance : inCountry(guidance.all, country)
  const present = lenders.filter(isLenderThere).map(({ lender }) => lender)
  const countries = countriesOf(device, present, guidance)
  const regime = wanted ?? guidanceIn(countries.ofPhone).country?.regime ?? USUAL_REGIME
  return { countries, guidanceIn, regime, compared: regimes.find(({ id }) => id === regime) }
}

/**
 * For each country of the findings, that of the gravest first: the guide on them, and what it says of such a run; the
 * law. Then the rules compared with.
 */
export function guidanceOf(
  objections: Objection[],
  verdict: RunVerdict,
  { countries: { ofLender, ofPhone }, guidanceIn, compared }: ReturnType<typeof jurisdictionOf>,
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
    references: compared && objections.some(({ check }) => check.on === 'regime') ? [{ id: compared.id }] : [],
  }
}
