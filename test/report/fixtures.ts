import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../daicha.ts'

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

/** `expected.json` of a fixture. Every key counts: one that no run can show would fail. */
export interface Expected {
  about: string
  android: string | null
  args: string[]
  exit: number
  /** Absent where nothing was audited. */
  verdict?: string
  complete: boolean
  packages: number
  apps: { package: string; lender: string }[]
  findings: { ruleId: string; package: string; user: number; severity: string; line?: number; path?: string }[]
  problems: string[]
  /** The first line that a person reads. */
  headline: Record<Language, string>
  /** Which finding leads each app: `name: rule`. */
  leads: string[]
  /** What a person reads first of the text, below the headline. */
  text: Record<Language, string[]>
}

const folder = join(root, 'fixtures')
export const names = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
export const input = (name: string) => `fixtures/${name}/input`

const expectedFile = (name: string) => join(folder, name, 'expected.json')
export const isExpected = (name: string) => existsSync(expectedFile(name))
export const expectedOf = (name: string): Expected => JSON.parse(readFileSync(expectedFile(name), 'utf8'))

/** The sentence about the whole phone, without its mark; empty where nothing was audited. */
export const headlineOf = ({ verdict, headline }: Expected, language: Language): string =>
  verdict === undefined ? '' : headline[language].replace(/^\[.*?\] /, '')

/** What every report for people says of its apps, in whatever layout: the findings, the last read, what to do first. */
export const sentencesOf = ({ verdict, text }: Expected, language: Language): string[] =>
  verdict === undefined
    ? []
    : text[language]
        .filter((line) => !NO_SENTENCE.test(line))
        .flatMap((line) =>
          line
            .replaceAll('`', '')
            .split(/ {2}|^\d+\. /)
            .filter((part) => part !== 'Last read' && / |[。，]/.test(part)),
        )

/** Titles, problems, versions, rows of a table or list, and counts: each format has its own. */
const NO_SENTENCE =
  /^== |\[E\d+\]$|^(?:Level|等级|App) | {2}com\.\S+ {2}(?!\d)|^(?:Apps checked|Findings): |^(?:检查了|发现) |[:：]$|[(（]--min-severity[)）]/
