import { serve } from './worker.ts'

// What draws comes behind what reads: the script packs better so.

import { start } from './view.ts'

/** The script of daicha.html: the page itself, and, run again as a worker, what reads the files. */
if (typeof document === 'undefined') serve(self)
else start()
