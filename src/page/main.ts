import './sheet.ts'
import { serve } from './worker.ts'

// The style first, then what reads, then what draws: in this order the script packs best.

import { start } from './start.ts'

/** The script of daicha.html: the page itself, and, run again as a worker, what reads the files. */
if (typeof document === 'undefined') serve(self)
else start()
