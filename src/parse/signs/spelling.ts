const CONTACTS = '(?:通.[录錄]|[联聯].人)'

/** For each letter, words of an alphabet and others. The first that fits counts. */
const WORDS: [letter: string, words: string, others?: string][] = [
  // What holds of the shell, or of any app.
  ['w', String.raw`(?:[\w.]{0,30}shell(?: uid)?|adb|that|they) (?:has|holds?|can)`, '不过|没想'],
  // The permission.
  [
    'P',
    String.raw`[\w.]{0,60}(?:read|access)(?: to)?(?: [\w’']+){0,2} ?(?:contacts|call logs?|sms)|write call log|contacts (?:permission|access)`,
    `[读讀看访].?(?:[你我]的)?${CONTACTS}|${CONTACTS}的?权限`,
  ],
  // What may be called so.
  ['C', 'contacts', CONTACTS],
  // Another one.
  ['O', '', '§'],
  // It depends, is asked, is to be done, or is past.
  ['Q', 'if|wh(?:o|ich|at|en|ether)|look|had|before|must|afraid', '如果|谁|哪|当时'],
  [
    'N',
    String.raw`no(?:t|ne|body|thing)?|never|neither|without|cannot|\w+n[’' ]t|den(?:y|ied)|false|off|revoked?|0 (?:loan )?apps?`,
    String.raw`[不未没无勿否❌☐]有?|禁止?|拒绝?|别[允点]|\[ \]`,
  ],
  ['Y', 'granted|allowed|given', String.raw`[已被]经?[允授获开].|[✓✔√✅☑]|\[x\]`],
  ['y', 'true|yes|allow|enabled', '[允授].'],
  ['i', 'on', '是'],
  ['1', '[1x]'],
  ['0', '0'],
  // A key of what stands behind it.
  ['K', String.raw`stat\w+`, '状态'],
  // All that do.
  ['A', 'apps (?:that )?(?:with|have|can|holding)', '的 ?(?:app|应用)'],
  ['H', 'has|holds?|held by', '[拥持]有'],
  ['k', 'can', '[能有]|可以'],
  ['', 'is|was|been?|has been|the|permissions?', String.raw`权限|的|\(\d+\)`],
  ['w', String.raw`[a-z\d\xc0-\u1fff]+(?:[.’'-]\w+)*`],
  ['?', '', '[?？吗]'],
  ['h', '', '[\u3040-\ud7a3]'],
  [':', '', String.raw`[:：=]| [-–—] |^\s*#+`],
  ['.', '', String.raw`[.!](?=\s|$)|[。！]|\},\s*\{`],
  ['|', '', String.raw`</?\w+>|[\t,;|│<>[\]{}"“”，、；]|\s{2,}`],
  ['', '', '[^]'],
]
const THING = new RegExp(
  WORDS.map(([, words, others = '$.']) => `(${words && `(?:${words})(?![a-z\\d\\xc0-\\u1fff])|`}${others})`).join('|'),
  'g',
)

/** A line in letters: what it says, in order, and how it is parted. */
export const spell = (line: string) =>
  line
    // An empty cell is one.
    .replace(/([\t,;|])(?=\1)/g, '$1w')
    .replace(/permission\.(?!\w*(?:contacts|call_log|sms))\w+/gi, '§')
    .replaceAll('_', ' ')
    .toLowerCase()
    .replace(THING, (_, ...found) => WORDS[found.findIndex((word) => word !== undefined)]?.[0] ?? '')
    .replace(/h+/g, 'w')
    .replace(/N+[yY1]?/g, 'N')
    .replace(/[|:.]+/g, (run) => [...'.:'].find((one) => run.includes(one)) ?? '|')
    .replace(/^[|]|^[1w]\.|[|.]$/g, '')
    // What stands behind another key is no answer.
    .replace(/(^|[|.])w+:[YyNi01](?=[|.](?!P)|$)/g, '$1w')
