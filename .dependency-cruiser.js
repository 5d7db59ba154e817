/**
 * The import table, each row with its reason. `test/architecture.test.ts` holds the same table and adds what a graph
 * of files cannot show (clocks, printing, sockets).
 */
const rooms = {
  cli: {
    may: ['index.ts'],
    comment: 'The command line has no private door: what it needs, the public API exports.',
  },
  audit: {
    may: ['parse', 'classify', 'judge', 'explain', 'model', 'errors.ts'],
    comment:
      'The pipeline calls the rooms below it, and refuses two phones where one was asked for. It reads no file and no phone, and lays nothing out.',
  },
  sources: {
    may: ['model', 'errors.ts'],
    comment: 'Sources hand out dumps and rules. What a dump means is decided in the rooms above.',
  },
  parse: { may: ['model'], comment: 'A parser turns text into facts and decides nothing.' },
  classify: { may: ['model'], comment: 'Who lends is read from the app and the rules alone.' },
  judge: { may: ['model'], comment: 'What the platform would answer does not depend on who asks or how it was read.' },
  explain: { may: ['model'], comment: 'Words are made from a verdict, not from a dump.' },
  report: { may: ['model'], comment: 'A reporter takes the report and returns text. It judges nothing again.' },
  model: { may: [], comment: 'The nouns stand on nothing, so that everything can stand on them.' },
  'errors.ts': { may: [], comment: 'An error is a code and words, wherever it is thrown.' },
}

const stays = ([room, { may, comment }]) => ({
  name: `${room.replace('.ts', '')}-imports`,
  comment,
  severity: 'error',
  from: { path: `^src/${room}` },
  to: {
    path: '^(src|scripts|test|bin)/',
    pathNot: [room, ...may].map((name) => `^src/${name.replace('.', '[.]')}(/|$)`),
  },
})

/** Libraries that one room alone may use. */
const privateTo = [
  ['commander', 'src/cli/', 'Options are the business of the command line.'],
  [
    '@devicefarmer/adbkit',
    'src/sources/adb',
    'One place speaks to a phone, so that the list of denied commands cannot be passed by.',
  ],
  ['execa', 'src/sources/adb', 'The only program that is ever started is adb.'],
  ['csv-parse', 'src/sources/', 'Tables are files of the user too.'],
  ['yaml', 'src/sources/', 'YAML is read from files of the user, never on the start-up path.'],
  ['jsonc-parser', 'src/sources/', 'Files that people write are read where their mistakes are told with a line.'],
  ['yauzl', 'src/sources/', 'Archives are opened where their limits are enforced.'],
  ['yazl', 'src/sources/', 'What is saved of a phone is written where it was read.'],
  ['chalk', 'src/report/', 'Only a reporter knows colours.'],
  ['string-width', 'src/report/', 'Only a reporter knows columns.'],
  ['zod', 'src/(model|sources)/', 'Data is validated where it enters; between rooms the types are enough.'],
]

const belongs = ([name, room, comment]) => ({
  name: `${name.replace(/^.*\//, '')}-in-its-room`,
  comment,
  severity: 'error',
  from: { pathNot: `^${room}` },
  to: { path: `(^|/)node_modules/${name}/` },
})

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Data goes one way. A circle means that two files are one, or that a third is missing.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'not-to-unresolvable',
      comment: 'A rule about imports means nothing for an import that leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-sockets',
      comment: 'The tool is silent on the network. The one socket, to the adb server, is opened by the adb source.',
      severity: 'error',
      from: { pathNot: '^src/sources/adb' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(net|tls|http|https|http2|dgram|dns)(/|$)' },
    },
    {
      name: 'pure-rooms',
      comment: 'No files, no adb, no clock, no environment: same input, same bytes.',
      severity: 'error',
      from: { path: '^src/(audit|parse|classify|judge|explain|report|model)/' },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.entries(rooms).map(stays),
    ...privateTo.map(belongs),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
