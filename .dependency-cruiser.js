/**
 * The import table, each row with its reason: which room of `src` may import which. `test/architecture.test.ts` reads
 * it too, and adds what a graph of files cannot show (clocks, printing, sockets). A new room needs a row.
 */
export const rooms = {
  cli: {
    may: ['internal.ts', 'model'],
    comment: 'The command line reaches the rooms through one entry, so that what it needs of them is one list.',
  },
  page: {
    may: ['audit', 'sources', 'classify', 'explain', 'report', 'model', 'errors.ts'],
    comment:
      'The page is a command line for a browser. It takes the rooms one by one, as one entry for both would bring what is for Node.',
  },
  'internal.ts': {
    may: ['audit', 'sources', 'classify', 'explain', 'report', 'model', 'errors.ts'],
    comment: 'It hands on what the rooms have, and puts an audit into words.',
  },
  'index.ts': {
    may: ['internal.ts'],
    comment: 'The public API is a few of the same names, with the defaults filled in.',
  },
  audit: {
    may: ['parse', 'classify', 'judge', 'model', 'platform', 'errors.ts'],
    comment:
      'The pipeline calls the rooms below it, and refuses two phones where one was asked for. It reads no file and no phone, and says nothing in words.',
  },
  sources: {
    may: ['parse', 'model', 'platform', 'errors.ts'],
    comment:
      'Sources hand out dumps and rules. A phone is asked for what the parsers can read, and they tell from each answer what to ask next.',
  },
  parse: { may: ['model', 'platform'], comment: 'A parser turns text into facts and decides nothing.' },
  classify: { may: ['model'], comment: 'Who lends is read from the app and the rules alone.' },
  judge: { may: ['model'], comment: 'What the platform would answer does not depend on who asks or how it was read.' },
  explain: {
    may: ['model'],
    comment: 'Words are made from an audit, not from a dump, and are the last thing that is made.',
  },
  report: {
    may: ['model', 'platform'],
    comment: 'A reporter takes the report and returns text. It judges nothing again.',
  },
  model: { may: [], comment: 'The nouns stand on nothing, so that everything can stand on them.' },
  platform: {
    may: ['model'],
    comment:
      'What Node and a browser do each in their own way, under the same names: `#platform/` is that of where the program runs.',
  },
  'errors.ts': { may: ['model'], comment: 'An error is a code whose words the model knows, wherever it is thrown.' },
}

/** In these rooms each folder stands on those before it alone. */
export const floors = {
  cli: ['output', 'options', 'input', 'batch', 'phone', 'evidence', 'wizard', 'commands'],
  model: ['text', 'phone', 'rules', 'report'],
  parse: ['lines', 'apk', 'packages', 'app-ops', 'signs', 'sections', 'text', 'gaps', 'snapshot'],
  report: ['text', 'html', 'ci', 'diff'],
  sources: ['archive', 'document', 'adb', 'pack', 'saved', 'rules', 'web'],
  'sources/adb': ['link', 'server', 'revocation', 'asking', 'names', 'saved'],
}

/** The one place that may open a socket, and what opens one. */
export const speaksToPhones = '^src/sources/adb/server/'
export const opensSockets = '^(node:)?(net|tls|http|https|http2|dgram|dns)(/|$)'

/** No file, no clock, no environment, no printing. */
export const pure = ['audit', 'parse', 'classify', 'judge', 'explain', 'report', 'model']

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

const standsOn = ([room, folders]) =>
  folders.slice(0, -1).map((folder, at) => ({
    name: `${room}-${folder}-stands-below`,
    comment: 'Who reads a room from its first folder to its last meets no word that was not said before.',
    severity: 'error',
    from: { path: `^src/${room}/${folder}/` },
    to: { path: `^src/${room}/(${folders.slice(at + 1).join('|')})/` },
  }))

/** Where each library may be used, and why there. */
export const libraries = [
  ['commander', '^src/cli/', 'Options are the business of the command line.'],
  [
    '@devicefarmer/adbkit',
    speaksToPhones,
    'One place speaks to a phone, so that the list of denied commands cannot be passed by.',
  ],
  ['execa', speaksToPhones, 'The only program that is ever started is adb.'],
  ['csv-parse', '^src/sources/', 'Tables are files of the user too.'],
  ['yaml', '^src/sources/', 'YAML is read from files of the user, never on the start-up path.'],
  ['jsonc-parser', '^src/sources/', 'Files that people write are read where their mistakes are told with a line.'],
  ['@yume-chan/adb', '^src/sources/web/', 'A browser has no adb server: it speaks to the daemon of the phone itself.'],
  ['@yume-chan/adb-daemon-webusb', '^src/sources/web/', 'The same, over USB.'],
  ['postal-mime', '^src/sources/document/', 'What people send to one another is taken apart where files are read.'],
  ['htmlparser2', '^src/sources/document/', 'The same, of a page.'],
  ['yauzl', '^src/platform/node/', 'How a zip is opened depends on where the program runs.'],
  ['yazl', '^src/sources/', 'What is saved of a phone is written where it was read.'],
  ['chalk', '^src/report/', 'Only a reporter knows colours.'],
  ['zod', '^src/(model|sources)/', 'Data is validated where it enters; between rooms the types are enough.'],
]

const belongs = ([name, place, comment]) => ({
  name: `${name.replace(/^.*\//, '')}-in-its-room`,
  comment,
  severity: 'error',
  from: { pathNot: place },
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
      from: { pathNot: speaksToPhones },
      to: { dependencyTypes: ['core'], path: opensSockets },
    },
    {
      name: 'pure-rooms',
      comment: 'No files, no adb, no clock, no environment: same input, same bytes.',
      severity: 'error',
      from: { path: `^src/(${pure.join('|')})/` },
      to: { dependencyTypes: ['core'] },
    },
    ...Object.entries(rooms).map(stays),
    ...Object.entries(floors).flatMap(standsOn),
    ...libraries.map(belongs),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
}
