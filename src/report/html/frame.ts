import type { Report } from '../../model/report/report.ts'
import { h, Markup } from './markup.ts'
import { cssFor } from './sheet.ts'

/**
 * A page that needs nothing else. The content policy allows its one style sheet, by its hash, and pictures inside the
 * page: no script, no request. Who wrote it stands where the first lines of a file tell it. `id` stands at the foot of
 * each printed page; `data` is inert.
 */
export async function framed({
  lang,
  titles,
  version,
  id = '',
  main,
  data,
  css: more = '',
}: {
  lang: Report['run']['lang']
  titles: string[]
  version: string
  id?: string
  main: Markup
  data?: Markup
  /** Besides the sheet that all pages have. */
  css?: string
}): Promise<string> {
  const css = cssFor(id) + more
  const policy = `default-src 'none'; style-src 'sha256-${await sha256(css)}'; img-src data:; base-uri 'none'; form-action 'none'`
  const document = h`<!DOCTYPE html>
<html lang="${lang}">
<head><meta name="generator" content="daicha ${version}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer"><meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${titles.join(' / ')}</title>
<link rel="icon" href="data:,">
<style>${new Markup(css)}</style>
</head>
<body>
<main>
${main}
</main>
${data}</body>
</html>
`
  return document.markup
}

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return btoa(String.fromCharCode(...new Uint8Array(digest)))
}
