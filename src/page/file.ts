import type { Problem } from '../model/report/report.ts'
import { h, type Markup, nothing } from '../report/html/markup.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import { noResult } from './no-result.ts'
import type { PageSpeaker } from './words.ts'

/** What goes on in the part for files. */
export type FileState =
  | { is: 'waiting' }
  | { is: 'working'; files: Chosen[]; read: number }
  | { is: 'told'; say: 'web.file.stopped' | 'web.file.empty' | 'web.file.undropped' }
  | { is: 'failed'; problems: (words: PageSpeaker) => Problem[] }

/** A zip is read twice: once to tell its digest, once to open it. */
export function progressOf({ files, read }: { files: Chosen[]; read: number }, { say }: PageSpeaker) {
  const size = files.reduce((sum, { blob }) => sum + blob.size, 0)
  const all = files.reduce((sum, { path, blob }) => sum + blob.size * (/\.zip$/i.test(path) ? 2 : 1), 0)
  const percent = all === 0 ? 100 : Math.min(100, Math.round((read / all) * 100))
  return { percent, text: say('web.file.progress', { percent, size: (size / 1e6).toFixed(1) }) }
}

export function fileState(file: FileState, words: PageSpeaker): Markup {
  const { say } = words
  if (file.is === 'waiting') return nothing
  if (file.is === 'told') return h`<p id="told" tabindex="-1">${say(file.say)}</p>`
  if (file.is === 'failed') return noResult('told', file.problems(words), words)
  const { files } = file
  const [one] = files
  const what = files.length === 1 && one ? one.path : say('web.file.several', { n: files.length })
  const { percent, text } = progressOf(file, words)
  return h`<p id="told" tabindex="-1"><strong>${say('web.file.working', { file: what })}</strong></p>
<progress id="percent" max="100" value="${percent}" aria-labelledby="told"></progress>
<p id="done" class="muted">${text}</p><button type="button" data-do="stop">${say('web.file.stop')}</button>`
}
