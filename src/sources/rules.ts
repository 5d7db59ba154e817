import { readFileSync } from 'node:fs'
import type { Guidance, RuleSet, SignalExamples } from '../model/rule.ts'

/** The compiled files lie beside the bundle; the build has checked them. */
const compiled = (name: string) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as unknown

export const loadRules = () => compiled('./rules.json') as Omit<RuleSet, 'guidance'>

/** All words for people; those of labels and of the command line also stand in a small file of their own. */
export const loadGuidance = () => compiled('./guidance.json') as Guidance

export const loadWords = () => compiled('./words.json') as Guidance['words']

/** What the signals must find and must leave alone; only those who test or show the rules load it. */
export const loadSignalExamples = () => compiled('./signal-examples.json') as SignalExamples[]
