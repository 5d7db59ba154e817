import { changeLevels, type DiffFormat, diffPhone, diffReporters, toReport, visible } from '../../internal.ts'
import * as Exit from '../../model/exit.ts'
import { define } from '../command.ts'
import { flags, wrongValue } from '../flags.ts'
import { sayWaiting } from '../input/standard-input.ts'
import { rulesFlag, rulesWith } from '../options/rule-set.ts'
import { harmless } from '../output/overwriting.ts'
import { sarifFlag } from '../output/report.ts'
import { styleFor } from '../output/style.ts'
import { formatFlags, type Target, targetsOf } from '../output/targets.ts'
import { writeTargets } from '../output/write-targets.ts'

const diffFlags = flags({
  ...formatFlags,
  '-f, --format <format[=file]>': { help: 'help.format', shows: Object.keys(diffReporters), isRepeatable: true },
  ...sarifFlag,
  '--fail-on-change <level>': { help: 'help.failOnChange', oneOf: changeLevels, said: 'severity' },
  '--same-phone': { help: 'help.samePhone' },
  ...rulesFlag,
  '--all-apps': { help: 'help.allApps' },
  '--allow-partial': { help: 'help.allowPartial' },
})

/** Compares one phone at two times. */
export const command = define({
  order: 6,
  help: 'help.diff',
  args: { '<old>': 'help.diffOld', '<new>': 'help.diffNew' },
  flags: diffFlags,
  examples: [
    'daicha diff october.zip november.zip',
    'daicha diff october.json november.zip --fail-on-change high',
    'daicha diff old-dump/ new-dump/ -f json=changes.json',
  ],
  async run(inputs, options, session) {
    const { io, words, version } = session
    const [old = '', now = ''] = inputs
    if (old === '-' && now === '-') throw wrongValue('daicha diff', '- -', [], { allowed: '- november.zip' })
    if (inputs.includes('-')) sayWaiting(options, io)
    const targets = harmless(targetsOf(options, diffReporters, io.cwd), [...inputs, ...options.rules], io.cwd)
    const rules = { ...(await rulesWith(options.rules, session)), guidance: words.guidance }
    const { allApps = false, allowPartial = false, samePhone = false, quiet = false } = options
    if (allApps && !quiet) io.stderr.write(`${words.say('line.allApps')}\n`)

    const { readState } = await import('../input/state.ts')
    const before = await readState(old, rules, session)
    const after = await readState(now, rules, session)
    if (before === undefined || after === undefined) return Exit.nothingAudited
    const failOnChange = options.failOnChange ?? null
    const asked = { samePhone, failOnChange, allApps, allowPartial, version, now: io.now }
    const diff = await diffPhone(before, after, asked, { rules, words })

    const compared = { diff, old: toReport(before.audit, rules, words), now: toReport(after.audit, rules, words) }
    const written = ({ format, file }: Target<DiffFormat>) =>
      diffReporters[format](compared, styleFor(file, options, words, io))
    const onScreen = targets.find(({ file }) => file === undefined)
    await writeTargets(targets, written, io, (saved) => {
      if (quiet) return
      if (onScreen?.format !== 'text') io.stderr.write(`${visible(diff.headline)}\n`)
      if (saved.length > 0)
        io.stderr.write(`${words.say('short.saved', { files: visible(saved.join(words.say('join.comma'))) })}\n`)
    })
    return diff.exit.code
  },
})
