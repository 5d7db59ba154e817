import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { withHyphens } from '../../src/cli/as-meant.ts'
import { daicha, root } from '../daicha.ts'
import { newFolder } from '../folder.ts'
import { zipOf } from '../zip.ts'
import { daichaWith, phones } from './canned.ts'

const sample = readFileSync(join(root, 'fixtures/sample/input/package.txt'))

let cwd: string
beforeAll(() => {
  cwd = newFolder()
  for (const folder of ['sample', 'emptydir', 'nodumps']) mkdirSync(join(cwd, folder))
  const zip = zipOf(new Map([['package.txt', sample]]))
  const ignore = (entry: object) => JSON.stringify({ ignore: [entry] })
  const accepted = { rule: 'lender-reads-contacts', package: 'com.example.kuaijie', reason: 'looked at and accepted' }
  const files: Record<string, string | Buffer> = {
    'package.txt': sample,
    'sample/package.txt': sample,
    'nodumps/a.txt': 'milk\nbread\n',
    'random.bin': Buffer.from([
      0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x11, 0xff, 0xfe,
    ]),
    'program.bin': Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0]),
    'cut.zip': zip.subarray(0, zip.length - 40),
    'cut.txt.gz': gzipSync(sample).subarray(0, -200),
    'bad.config.json': '{ "lang":',
    'key.config.json': '{ "lagn": "en" }',
    'level.config.json': '{ "failOn": "hihg" }',
    'reason.json': ignore({ ...accepted, reason: undefined, expires: '2027-01-01' }),
    'far.json': ignore({ ...accepted, expires: '2099-01-01' }),
    'old.json': ignore({ ...accepted, expires: '2026-01-01' }),
    'typo.json': ignore({ ...accepted, rule: 'lender-reads-contact', expires: '2027-01-01' }),
    'junk.json': 'no JSON at all',
    'broken.yaml': 'lenders:\n  - id: a\n   label: b\n',
    'list.txt': 'sample\nmissing.txt\n',
    'nothing.list': '',
    'bugreport.zip': zip,
    'packages.xml': '<?xml version="1.0"?>\n<packages>\n</packages>\n',
    'packages.abx': Buffer.from('ABX\0\x102\xff\xff\0\bpackages2', 'latin1'),
  }
  for (const [name, content] of Object.entries(files)) writeFileSync(join(cwd, name), content)
})

/** What no person can read, or is no concern of theirs. */
const NEVER =
  /\b(ENOENT|EACCES|ENOSPC|EISDIR|ELOOP|ValueExpected|InvalidSymbol|PropertyNameExpected|BAD_INDENT|undefined)\b|\{\w+\}|\n +at |\\u000a|`"/
/** Names of what belongs somewhere, and was not put there. */
const PLACEHOLDER = /(?<![\w=])(PATH|FILE|DETAIL)(?!\w)/

interface More {
  /** Must not be said. */
  not?: RegExp
  tty?: true
  env?: Record<string, string>
  stdin?: string
  connect?: ReturnType<typeof phones>['connect']
}
type Row = [typed: string | string[], exit: number, zh: RegExp, en: RegExp, more?: More]

/** What people typed, what it exits with, and what it says; line ends are blanks. */
const table: Record<string, Row[]> = {
  'commands and options': [
    ['help', 0, /^用法 daicha.*audit/, /^Usage: daicha.*audit/],
    ['help audit', 0, /^用法 daicha audit.*--fail-on/, /^Usage: daicha audit.*--fail-on/],
    ['completion', 2, /E113\] daicha completion 后面还缺内容.*bash/, /E113\] daicha completion needs something.*bash/],
    ['completion bahs', 2, /E114\].*不能写 bahs.*是不是想用 bash/, /E114\] bahs is not a value.*Did you mean bash\?/],
    [
      'audti package.txt',
      2,
      /E112\] 没有 audti 这个命令.*是不是想用 audit？/,
      /E112\] audti is neither a command nor a file.*Did you mean audit\?/,
    ],
    [
      'audti',
      2,
      /^(?!.*daicha explain audti).*是不是想用 audit？/,
      /^(?!.*daicha explain audti).*Did you mean audit\?/,
    ],
    ['who called me', 2, /^(?!.*daicha explain ["w]).*E112/, /^(?!.*daicha explain ["w]).*E112/],
    [
      'packge.txt',
      2,
      /E112\].*没有 packge\.txt 这个命令，这里也没有.*文件.*相近的：package\.txt/,
      /packge\.txt is neither a command nor a file.*similar name here: package\.txt/,
    ],
    [
      'audit',
      2,
      /E102\].*daicha audit --device.*只打 `daicha`.*daicha audit package\.txt/,
      /E102\].*daicha audit --device.*just `daicha`.*daicha audit package\.txt/,
    ],
    [
      ['audit', 'package.txt', ''],
      2,
      /E113\] daicha audit 后面还缺内容.*要写的是：/,
      /E113\] daicha audit needs something after it.*What goes there: /,
    ],
    // What a script passes on of a variable that is not set.
    ...(
      [
        ['audit package.txt --country', '--country', '法律'],
        ['audit package.txt -f', '-f', 'json'],
        ['audit package.txt -o', '-o', '文件'],
        ['audit package.txt --baseline', '--baseline', '问题'],
        ['audit --device -s', '-s', '手机'],
        ['capture --save', '--save', 'zip'],
        ['evidence pack package.txt -o', '-o', 'zip'],
      ] as const
    ).map(
      ([typed, option, what]): Row => [
        [...typed.split(' '), ''],
        2,
        new RegExp(`E113\\] ${option} 后面还缺内容.*要写的是：[^。]*${what}`),
        new RegExp(`E113\\] ${option} needs something after it.*What goes there: `),
      ],
    ),
    [['letter', 'family', 'package.txt', ''], 2, /E127\] 多写了 ''/, /E127\] '' is one word too many/],
    ['letter family package.txt again', 2, /E127\] 多写了 again/, /E127\] again is one word too many/],
    [
      'pair 8.8.8.8:1',
      2,
      /E230\].*8\.8\.8\.8:1 不是附近手机的地址/,
      /E230\].*8\.8\.8\.8:1 is not the address of a phone/,
    ],
    ['audit --devcie', 2, /没有 --devcie 这个选项.*是不是想用 --device/, /no option --devcie.*Did you mean --device\?/],
    ['audit -d', 2, /没有 -d 这个选项.*是不是想用 --device/, /no option -d.*Did you mean --device\?/],
    [
      'audit package.txt --assume-lender',
      2,
      /E113\] --assume-lender 后面还缺内容.*要写的是：/,
      /E113\] --assume-lender needs something after it.*What goes there: /,
    ],
    [
      'audit package.txt -f',
      2,
      /E113\] -f 后面还缺内容.*text、json、html/,
      /E113\] -f needs something after it.*text, json, html/,
    ],
    [
      'audit package.txt --device',
      2,
      /E115\] --device 和 package\.txt 不能一起用/,
      /E115\] --device and package\.txt cannot be used together/,
    ],
    [
      'audit --device --baseline x.json',
      2,
      /E116\] --baseline 不能和 --device 一起用.*拿着手机的人应该看到全部/,
      /E116\] --baseline cannot be used with --device.*should see every finding/,
    ],
    [
      'audit package.txt -q -v',
      2,
      /E115\] --quiet 和 --verbose 不能一起用/,
      /E115\] --quiet and --verbose cannot be used together/,
    ],
    ['--verison', 2, /没有 --verison 这个选项.*--version/, /no option --verison.*--version/],
    ['-v', 0, /^\d+\.\d+\.\d+ $/, /^\d+\.\d+\.\d+ $/],
    ['version', 0, /^\d+\.\d+\.\d+ $/, /^\d+\.\d+\.\d+ $/],
    ['evidence pack package.txt -o sample', 2, /E120\].*-o sample\/evidence\.zip/, /E120\].*-o sample\/evidence\.zip/],
    [
      'evidence pack package.txt -o -',
      2,
      /E114\] -o 不能写 - .*可以写：evidence\.zip/,
      /E114\] - is not.*written: evidence\.zip/,
    ],
    ['capture --save -', 2, /E114\] --save 不能写 -.*before\.zip/, /E114\] - is not a value of --save.*before\.zip/],
    ['diff - -', 2, /E114\] daicha diff 不能写 - -.*- november\.zip/, /E114\] - - is not.*written: - november\.zip/],
    ['revoke --undo sample', 2, /E114\].*sample\/revoke\.json/, /E114\] sample is not.*sample\/revoke\.json/],
    ['evidence pack', 2, /E113\] daicha evidence pack 后面还缺内容/, /E113\] daicha evidence pack needs something/],
    ['watch dumps', 2, /E123\].*watch.*daicha diff/, /E123\].*watch.*daicha diff/],
    ['letter', 2, /E113\] daicha letter 后面还缺内容.*operator/, /E113\] daicha letter needs something.*operator/],
    [
      'letter lawyer',
      2,
      /E114\] daicha letter 不能写 lawyer.*operator 平台/,
      /E114\] lawyer is not a value.*operator \(the company/,
    ],
    ['rules', 2, /E113\] daicha rules 后面还缺内容.*list/, /E113\] daicha rules needs something.*list/],
    ['schema', 2, /E113\] daicha schema 后面还缺内容.*report/, /E113\] daicha schema needs something.*report/],
    ['report', 2, /E113\] daicha report 后面还缺内容/, /E113\] daicha report needs something/],
    [
      'classify',
      2,
      /E113\] daicha classify 后面还缺内容.*包名.*daicha classify com\.example/,
      /E113\] daicha classify needs something.*package, or the name of an app/,
    ],
    [
      'rules show',
      2,
      /E113\] daicha rules show 后面还缺内容.*daicha rules show lender-reads-contacts/,
      /E113\] daicha rules show needs something.*lender-reads-contacts/,
    ],
    [
      'rules lint',
      2,
      /E113\] daicha rules lint 后面还缺内容.*my-rules\.yaml/,
      /E113\] daicha rules lint needs something.*my-rules\.yaml/,
    ],
  ],
  'formats and outputs': [
    ['audit package.txt -f md', 1, /需处理/, /ACT NOW/],
    ['audit package.txt -f txt', 1, /^\[需处理\]/, /^\[ACT NOW\]/],
    ['audit package.txt -f HTML', 1, /^<!doctype html>.*lang="zh/i, /^<!doctype html>.*lang="en/i],
    ['audit package.txt -f htm', 1, /^<!doctype html>/i, /^<!doctype html>/i],
    ['audit package.txt -f xml', 2, /没有 xml 这种格式.*junit.*checkstyle/, /no format xml.*junit.*checkstyle/],
    [
      'audit package.txt -f pdf',
      2,
      /E118\].*-f html=report\.html.*浏览器.*打印/,
      /E118\].*-f html=report\.html.*browser.*print/,
    ],
    ['audit package.txt -f jsn', 2, /是不是想用 json？/, /Did you mean json\?/],
    [
      'audit package.txt -f json,html',
      2,
      /各写一次 -f：-f json -f html=report\.html/,
      /-f once for each: -f json -f html=report\.html/,
    ],
    [
      'audit package.txt -f json -f html',
      2,
      /E117\].*只能显示一种格式.*json、html.*-f html=report\.html/,
      /E117\] only one format.*json, html.*-f html=report\.html/,
    ],
    ['audit package.txt -f html=', 2, /E113\].*-f html=report\.html/, /E113\].*-f html=report\.html/],
    [
      'audit package.txt -o report',
      2,
      /E119\] 从文件名 report 看不出.*report\.html.*report\.json.*report\.md/,
      /E119\] the name report does not tell.*report\.html.*report\.json.*report\.md/,
    ],
    ['audit package.txt -o report.pdf', 2, /没有 pdf 这种格式.*html.*打印/, /no format pdf.*html.*print/],
    ['audit package.txt -o report.docx', 2, /没有 docx 这种格式.*Word.*html/, /no format docx.*Word.*html/],
    [
      'audit package.txt -o emptydir',
      2,
      /E120\] emptydir 是文件夹.*emptydir\/report\.html/,
      /E120\] emptydir is a folder.*emptydir\/report\.html/,
    ],
    [
      'audit package.txt --write-baseline /proc/x.json',
      2,
      /E502\] 写不进 \/proc\/x\.json/,
      /E502\] cannot write \/proc\/x\.json/,
    ],
    [
      'capture --save bugreport.zip',
      2,
      /E501\] bugreport\.zip 已经存在，没有覆盖/,
      /E501\] bugreport\.zip exists and was not overwritten/,
    ],
    [
      'diff package.txt sample -o changes.html',
      2,
      /E114\] -f 不能写 html.*可以写：text、json、markdown、sarif/,
      /E114\] html is not a value of -f.*written: text, json, markdown, sarif/,
    ],
    ['diff package.txt sample -f pdf', 2, /E118\].*可以写：text/, /E118\].*written: text/, { not: /-f html/ }],
    [
      'audit --files-from list.txt -f html=all.html',
      2,
      /E129\] html 格式.*ndjson.*daicha report merge all\.ndjson -f html=/,
      /E129\] the format html.*ndjson.*daicha report merge all\.ndjson -f html=/,
    ],
    [
      'audit --files-from list.txt -f junit=all.xml',
      2,
      /E129\] junit 格式.*每部手机各写一份.*`daicha audit dumps\/one -f junit`/,
      /E129\] the format junit.*One for each phone.*`daicha audit dumps\/one -f junit`/,
    ],
  ],
  values: [
    [
      'audit package.txt --fail-on hihg',
      2,
      /E114\] --fail-on 不能写 hihg.*是不是想用 high？.*critical、high、medium、low/,
      /E114\] hihg is not a value of --fail-on.*Did you mean high\?.*critical, high/,
    ],
    ['audit package.txt --fail-on High', 1, /需处理/, /ACT NOW/],
    ['audit package.txt --fail-on 严重', 1, /需处理/, /ACT NOW/],
    [
      'audit package.txt --min-severity none',
      2,
      /E114\] --min-severity 不能写 none.*critical、high/,
      /E114\] none is not a value.*critical, high/,
    ],
    [
      'audit package.txt --user owner',
      2,
      /E114\] --user 不能写 owner.*0、10、999 \.\.\. all/,
      /E114\] owner is not a value of --user.*0, 10, 999 \.\.\. all/,
    ],
    [
      'audit package.txt --regime us',
      2,
      /E114\] --regime 不能写 us.*play、.*cn/,
      /E114\] us is not a value of --regime.*play, .*cn/,
    ],
    ['audit package.txt --color yes', 2, /E114\].*auto、always、never/, /E114\].*auto, always, never/],
    [
      'audit package.txt --timeout 10',
      2,
      /E114\] --timeout 不能写 10.*10s.*单位/,
      /E114\] 10 is not a value of --timeout.*10s.*unit/,
    ],
    [
      'audit package.txt --timeout abc',
      2,
      /E114\] --timeout 不能写 abc.*30s、2m/,
      /E114\] abc is not a value.*30s, 2m/,
    ],
    ['audit package.txt -j 0', 2, /E114\] --jobs 不能写 0.*1、2、3/, /E114\] 0 is not a value of --jobs.*1, 2, 3/],
    [
      'audit package.txt --policy relase',
      2,
      /E114\].*是不是想用 release？.*borrower、release/,
      /E114\].*Did you mean release\?.*borrower, release/,
    ],
    [
      'audit package.txt --rule lender-reads-contact',
      2,
      /E114\].*是不是想用 lender-reads-contacts？/,
      /E114\].*Did you mean lender-reads-contacts\?/,
    ],
    ['audit package.txt --rule no-such-rule', 2, /E114\].*`daicha rules list`/, /E114\].*`daicha rules list`/],
    ['audit package.txt --user 7', 5, /没有用户 7.*导出里有的用户：0/, /no Android user 7.*Users in the dump: 0/],
    ['audit package.txt --country gremany', 2, /E114\].*是不是想用 Germany？/, /E114\].*Did you mean Germany\?/],
    ['schema repor', 2, /E114\].*是不是想用 report？/, /E114\].*Did you mean report\?/],
  ],
  inputs: [
    ['audit \ufffd/package.txt', 3, /E301\].*旧编码/, /E301\].*in an old encoding.*rename that first/],
    ['audit my folder/package.txt', 3, /E301\].*有空格的路径放进双引号/, /E301\].*with spaces goes in double quotes/],
    ['audit https://example.com/package.txt', 3, /E301\].*先把文件存到电脑上/, /E301\].*so save the file first/],
    ['audit packag.txt', 3, /E301\].*相近的：package\.txt/, /E301\].*similar name here: package\.txt/],
    ['report packag.txt', 3, /E301\].*相近的：package\.txt/, /E301\].*similar name here: package\.txt/],
    ['audit --files-from packag.txt', 3, /E301\].*相近的：package\.txt/, /E301\].*similar name here: package\.txt/],
    ['classify --from packag.txt', 3, /E301\].*相近的：package\.txt/, /E301\].*similar name here: package\.txt/],
    [
      ['audit', 'C:\\Users\\me\\Desktop\\package.txt'],
      3,
      /打不开 C:\\Users\\me\\Desktop\\package\.txt/,
      /cannot open C:\\Users\\me\\Desktop\\package\.txt/,
    ],
    [
      'audit com.example.kuaijie',
      3,
      /E301\].*`daicha audit --device --app com\.example\.kuaijie`.*`daicha explain export`/,
      /E301\].*`daicha audit --device --app com\.example\.kuaijie`.*`daicha explain export`/,
    ],
    [
      'report merge',
      2,
      /E113\].*例如：daicha report merge/,
      /E113\].*For example: daicha report merge/,
      { not: /--device/ },
    ],
    [
      'letter operator --app com.example.kuaijie',
      2,
      /E113\].*例如：daicha letter operator report\.json --app com\.example\.kuaijie/,
      /E113\].*For example: daicha letter operator report\.json --app com\.example\.kuaijie/,
      { not: /--device/ },
    ],
    // Whoever did what the error says is not told the same again.
    [
      'audit package.txt --app com.no.such --assume-lender com.no.such',
      3,
      /E348\].*加上了也没有，就是不在手机上.*`adb shell pm list packages`/,
      /E348\].*it is not on the phone: check the package name; `adb shell pm list packages`/,
    ],
    // Most names that are not there are of files.
    ['audit my.report.txt', 3, /检查文件名.*如果 my\.report\.txt/, /Check the name.*If my\.report\.txt/],
    [`classify ${'借'.repeat(100)}`, 2, /E111/, /E111/],
    [
      'classify package.txt',
      2,
      /E133\] package\.txt 是这里的一个文件.*`daicha audit package\.txt`/,
      /E133\] package\.txt is a file here.*`daicha audit package\.txt`/,
      { not: /没有认出|not recognised/ },
    ],
    ['audit emptydir', 3, /emptydir 是空的.*没有连上手机/, /emptydir is empty.*not connected/],
    [
      'audit nodumps',
      3,
      /nodumps\/a\.txt 不像权限导出文件.*adb exec-out/,
      /nodumps\/a\.txt does not look like a permission export.*adb exec-out/,
      { not: /开头是|begins with/ },
    ],
    [
      'audit random.bin',
      3,
      /E347\] random\.bin 不是文字：是图片、程序/,
      /E347\] random\.bin is not text: it is a picture/,
      { not: /\\u|\ufffd/ },
    ],
    ['audit program.bin', 3, /E347\] program\.bin 不是文字/, /E347\] program\.bin is not text/, { not: /\\u|\ufffd/ }],
    ['audit cut.zip', 1, /cut\.zip 不完整：多半没有下载完.*E340\]/, /cut\.zip is not complete.*not downloaded.*E340\]/],
    ['audit cut.txt.gz', 1, /多半没有下载完.*E340\]/, /not downloaded.*E340\]/],
    [['audit', '*.nothing'], 3, /E301\].*没有文件符合 \*\.nothing/, /E301\].*No file matches \*\.nothing/],
    ['audit sample missing.txt', 1, /需处理.*missing\.txt/, /ACT NOW.*missing\.txt/],
    ['audit sample sample', 1, /^\[需处理\]/, /^\[ACT NOW\]/],
    [
      'audit -',
      3,
      /等你粘贴.*Ctrl-D.*标准输入 是空的/,
      /Waiting for you to paste.*Ctrl-D.*standard input is empty/,
      { tty: true },
    ],
    ['audit -', 3, /标准输入 是空的/, /standard input is empty/, { not: /粘贴导出|Waiting/ }],
    ['report -', 3, /等你粘贴.*Ctrl-D.*E331/, /Waiting for you to paste.*Ctrl-D.*E331/, { tty: true }],
    ['diff - sample', 3, /等你粘贴.*Ctrl-D.*E302/, /Waiting for you to paste.*Ctrl-D.*E302/, { tty: true }],
    ['classify --from -', 3, /等你粘贴.*Ctrl-D.*E321/, /Waiting for you to paste.*Ctrl-D.*E321/, { tty: true }],
    [
      'audit packages.xml',
      3,
      /packages\.xml 是 packages\.xml.*adb exec-out/,
      /packages\.xml is packages\.xml.*adb exec-out/,
    ],
    [
      'audit packages.abx',
      3,
      /packages\.abx 是 packages\.xml.*adb exec-out/,
      /packages\.abx is packages\.xml.*adb exec-out/,
    ],
    [
      'report package.txt',
      3,
      /E331\] package\.txt 不是 daicha 保存的报告/,
      /E331\] package\.txt is not a saved report/,
    ],
    [
      'audit --files-from package.txt',
      2,
      /E122\] package\.txt 不是清单.*daicha audit package\.txt/,
      /E122\] package\.txt is no list.*daicha audit package\.txt/,
    ],
    [
      'audit --files-from nothing.list',
      3,
      /E121\] 清单是空的，什么都没有检查：nothing\.list.*dumps\/package\.txt/,
      /E121\] the list nothing\.list is empty.*dumps\/package\.txt/,
      { not: /`ls|daicha audit nothing/ },
    ],
    [
      'audit --files-from gone.list',
      3,
      /E301\] 打不开 gone\.list：没有这个文件/,
      /E301\] cannot open gone\.list: there is no such file/,
    ],
  ],
  'configuration and decisions': [
    [
      'audit package.txt --config bad.config.json',
      2,
      /bad\.config\.json:1:\d+ 的内容有误：这里缺少一个值/,
      /bad\.config\.json:1:\d+ is not valid: a value is missing here/,
    ],
    [
      'audit package.txt --config key.config.json',
      2,
      /E124\] key\.config\.json:1：没有 lagn 这个键.*是不是想用 lang？/,
      /E124\] key\.config\.json:1: there is no key lagn.*Did you mean lang\?/,
    ],
    ['audit package.txt --config level.config.json', 2, /failOn: "hihg".*high/, /failOn: "hihg".*high/],
    [
      'audit package.txt --config nofile.json',
      2,
      /E125\] 打不开 nofile\.json：没有这个文件/,
      /E125\] cannot open nofile\.json: there is no such file/,
    ],
    [
      'audit package.txt --ignore-file reason.json',
      2,
      /E104\].*缺少理由或到期日/,
      /E104\].*lacks a reason or an expiry date/,
    ],
    [
      'audit package.txt --ignore-file far.json',
      2,
      /E126\].*2099-01-01 太远.*最晚写 2027-11-25/,
      /E126\].*2099-01-01 is too far.*latest is 2027-11-25/,
    ],
    ['audit package.txt --ignore-file old.json', 1, /E105\].*2026-01-01/, /E105\].*2026-01-01/],
    [
      'audit package.txt --ignore-file typo.json',
      2,
      /是不是想用 lender-reads-contacts？/,
      /Did you mean lender-reads-contacts\?/,
    ],
    [
      'audit package.txt --ignore-file junk.json',
      2,
      /junk\.json:1:1 的内容有误：不是 JSON/,
      /junk\.json:1:1 is not valid: not JSON/,
    ],
    [
      'audit package.txt --ignore-file gone.json',
      2,
      /E125\] 打不开 gone\.json：没有这个文件/,
      /E125\] cannot open gone\.json: there is no such file/,
    ],
    [
      'audit package.txt --baseline junk.json',
      2,
      /junk\.json:1:1 的内容有误：不是 JSON/,
      /junk\.json:1:1 is not valid: not JSON/,
    ],
    [
      'audit package.txt --rules nofile.yaml',
      2,
      /E125\] 打不开 nofile\.yaml：没有这个文件/,
      /E125\] cannot open nofile\.yaml: there is no such file/,
    ],
    [
      'audit package.txt --rules broken.yaml',
      2,
      /E108\].*broken\.yaml:3:1：缺少一个字符/,
      /E108\].*broken\.yaml:3:1: a character is missing/,
      { not: /implicit keys|block sequence|All mapping/ },
    ],
    ['rules lint package.txt', 2, /这不是规则文件/, /this is not a rule file/, { not: /:\d+:\d+ .*:\d+:\d+ / }],
  ],
  language: [
    ['audit package.txt --lang zh_CN', 1, /^\[需处理\]/, /^\[需处理\]/],
    [
      'audit package.txt --lang chinese',
      2,
      /E114\] --lang 不能写 chinese.*zh-CN、en、auto/,
      /E114\] chinese is not a value of --lang.*zh-CN, en, auto/,
    ],
    [
      'audit package.txt',
      1,
      /E130\].*DAICHA_LANG.*klingon.*zh-CN、en、auto/,
      /E130\].*DAICHA_LANG.*klingon.*zh-CN, en, auto/,
      { env: { DAICHA_LANG: 'klingon' } },
    ],
  ],
  phones: [
    ['capture', 0, /已保存到 daicha-2026/, /Saved in daicha-2026/, { connect: phones({}).connect }],
    ['audit --device', 4, /E203\] 没有找到手机/, /E203\] no phone was found/, { connect: phones().connect }],
    [
      'audit --device',
      4,
      /E204\].*允许.*没有弹窗/,
      /E204\].*Allow.*No dialog/,
      { connect: phones({ state: 'unauthorized' }).connect },
    ],
    ['devices', 4, /没有弹窗/, /No dialog/, { connect: phones({ state: 'unauthorized' }).connect }],
    [
      'audit --device',
      4,
      /E206\].*没有响应.*解锁屏幕/,
      /E206\].*does not answer.*Unlock/,
      { connect: phones({ state: 'offline' }).connect, not: /offline/ },
    ],
    [
      'audit --device',
      4,
      /recovery.*恢复.*正常开机/,
      /recovery.*start it normally/,
      { connect: phones({ state: 'recovery' }).connect },
    ],
    [
      'devices',
      4,
      /recovery.*恢复.*正常开机/,
      /recovery.*start it normally/,
      { connect: phones({ state: 'recovery' }).connect },
    ],
    [
      'audit --device',
      4,
      /E205\].*SERIAL1.*SERIAL2.*-s SERIAL1/,
      /E205\].*SERIAL1.*SERIAL2.*-s SERIAL1/,
      { connect: phones({}, {}).connect },
    ],
    [
      'audit --device --adb /nonexistent',
      4,
      /E201\].*\/nonexistent 不是这台电脑能运行的 adb.*2\. 安装（/,
      /E201\].*\/nonexistent is not an adb that this.*2\. Install it /,
      { connect: phones({}).connect, not: /FILE/ },
    ],
  ],
  'explain and classify': [
    // As a chat or an input method writes two hyphens.
    ['explain ——incident', 0, /第 1 步/, /Step 1/],
    ['explain —incident –country ke', 0, /CBK/, /CBK/],
    ['explain －－ｉｎｃｉｄｅｎｔ', 0, /第 1 步/, /Step 1/],
    ['audit –f json package.txt', 1, /"schemaVersion"/, /"schemaVersion"/],
    ['diff x --device', 2, /不读手机.*`daicha capture/s, /diff reads no phone.*`daicha capture/s],
    ['audit —whole package.txt', 2, /E101\] 没有 --whole/, /E101\] there is no option --whole/],
    ['audit -- —whole', 3, /E301\].* —whole/, /E301\].* —whole/],
    ['explain', 0, /爆通讯录.*E101/, /contact blasting.*E101/],
    ['explain E999', 2, /E128\].*E\d{3}.*daicha explain/, /E128\].*E\d{3}.*daicha explain/],
    ['explain art.5.2', 0, /设置 > /, /Settings > /],
    ['classify 拍拍贷', 0, /拍拍贷/, /拍拍贷/],
  ],
}

describe.for(Object.entries(table))('%s', ([, rows]) => {
  test.for(
    rows.flatMap((row) => (['zh-CN', 'en'] as const).map((lang) => ({ typed: [row[0]].flat().join(' '), lang, row }))),
  )(
    'daicha $typed, in $lang',
    async ({ lang, row: [typed, exit, zh, en, { not, tty, env, connect, stdin = '' } = {}] }) => {
      const argv = typeof typed === 'string' ? typed.split(' ') : typed
      const io = {
        cwd,
        env: { LANG: lang === 'en' ? 'en_US.UTF-8' : 'zh_CN.UTF-8', ...env },
        stdin: Object.assign(Readable.from([Buffer.from(stdin)]), tty && { isTTY: true }),
      }
      const ran = await (connect ? daichaWith(connect, argv, io) : daicha(argv, io))
      const said = `${ran.stderr}${ran.stdout}`.replace(/\s+/g, ' ')
      expect(said).toMatch(lang === 'en' ? en : zh)
      expect(ran.code).toBe(exit)
      if (not) expect(said).not.toMatch(not)
      if (!/^<!doctype/i.test(said)) expect(ran.stderr + ran.stdout).not.toMatch(NEVER)
      expect(argv[0] === 'explain' ? said : ran.stderr).not.toMatch(PLACEHOLDER)
      if (ran.code === 2 && argv[1] !== 'lint') expect(ran.stderr).toMatch(/\n {4}1\. \S/)
    },
  )
})

test('a file whose name begins with a long dash keeps it', () => {
  expect(withHyphens(['—full', '—device'], (name) => name === '—full')).toEqual(['—full', '--device'])
})
