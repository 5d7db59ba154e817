import type { Language } from './fixtures.ts'

type Section = 'rows' | 'problems' | 'meaning' | 'evidence' | 'also' | 'steps' | 'notes' | 'other'

/** The titles of a text report, by what stands below them. */
const TITLES: Record<Language, Record<string, Section>> = {
  en: {
    'What was not seen': 'problems',
    'What this means': 'meaning',
    Evidence: 'evidence',
    'Other ways to the people you know': 'other',
    'Also found': 'also',
    'What to do': 'steps',
    'Please note': 'notes',
    'Apps with a loan feature': 'notes',
    Sources: 'other',
    'What this report cannot prove': 'other',
  },
  'zh-CN': {
    没读到的内容: 'problems',
    这意味着: 'meaning',
    证据: 'evidence',
    '除了通讯录，它还能从这些地方找到你的亲友': 'other',
    还有: 'also',
    怎么办: 'steps',
    要知道: 'notes',
    '带借贷功能的 App': 'notes',
    依据: 'other',
    这份报告不能证明什么: 'other',
  },
}

/** What begins something that a person reads first, in each section. What is `skipped` ends it. */
const FIRST: Record<Section, { begins: RegExp; skipped?: RegExp }> = {
  rows: { begins: /^ {2,4}[^ -]/, skipped: /^ {2}-/ },
  problems: { begins: /^ {4}\S|^ +1\. /, skipped: /^ +\d+\. / },
  meaning: { begins: /^ {4}\S/ },
  evidence: { begins: /^ {4}(Permission|Holds|Last read|App|权限|持有|最近读取) /, skipped: /^ {4}\S/ },
  also: { begins: /^ {4}\S/, skipped: /^ {6}\S/ },
  steps: { begins: /^ {4}\d+\. /, skipped: /^ {9}/ },
  notes: { begins: /^ {4}\S/ },
  other: { begins: /^$/ },
}

/** The first step and the settings path stand for all steps, the first sentence for what it means. */
const SHOWN: Partial<Record<Section, (item: string, at: number) => boolean>> = {
  meaning: (_item, at) => at === 0,
  steps: (item, at) => at === 0 || item.includes(' > '),
}

/** What a person reads first in a text report, with the broken sentences mended. */
export function digestOf(text: string, language: Language): { headline: string; text: string[] } {
  const [head = '', ...blocks] = text.split(/\n(?=\n|== | {2}\S)/)
  const read = []
  for (const block of blocks) {
    const lines = block.split('\n').filter((line) => line !== '')
    if (lines.some((line) => /^-+$/.test(line))) break
    if (lines[0]?.startsWith('== ')) {
      read.push(...lines)
      continue
    }
    // The country that something is of stands beside its title.
    const section = TITLES[language][lines[0]?.trim().replace(/ ?[(（][^)）]+[)）]$/, '') ?? '']
    const items = itemsOf(section === undefined ? lines : lines.slice(1), section ?? 'rows')
    read.push(...items.filter(SHOWN[section ?? 'rows'] ?? (() => true)))
  }
  const summary = text
    .slice(text.search(/^-+\n(?!\n)/m))
    .split('\n')
    .slice(1)
  const total = summary.findLastIndex((line) => /^Apps checked|^Findings: |^检查了|^发现 /.test(line))
  return {
    headline: head.split('\n').reduce(joined),
    text: [...read, ...summary.slice(0, total + 1)].map(squeezed),
  }
}

function itemsOf(lines: string[], section: Section): string[] {
  const { begins, skipped } = FIRST[section]
  const items: string[] = []
  let open = false
  for (const line of lines) {
    const last = items.at(-1)
    // Without a hanging indent, only the end of the sentence tells where the next one begins.
    const isOver = !['notes', 'problems'].includes(section) || last === undefined || /[.。\]]$|^ +1\. /.test(last)
    if (begins.test(line) && isOver) {
      open = true
      items.push(line)
    } else if (skipped?.test(line)) open = false
    else if (open) items.push(section === 'rows' ? `${items.pop()}  ${line}` : joined(items.pop() ?? '', line))
  }
  return items
}

/** A sentence goes on in the next line: without a space beside Chinese punctuation and between Chinese characters. */
function joined(text: string, more: string): string {
  const next = more.trim()
  const isClosed = /[\u3000-\u303f\uff00-\uffef]$/.test(text) && !next.startsWith('(')
  const isChinese = /\p{Script=Han}$/u.test(text) && /^\p{Script=Han}/u.test(next)
  return `${text}${isClosed || isChinese || /^[\u3000-\u303f\uff00-\uffef]/.test(next) ? '' : ' '}${next}`
}

const squeezed = (line: string) => line.trim().replace(/={3,}/g, '==').replace(/ {2,}/g, '  ')

/** Which finding leads each app, in the order of the report: from a text too narrow for a table. */
export const leadsOf = (narrow: string): string[] =>
  [...narrow.matchAll(/^== (.*?)(?: =+ |\n)(?:critical|high|medium|low|note) ([a-z-]+)/gm)].map(
    ([, app, ruleId]) => `${app}: ${ruleId}`,
  )
