import type { NdjsonRecord } from '../../model/report/ndjson.ts'
import type { Report } from '../../model/report/report.ts'

/** The inert data of a page; it holds no other script. */
export function* scriptsIn(page: string): Generator<string> {
  for (let at = 0; ; ) {
    const tag = page.indexOf('<script type="application/json"', at)
    const from = page.indexOf('>', tag) + 1
    const to = page.indexOf('</script>', from)
    if (tag === -1 || from === 0 || to === -1) return
    yield page.slice(from, to)
    at = to
  }
}

/** A page holds one report in each language, or a stream: one of each report, in that language if it is there. */
export function inOneLanguage<One extends Report | NdjsonRecord>(saved: One[], lang?: Report['run']['lang']): One[] {
  const [first] = saved
  const ofLanguage = (tag: string | undefined) => saved.filter((one) => one.type !== 'report' || one.run?.lang === tag)
  const wanted = ofLanguage(lang)
  return wanted.length > 0 || first?.type !== 'report' ? wanted : ofLanguage(first.run?.lang)
}
