/** The script of daicha.html: the page itself, and, run again as a worker, what reads the files. */
import { start } from './view.ts'
import { serve } from './worker.ts'

if (typeof document === 'undefined') serve(self)
else start()
