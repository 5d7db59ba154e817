import { AuditError } from '../../internal.ts'
import { define } from '../command.ts'
import { adbFlags } from '../phone/choose.ts'

/** Pairs with a phone over Wi-Fi, for who has no cable. The code is asked for: a list of processes must not show it. */
export const command = define({
  order: 2,
  help: 'help.pair',
  args: { '[address]': 'help.pairAddress' },
  flags: { '--connect': { help: 'help.pairConnect' }, ...adbFlags },
  examples: ['daicha pair', 'daicha pair 192.168.1.5:37123', 'daicha pair 192.168.1.5:41234 --connect'],
  async run([typed], options, session) {
    if (options.connect && typed === undefined) throw new AuditError('E230', {})
    return (await import('../phone/pair.ts')).pair(typed, options, session)
  },
})
