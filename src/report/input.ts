import type { Report } from '../model/report.ts'

/** What was audited, by name: the one file, or the folder that all files share. */
export function inputName({ sources, run }: Report): string {
  const [first = '', ...others] = sources.map(({ path }) => path.split('/'))
  if (first === '') return run.id
  if (others.length === 0) return first.join('/')
  let shared = 0
  while (shared < first.length - 1 && others.every((parts) => parts[shared] === first[shared])) shared++
  return shared === 0 ? first.join('/') : first.slice(0, shared).join('/')
}
