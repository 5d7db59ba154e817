#!/usr/bin/env node
require('../dist/run.cjs').main(process)
