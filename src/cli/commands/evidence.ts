import { AuditError } from '../../internal.ts'
import { define } from '../command.ts'
import { logFlags, packFlags, verifyFlags } from '../evidence/options.ts'
import { flags, lacks, typedOf, wrongValue } from '../flags.ts'
import { phoneOption } from '../phone/choose.ts'

/** What each of the three takes, and an example of it. */
const KINDS = {
  pack: { takes: { ...packFlags, ...logFlags }, needs: 1, example: 'daicha evidence pack package.txt' },
  add: { takes: logFlags, needs: 2, example: 'daicha evidence add evidence.zip screenshot.png' },
  verify: { takes: verifyFlags, needs: 1, example: 'daicha evidence verify evidence.zip' },
}
const kinds = Object.keys(KINDS) as (keyof typeof KINDS)[]
const ofEvidence = flags({ ...packFlags, ...logFlags, ...verifyFlags })

/** `evidence pack`, `add` and `verify`; the first word says which. */
export const command = define({
  order: 4.5,
  help: 'help.evidence',
  args: { '<what>': 'help.evidenceWhat', '[of...]': 'help.evidenceOf' },
  choices: kinds,
  flags: ofEvidence,
  examples: [
    'daicha evidence pack package.txt appops.txt',
    'daicha evidence pack before.zip --minimal --app com.example.kuaijie',
    'daicha evidence pack --device -o evidence.zip',
    'daicha evidence add evidence.zip screenshot.png call.m4a',
    'daicha evidence verify evidence.zip',
  ],
  async run([typed = '', ...of], options, session) {
    const what = kinds.find((kind) => kind === typed)
    if (what === undefined) throw wrongValue('daicha evidence', typed, kinds)
    const own = typedOf(KINDS[what].takes, options.given)
    const other = typedOf(ofEvidence, options.given).find((one) => !own.includes(one))
    if (other !== undefined) throw new AuditError('E115', { x: what, y: other })
    const { takes: _, needs, example } = KINDS[what]
    const ofPhone = phoneOption(options)
    if (ofPhone !== undefined && of[0] !== undefined) throw new AuditError('E115', { x: ofPhone, y: of[0] })
    if (of.length < needs && ofPhone === undefined)
      throw lacks(`daicha evidence ${what}`, session.words.say('help.evidenceOf'), { example })
    const [file = '', ...files] = of
    if (what === 'pack') return (await import('../evidence/pack.ts')).packEvidence(of, options, session)
    const { addEvidence, verifyEvidence } = await import('../evidence/sealed.ts')
    if (what === 'add') return addEvidence(file, files, options, session)
    if (files[0] !== undefined) throw wrongValue('daicha evidence verify', files[0], [], { allowed: example })
    return verifyEvidence(file, options.expect, session)
  },
})
