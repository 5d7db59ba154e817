/**
 * What packages load and do not need here, by who asks for it: at every start of the command line it takes longer to
 * start than the rest of what asks.
 */
const standIns = [
  // No command is a program of its own.
  { id: 'node:child_process', in: '/commander/', is: 'module.exports = {}' },
  // It connects and nothing more: with promises of Node, in silence, and no server is started (`isStart` in
  // `client.ts`).
  { id: 'bluebird', in: '/adbkit/', is: 'module.exports = class extends Promise { static config() {} }' },
  { id: 'debug', in: '/adbkit/', is: 'module.exports = () => () => {}' },
  {
    id: 'child_process',
    in: '/adbkit/',
    is: "exports.execFile = () => { throw Object.assign(new Error('nothing is started'), { code: 'ERR_INVALID_ARG_VALUE' }) }",
  },
]

export const withStandIns = {
  name: 'with-stand-ins',
  resolveId(id, importer = '') {
    const at = standIns.findIndex((one) => one.id === id && importer.includes(one.in))
    return at < 0 ? undefined : `\0stand-in-${at}`
  },
  load: (id) => standIns[id.startsWith('\0stand-in-') ? Number(id.slice('\0stand-in-'.length)) : -1]?.is,
}
