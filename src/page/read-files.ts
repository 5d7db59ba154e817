import { explainProblem } from '../explain/index.ts'
import * as Exit from '../model/exit.ts'
import type { Problem } from '../model/report/report.ts'
import type { Chosen } from '../sources/web/chosen.ts'
import type { View } from './draw.ts'
import { chosen, dropped } from './dropped.ts'
import { at } from './element.ts'
import type { FileState } from './file.ts'
import type { Jobs } from './jobs.ts'
import { chosenCountry } from './state.ts'
import type { PageSpeaker } from './words.ts'
import type { Checked, Message } from './worker.ts'

/** Reads the files that a person chose or dropped, and says how far it is, or why there is nothing to show. */
export function fileReader(
  { state, draw }: View,
  { run, stop }: Jobs,
  leave: () => void,
  show: (checked: Checked) => void,
) {
  const tell = (file: FileState) => {
    state.file = file
    draw.file()
    at('told').focus()
  }
  const refuse = (problems: (here: PageSpeaker) => Problem[]) => tell({ is: 'failed', problems })

  function hear(message: Message) {
    if (state.file.is !== 'working') return
    if (message.type === 'read') {
      state.file.read = message.bytes
      draw.progress()
    } else if (message.type === 'error')
      refuse((here) => [explainProblem(message.code, here, { params: message.params })])
    else if (message.type === 'checked') {
      const { phones } = message
      if (phones.every(({ reports }) => reports[state.lang].exit.code === Exit.nothingAudited))
        refuse((here) => phones.flatMap(({ reports }) => reports[here.lang].problems))
      else show(message)
    }
  }

  let asked = 0
  /** What was asked for last counts, and ends what went on before, a phone too, however long a folder takes to list. */
  async function begin(found: Chosen[] | Promise<Chosen[] | undefined>) {
    const nth = ++asked
    const files = await found
    if (nth !== asked) return
    if (state.file.is === 'working') stop()
    if (!files?.length) return tell({ is: 'told', say: files ? 'web.file.empty' : 'web.file.undropped' })
    if (state.cable.is === 'busy') leave()
    if (state.result !== undefined) {
      stop()
      state.result = undefined
      draw.page()
    }
    tell({ is: 'working', files, read: 0 })
    run({ files, ...chosenCountry(state) }, hear)
  }
  function choose(field: HTMLInputElement) {
    void begin(chosen(field.files ?? []))
    // A browser says nothing of a file that is chosen twice, exported anew or not.
    field.value = ''
  }

  return {
    clicks: {
      stop() {
        asked++
        if (state.file.is !== 'working') return
        stop()
        tell({ is: 'told', say: 'web.file.stopped' })
      },
    },
    changes: { choose, folder: choose },
    drop: (data: DataTransfer) => void begin(dropped(data).catch(() => undefined)),
  }
}
