import { CONTACTS, YES } from './languages.ts'

/** In languages that are written without letters. */
export const GROUP = '(?:通.[录錄]|[联聯].人|連絡先|연락처|주소록)'

/** For each letter, words of an alphabet and others. The first that fits counts. */
const WORDS: [letter: string, words: string, others?: string][] = [
  // What holds of the shell, or of any app.
  [
    'w',
    String.raw`(?:[\w.]{0,30}shell(?: uid)?|adb|that|they|may) (?:has|holds?|can)|an? (?:\w+ ){0,3}(?:app|lender) can`,
    '不[过過仅僅但光料二]|[没沒]想|未[来來]|无忧|[功智]能|所有|(?<![个個款该該这這那] ?)(?:[软軟]件|[应應]用|app) ?能',
  ],
  // The permission.
  [
    'P',
    String.raw`[\w.]{0,60}(?:(?:reads?|access)(?: to)?(?: [\w’']+){0,2} ?(?:contacts|call logs?|sms)|write call log)|contacts (?:permission|access)|(?:[\w.]{0,30}permission-group|permission)\.contacts`,
    `[读讀看访訪].?(?:[你我]的)?${GROUP}|${GROUP}的?(?:[访訪][问問])?[权權]限`,
  ],
  // What may be called so.
  ['C', 'contacts', GROUP],
  // The same elsewhere, where it stands alone.
  ['c', CONTACTS],
  // Another one.
  ['O', '', '§'],
  // It depends, is asked, is to be done, or is past.
  [
    'Q',
    'if|un(?:less|til)|once|soon|wh(?:o|ich|at|en|ether)|maybe|perhaps|suppose|assume|look|check|tap|had|before|must|afraid',
    '[谁誰哪怎]|如果|假如|要是|万一|一旦|只[有要]|可能|才能|当时| [!=]= ',
  ],
  [
    'N',
    String.raw`no(?:t|ne|body|thing)?|never|neither|without|cannot|\w+n[’' ]t|deny|(?:\w{1,30}\.)?(?:permanently)?denied|refused|blocked|removed|ask every time|false|off|revoked?|0 (?:loan )?apps?`,
    String.raw`[不未没沒无無勿否❌✗☐]有?|禁止?|拒[绝絕]?|[别別][允点點]|每次.{0,3}[询詢][问問]|[[(] [\])]`,
  ],
  [
    'Y',
    '(?:\\w{1,30}\\.)?granted(?:permissions)?|allowed|authorized|permitted|given|gave|turned on',
    String.raw`[已被][经經]?[允授获獲开開].|[是还還]打?[开開][着著的启啟](?<=[人录錄][^,;]{3,9})|已[经經]?打[开開]|[✓✔√✅☑]|👍|🟢|[[(]x[\])]`,
  ],
  ['y', 'true|y|yes|allow|enabled', '[允授].'],
  ['i', 'on', '是'],
  ['1', '(?<!-)[1x]', String.raw`打?[开開][着著]?(?![\u3040-\ud7a3])`],
  ['0', '0|zero'],
  // A key of what stands behind it.
  ['K', String.raw`stat\w+|value|result`, '[状狀][态態]|[结結]果'],
  // All that do.
  ['A', 'apps (?:that )?(?:with|have|can|holding)|holders of', String.raw`的 ?[\u3040-\ud7a3]{0,4}(?:app|[应應]用)`],
  ['', 'is|was|been?|has been|the|always|permissions?|permiso de|izin', String.raw`[权權]限|的|始[终終]|\(\d+\)`],
  ['H', 'has|holds?|holders|held by', '[拥擁持]有|拿到'],
  ['k', 'can|able to', '可以|[能有]'],
  ['|', 'but', '但是?|(?<=[぀-힣]) [-–—] | [-–—]{2,} '],
  ['j', YES, 'はい|許可(?:済み?)?|[예네](?![가-힣])|허용됨?'],
  ['w', String.raw`[a-z\d\xc0-\u1fff]+(?:[.’'-]\w+)*`],
  ['?', '', '[?吗嗎]'],
  ['h', '', '[\u3040-\ud7a3]'],
  // The end of a word of Chinese, no verb that goes on.
  ['_', '', '(?<=[^\0-\u303f到见見现現示出把将將给給]) '],
  [':', '', String.raw`[:=]| [-–—] |^\s*#+`],
  ['.', '', String.raw`(?<!\.)[.!](?=\s|$)|。|\},\s*\{`],
  ['|', '', String.raw`</\w+>|<(?!\w*contacts)\w+>|[\t,;|│<>→[\]{}"“”、]| / |\s{2,}`],
  ['', '', '[^]'],
]
const THING = new RegExp(
  WORDS.map(([, words, others = '$.']) => `(${words && `(?:${words})(?![a-z\\d\\xc0-\\u1fff])|`}${others})`).join('|'),
  'g',
)

/** A line that begins with a mark. */
const LED = /^[\s*-]*[✓✔√✅☑❌✗]/

/** One after the other: all that is found in a line, which may be a whole file, takes a hundred times its room. */
const lettersOf = (words: string) =>
  Array.from(words.matchAll(THING), (found) => WORDS[found.indexOf(found[0], 1) - 1]?.[0]).join('')

/** A line in letters: what it says, in order, and how it is parted. It is in NFKC: wide marks are narrow. */
export const spell = (line: string) =>
  lettersOf(
    line
      // Of several marks in a row each is of the word before it, or behind it where the first begins the line.
      .replace(/([\w\u3040-\ud7a3] ?)([✓✔√✅☑❌✗])/g, LED.test(line) ? '$1|$2' : '$1$2|')
      // A key begins a cell.
      .replace(/ (?=\w+=)/g, '|')
      // An empty cell is one.
      .replace(/([\t,;|])(?=\1)|(?<![^\t,;|])""(?![^\t,;|])/g, '$&w"')
      .replace(/permission\.(?!\w*(?:contacts|call_log|sms))\w+/gi, '§')
      // A name of three words or more, whatever they say: `Cash Without Collateral has READ_CONTACTS`.
      .replace(/\b(?!If|Wh)(?:[A-Z][a-z]{1,20} ){3,6}(?=has|can|READ_)/g, 'w ')
      .replaceAll('_', ' ')
      .toLowerCase(),
  )
    // A name with a blank behind it, whatever it says: `没有借 READ_CONTACTS 已授予`.
    .replace(/(^|[|:.])[Nk]h+[_|]+(?=[PCHYk])/g, '$1w|')
    // What names or answers it in other languages does so alone.
    .replace(/(^|[|:])c(?=[|:.YN]|$)/g, '$1C')
    .replace(/([|:])j(?=[|:.]|$)/g, '$1y')
    .replace(/([PC]:[wh_]*)j/g, '$1J')
    .replace(/K(?![|:]*:)/g, 'h')
    .replace(/[chj_]+/g, (run) => run.replaceAll('_', '') && 'w')
    // `✅ Yes` says it twice, and so does `on ✅`.
    .replace(/[yi]?Y+[yi]?/g, 'Y')
    .replace(/N+[yY1]?/g, 'N')
    .replace(/[|:.]+/g, (run) => [...'.:'].find((one) => run.includes(one)) ?? '|')
    .replace(/^[|]|^[1w]\.|[|.]$/g, '')
    // `❌ READ_CONTACTS: granted`
    .replace(/^N(?=\w+:[Yy]$)/, LED.test(line) ? '' : 'N')
    // What stands behind another key is no answer.
    .replace(/(^|[|.])(?:w+:)+[YyNi01](?=[|.](?!P|C$)|$)/g, '$1w')
    .replace(/w:[1i]/g, 'w')
