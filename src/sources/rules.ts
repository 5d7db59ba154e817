import { readFileSync } from 'node:fs'
import type { Guidance, RuleSet } from '../model/rule.ts'

/** The compiled files lie beside the bundle; the build has checked them. */
const compiled = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown

export const loadRules = () => compiled('./rules.json') as Omit<RuleSet, 'guidance'>

export const loadGuidance = () => compiled('./guidance.json') as Guidance
