import { placeAt, refuseTaken } from '../../internal.ts'
import { define } from '../command.ts'
import { wrongValue } from '../flags.ts'
import { SCREEN } from '../output/targets.ts'
import { unusedName } from '../output/unused-name.ts'
import { adbFlags, namesFlag, serialFlag, waitFlag } from '../phone/choose.ts'
import { saveMeant } from '../phone/phone-of.ts'

/** Saves what an audit of the phone would read, to be audited here or elsewhere, now or later. */
export const command = define({
  order: 3,
  help: 'help.capture',
  flags: { '--save <path>': { help: 'help.save' }, ...serialFlag, ...waitFlag, ...adbFlags, ...namesFlag },
  examples: ['daicha capture', 'daicha capture --save before', 'daicha capture --save before.zip -s R5CT1234ABC'],
  async run(_args, options, session) {
    const { io, words } = session
    if (options.save === SCREEN) throw wrongValue('--save', SCREEN, [], { allowed: 'before, before.zip' })
    const wished = options.save ?? unusedName(io)
    // Before the phone is read: time with it may be short.
    refuseTaken(placeAt(wished, io.cwd))
    await saveMeant(options.save, options, session)
    if (!options.quiet) io.stderr.write(`${words.say('capture.reminder')}\n`)
    return 0
  },
})
