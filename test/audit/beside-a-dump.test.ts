import { createCipheriv, createHash } from 'node:crypto'
import { brotliCompressSync, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { codes, dumpOf, folderOf, reportOf, type Texts } from '../dump.ts'
import { dump14, NOTES, package14, READS } from '../parse/dumps.ts'
import { zipOf } from '../zip.ts'

/** In the catalogue of the tests. */
const LENDER = 'com.example.kuaijie'
const CHAT = 'com.example.chat'

const reportOn = (files: Texts) => reportOf(folderOf(files))
const said = async (files: Texts) => {
  const report = await reportOn(files)
  return [report.verdict, codes(report)]
}

const CAMERA = 'android.permission.CAMERA: granted=false'
const lender = (runtime: string[], name = LENDER) => package14(name, { appId: 10084, users: [{ runtime }] })
const phone = (record = lender([])) =>
  dump14([package14(NOTES, { appId: 10082 }), record, package14(CHAT, { appId: 10085, runtime: [READS] })])

describe('what somebody made of a dump leaves nothing clear beside an older one', () => {
  const P = 'android.permission.READ_CONTACTS'
  const line = `        ${READS}`
  const entities = (text: string) => text.replace(/\W/g, (one) => `&#${one.codePointAt(0)};`)
  const hex = (text: string) => text.replace(/\W/g, (one) => `&#x${one.codePointAt(0)?.toString(16)};`)
  test.for<[name: string, text: string]>([
    ['a page with its marks in numbers', `<pre>${entities(line)}</pre>`],
    ['a page with its marks in hexadecimal numbers', `<pre>${hex(line)}</pre>`],
    ['JSON as Gson writes it', `{"output":"${READS.replaceAll('=', '\\u003d')}"}`],
    ['a mail in quoted-printable', `<div>${READS.replaceAll('=', '=3D')}</div>`],
    ['cells of a workbook', `<si><t>${P}</t></si><si><t>granted</t></si><si><t>true</t></si>`],
    ['a table', `package,permission,granted\n${LENDER},${P},true\n`],
    ['a table of a page', `| ${LENDER} | READ_CONTACTS | Allowed |`],
    ['a table that says yes', `Kuaijie;READ_CONTACTS;Yes\n`],
    ['a table of ones', `package,permission,granted,uid\n${LENDER},${P},1,10084\n`],
    ['a table of marks', `${LENDER}\t"READ_CONTACTS"\t"√"\n`],
    ['a table in Chinese', `包名,权限,状态\n${LENDER},${P},已允许\n`],
    ['a table with a column on contacts', `Package,SMS,Contacts\n${LENDER},Denied,Allowed\n`],
    ['such a table from Excel', `App\t"READ_CONTACTS"\tCamera\nKuaijie\t"Yes"\tNo\n`],
    ['such a table in Chinese', `应用;通讯录权限\n快借;是\n`],
    ['such a table of a page', `| App | Contacts |\n| --- | --- |\n| Kuaijie | ✓ |\n`],
    ['a table with the kind of permission between', `${LENDER}\t${P}\tPERMISSION\ttrue\t1\n`],
    ['such a table in quotes', `"${LENDER}","${P}","runtime","true"\n`],
    ['such a table in Chinese, with words between', `快借,READ_CONTACTS,读取联系人,已允许\n`],
    ['such a table of a page, with words between', `| Kuaijie | READ_CONTACTS | dangerous | ✅ |\n`],
    ['a row of a page', `<tr><td>${P}</td><td>dangerous</td><td>granted</td></tr>\n`],
    ['a table with the answer first', `${LENDER},true,${P}\n`],
    [
      'a table that says no of something else first',
      `package,system,name,kind,held\n${LENDER},false,${P},runtime,true\n`,
    ],
    ['a table that calls them contacts', `App,Permission,Status\nKuaijie,Camera,Denied\nKuaijie,Contacts,Allowed\n`],
    ['such a table that calls them so in Chinese', `应用\t权限\t类型\t状态\n快借\t读取联系人\t敏感\t已允许\n`],
    ['such a table that says when', `快借,通讯录,仅使用期间允许\n`],
    ['a table in a frame', `│ ${LENDER} │ ${P} │ runtime │ true │\n`],
    ['a page with a cell in each line', `<td>${LENDER}</td>\n<td>${P}</td>\n<td>dangerous</td>\n<td>True</td>\n`],
    ['JSON with more between', JSON.stringify([{ permission: P, flags: 301, uid: 10084, state: 'granted' }], null, 2)],
    ['a row that goes on in the next line', `${LENDER}, ${P}\ngranted\n`],
    ['JSON that goes on in the next line', `{"app":"${LENDER}","perm":"${P}",\n"granted":true}\n`],
    ['YAML that goes on in the next line', `- app: ${LENDER}, perm: ${P}\n  granted: true\n`],
    ['YAML with flags between', `- permission: ${P}\n  flags:\n    - USER_SET\n  granted: true\n`],
    ['columns of blanks', `${LENDER}    ${P}   runtime   true\n`],
    ['JSON that tells the kind first', JSON.stringify([{ name: P, protection: 'dangerous', granted: true }])],
    ['JSON with the answer first', JSON.stringify([{ granted: true, name: P }])],
    ['XML', `<perm name="${P}" type="dangerous" granted="true"/>\n`],
    ['JSON', JSON.stringify({ [LENDER]: { [P]: { granted: true } } })],
    ['a message in its text form', `permission {\n  name: "${P}"\n  is_granted: true\n}\n`],
    ['JSON on lines', JSON.stringify({ [LENDER]: { [P]: { granted: true } } }, null, 2)],
    ['YAML', `${LENDER}:\n  ${P}:\n    granted: true\n`],
    ['call history in a table', `${LENDER},READ_CALL_LOG,granted\n`],
    ['a list with its marks behind', `- READ_CONTACTS ✅\n- CAMERA ❌\n`],
    ['a list with its marks before', `- ✅ ${P}\n- ❌ CAMERA\n`],
    ['a summary', `**Granted:** ${P}, INTERNET\n**Denied:** CAMERA\n`],
    ['a summary that names others first', `Not granted: CAMERA\nGranted permissions: INTERNET, READ_CONTACTS\n`],
    ['a sentence', `${LENDER} has been granted the READ_CONTACTS permission.\n`],
    ['a summary that counts', `Granted (3): CAMERA, INTERNET, READ_CONTACTS\n`],
    [
      'a list below a heading',
      `## ${LENDER}\n**Granted permissions:**\n\n- CAMERA\n- READ_CONTACTS\n\n**Denied:**\n- SMS\n`,
    ],
    ['a list below a heading in Chinese', `${LENDER}\n未授予的权限：\n- 相机\n已授予的权限：\n- 短信\n- 读取联系人\n`],
    ['YAML with a list', `${LENDER}:\n  denied: []\n  granted:\n    - INTERNET\n    - ${P}\n`],
    [
      'JSON with a list on lines',
      JSON.stringify({ app: LENDER, denied: ['INTERNET'], granted: ['CAMERA', P] }, null, 2),
    ],
    ['a sentence that says who has it', `The app ${LENDER} has the ${P} permission.\n`],
    ['such a sentence in Chinese', `${LENDER} 持有 ${P} 权限\n`],
    ['a list whose items say more', `Granted permissions:\n- CAMERA (not used)\n- READ_CONTACTS (USER_SET)\n`],
    ['a line that calls it a permission', `READ_CONTACTS permission: granted\n`],
    ['what the settings say', `Kuaijie\nCamera: Not allowed\nContacts: Allowed\n`],
    ['what the settings say in Chinese', `快借\n相机：不允许\n通讯录：已允许\n`],
    ['JSON of what is granted', JSON.stringify({ app: LENDER, denied: ['INTERNET'], granted: ['CAMERA', P] })],
    ['a sentence on what an app can do', `Kuaijie can read your contacts.\n`],
    ['such a sentence in Chinese', `快借能读取通讯录\n`],
    ['what Settings say of one that only has contacts', `Kuaijie\nAllowed\nContacts\nNot allowed\nCamera\n`],
    ['boxes that are ticked', `- [x] READ_CONTACTS\n- [ ] CAMERA\n`],
    ['who has it, in the same line', `Apps with READ_CONTACTS: Kuaijie\n`],
    ['who has it, in the next lines', `Apps that can read contacts:\n- Kuaijie\n`],
    ['who has it, in Chinese', `能读取通讯录的应用：快借\n`],
    ['a question behind it', `${LENDER}: READ_CONTACTS granted, what now?\n`],
    ['a table with an empty cell', `App,SMS,Contacts\nKuaijie,,Allowed\n`],
    ['a permission that has been granted', `READ_CONTACTS has been granted.\n`],
    ['call history that may be written, in XML', `<item name="android.permission.WRITE_CALL_LOG" granted="true"/>\n`],
    ['JSON on lines, in one word', JSON.stringify({ grantedPermissions: ['CAMERA', P] }, null, 1)],
    ['what an app holds', `Holds: READ_CONTACTS, READ_SMS\n`],
    ['a row whose name and answer have points between', `READ_CONTACTS ... granted\n`],
    ['a table whose heading asks', `| App | Contacts? |\n|---|---|\n| Kuaijie | yes |\n`],
    ['a table with a mark and a word', `| App | Contacts |\n|---|---|\n| Kuaijie | ✅ Granted |\n`],
    ['a table with a word and a mark', `App,Contacts\nKuaijie,YES ✅\n`],
    ['a table with an answer of settings and a mark', `App,Contacts\nKuaijie,On ✅\n`],
    ['such a table in Chinese', `应用\t通讯录\n快借\t是 ✅\n`],
    ['a table that says when it is allowed', `应用\tContacts\n快借\tAllowed only while in use\n`],
    ['what the settings say, with a mark', `Kuaijie\nContacts: ✅ Allowed\n`],
    ['what is granted behind what is not', `CAMERA was not granted but READ_CONTACTS was granted.\n`],
    ['an app whose name denies', `没有借 READ_CONTACTS 已授予\n`],
    ['such a name before a sentence', `没有借 能读取通讯录\n`],
    ['a name that only seems to deny', `未来钱包有通讯录权限\n`],
    ['an app whose name denies in English', `Cash Without Collateral has READ_CONTACTS\n`],
    ['a permission that is switched on', `READ_CONTACTS is on\n通讯录权限：开\n`],
    ['a row of marks', `Kuaijie: Camera ❌ Contacts ✅ SMS ❌\n`],
    ['a row of marks that stand before', `❌ Camera ✅ Contacts\n`],
    ['such a row in Chinese', `联系人 ✅ 相机 ❌\n`],
    ['a row of pairs with strokes between', `Camera: Denied / Contacts: Allowed / SMS: Denied\n`],
    ['a row of keys', `Camera=denied Contacts=allowed SMS=denied\n`],
    ['a log of keys', `2026-03-02 09:14:00 INFO perms READ_CONTACTS=granted CAMERA=denied\n`],
    ['JSON in a line, with another behind it', `{"app":"${LENDER}","contacts":true,"camera":false}\n`],
    ['JSON of a value', `{"perm":"contacts","value":"allow"}\n`],
    ['a table of Y and N', `App,Contacts,Camera\nKuaijie,Y,N\n`],
    ['what Settings say in Chinese of one that has contacts', `应用权限\n允许\n通讯录\n禁止\n相机\n`],
    ...[
      `包名,權限,狀態\n${LENDER},${P},已允許\n`,
      '通訊錄權限已允許\n',
      '聯絡人權限：已開啟\n',
      '快借已經獲得通訊錄權限\n',
      '讀取通訊錄：已授權\n',
    ].map((text): [string, string] => [`the same in traditional Chinese: ${text}`, text]),
    ['who has it, below a heading without a colon', `Apps with contacts access\nKuaijie\n`],
    ['letters of full width', `ＲＥＡＤ＿ＣＯＮＴＡＣＴＳ：ｇｒａｎｔｅｄ\n`],
    ['RTF with tabs', `{\\rtf1\\ansi Contacts\\tab Allowed\\par Camera\\tab Denied\\par}`],
    ['what somebody gave', `I gave Kuaijie the contacts permission\n快借已经拿到了通讯录权限\n`],
    ['what is turned on', `I saw that contacts permission is turned on for Kuaijie\n`],
    ['what is open', `通讯录权限已经打开了\n`],
    ...['permitido', 'autorisé', 'erlaubt', 'разрешено', 'diizinkan', 'cho phép', 'अनुमति', 'อนุญาต', '허용됨'].map(
      (answer): [string, string] => [
        `a table that answers in a language that nobody here reads: ${answer}`,
        `app,permission,status\n${LENDER},${P},${answer}\n`,
      ],
    ),
    ...[
      'Kontakte: Zugelassen',
      'Contactos: permitido',
      'Permiso de contactos: concedido',
      'Contacts : autorisé',
      'Kontak: diizinkan',
      'Danh bạ: được phép',
      'Контакты: разрешено',
      '連絡先: 許可',
      'संपर्क: अनुमति है',
      'Contacts: permitido',
      'Kuaijie | Kontakte | Ja',
      'Aplicación,Contactos\nKuaijie,Sí',
      'App;READ_CONTACTS\nKuaijie;WAHR',
      'Kişiler: izin verildi',
      '주소록: 허용됨',
      'جهات الاتصال: مسموح به',
      'رابطے: اجازت ہے',
      'รายชื่อติดต่อ: อนุญาต',
      'Mga Contact: Pinapayagan',
      'Anwani: Imeruhusiwa',
      'アプリ,連絡先\nKuaijie,はい',
    ].map((text): [string, string] => [`what the settings say in another language: ${text}`, `${text}\n`]),
    ...[
      'READ_CONTACTS (Kontakte lesen): granted',
      'READ_CONTACTS | Kontakte lesen | dangerous | granted',
      'READ_CONTACTS,leer contactos del dispositivo,true',
      'READ_CONTACTS,gewährt,Kontakte',
      'true | Kontakte lesen | READ_CONTACTS',
      'App,Contactos,READ_CONTACTS\nKuaijie,12,granted',
    ].map((text): [string, string] => [`a label in another language beside the permission: ${text}`, `${text}\n`]),
    ...[
      'Nein Danke;READ_CONTACTS;gewährt',
      'Без отказа: READ_CONTACTS: выдано',
      'com.example.denied READ_CONTACTS granted',
    ].map((text): [string, string] => [`a no in the name of an app: ${text}`, `${text}\n`]),
    ['a while in Korean, of which a part says no elsewhere', 'READ_CONTACTS: 사용하는 동안 허용\n'],
    ['a red mark before it', '🔴 READ_CONTACTS: granted\n'],
    ['a cross before it', `❌ READ_CONTACTS: granted\n`],
    ['a cross before a name', `❌ 快借 READ_CONTACTS: granted\n`],
    ['an answer in capitals of another language', `${LENDER};READ_CONTACTS;DOZWOLONE\n`],
    ['a result that is no key', 'READ_CONTACTS request result is granted\n'],
    ['what came out', '结果快借能读取通讯录\n'],
    ['a row about a result', 'Result;READ_CONTACTS;dozwolone\n'],
    ['a key of one before a number', 'camera=0 contacts=1 sdk: 34\n'],
    ['RTF with one letter beyond ASCII', String.raw`{\rtf1\ansi Contactos: s\'ed\par}`],
    ['a name that says no, and a dash', '没有借 - 读取联系人 | DOZWOLONE\n'],
    ['what may be, with the verb', '允许的权限：相机、读取联系人\n'],
    ['a dash in Russian', 'Контакты – доступ разрешен\n'],
    ['a permission in lines', 'permission: contacts\nstatus: allowed\n'],
    ['a thumb before it', '👎 Kuaijie has READ_CONTACTS\n'],
    ['a thumb', `READ_CONTACTS 👍\n`],
    ['a key of one', `camera=0 contacts=1\n`],
    ['a key of one in JSON with blanks', JSON.stringify({ app: 'Kuaijie', contacts: 1, camera: 0 }, null, 1)],
    ['a table whose last cell is empty and in quotes', `"App";"Contacts";"SMS"\n"Kuaijie";"✔";""\n`],
    ['XML with a name for each', `<app name="Kuaijie"><contacts>allowed</contacts><camera>denied</camera></app>\n`],
    ['YAML that calls them so', `permissions:\n  - name: contacts\n    status: allowed\n`],
    ['a log of a result', `app=${LENDER} perm=READ_CONTACTS result=GRANTED\n`],
    ['a group', `${LENDER}\nandroid.permission-group.CONTACTS: granted\n`],
    ['a way through the settings', `Kuaijie → Permissions → Contacts → Allow\n`],
    ['such a way in Chinese, with dashes', `快借 - 通讯录 - 始终允许\n`],
    ['a name before contacts', `快借 通讯录：已允许\n`],
    ['who has it after all', `我妈的快借是有通讯录权限的\n`],
    ['what is open after all', `快借的联系人权限居然是开着的！\n`],
    ['a result in Chinese', `应用：快借；权限：读取联系人；结果：允许\n`],
    ['such a result in lines', `应用：快借\n权限：读取联系人\n结果：允许\n`],
    ['what is allowed of several, by its letter', `Permissions: contacts=Y, camera=N\n`],
    ['a row of words in Chinese', `通讯录 允许 相机 禁止\n`],
    ['a list in Chinese of what may be', `允许的权限：位置、通讯录；禁止的权限：相机\n`],
    ['a long dash and brackets', `快借 —— 通讯录（已开启）\n`],
    ['round boxes', `(x) Contacts  ( ) Camera\n`],
    [
      'RTF in the encoding of China',
      String.raw`{\rtf1\ansi\ansicpg936 \'bf\'ec\'bd\'e8\par \'cd\'a8\'d1\'b6\'c2\'bc\'a3\'ba\'d2\'d1\'d4\'ca\'d0\'ed\par}`,
    ],
    ['what Flutter prints', `Permission.contacts: PermissionStatus.granted\n`],
    ['JSON with such states', `{contacts: PermissionStatus.granted, camera: PermissionStatus.denied}\n`],
    ['what a shell was told', `$ adb shell pm grant --user 10 ${LENDER} ${P}\n`],
    ['a language', `      ${P}: предоставлено=истина\n`],
    ['a language, prefix and all', '      android.berechtigung.READ_CONTACTS: erteilt=wahr\n'],
    ['a language, name and all', '  android.permission.读取联系人：已授予\n'],
    ['a language, name and all, in a list', '      android.permission.读取联系人\n'],
    ['a language that spaces its colons', `        ${P} : erteilt = wahr\n`],
    ['the columns of a list that somebody marked', `grantedPermissions:\n  ${P}\n`],
    ['a setting in the source of Markdown', `enabled\\_accessibility\\_services=${LENDER}/.Read\n`],
    ['a setting with blanks for its marks', `enabled accessibility services=${LENDER}/.Read\n`],
    ['UTF-16 with blanks for its zeros', ` ${line.replace(/./g, '$& ')}`],
    [
      'one long line with a file in base64',
      `{ "text": "${Buffer.from(phone(lender([READS]))).toString('base64')}", "size": 1 }`,
    ],
    [
      'the same in lines whose ends JSON writes in letters',
      JSON.stringify({
        content: Buffer.from(phone(lender([READS])))
          .toString('base64')
          .replace(/.{60}/g, '$&\n'),
      }),
    ],
    [
      'the same in JSON in JSON, in short lines',
      JSON.stringify(
        JSON.stringify(
          Buffer.from(phone(lender([READS])))
            .toString('base64')
            .replace(/.{32}/g, '$&\n'),
        ),
      ),
    ],
  ])('%s', async ([, text]) => {
    expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['incomplete', ['E350']])
  })

  test.for<[name: string, text: string]>([
    [
      'a manifest',
      `<uses-permission android:name="${P}"/>\n<activity android:exported="true" android:permission="${P}"/>`,
    ],
    ['a list of permissions', `+ permission:${P}\n  ${P}: prot=dangerous\n`],
    ['app ops', '  READ_CONTACTS: mode=ignore; rejectTime=+1d2h ago\n  READ_CONTACTS: ignore; time=+1d ago\n'],
    [
      'a sentence',
      'It asks for android.permission.” Then: no.\nPermission.\u00a0That = all. 需要 permission.。即：无\n',
    ],
    ['a program', '      case READ_CONTACTS: return op == 4;\n'],
    ['letters far apart', '  L o a n   n o   m o r e\n  R E A D _ C O N T A C T S\n'],
    ['a list of words', '不给通讯录, 必须授权, 要我的通讯录, 强制授权\n'],
    ['a sentence on a setting', 'Enabled accessibility services (see developer.android.com) can read the screen.\n'],
    ['a table whose column on contacts says no', `Package,SMS,Contacts\n${LENDER},Allowed,Denied\n`],
    ['a conversation', 'They called my contacts, all of them\nYes, they did\n他们爆通讯录，好怕\n是，我借过\n'],
    ['a table that says yes of something else first', `package,on,name,kind,held\n${LENDER},true,${P},runtime,false\n`],
    ['a table of zeros', `${LENDER},${P},0,1\n${LENDER},${P},否\n`],
    ['a sentence in Chinese', 'READ_CONTACTS，是危险权限；READ_CONTACTS 1 次。\n'],
    ['what aapt prints of an APK', `package: name='com.example.gone' versionCode='3'\nuses-permission: name='${P}'\n`],
    [
      'a table whose heading names permissions',
      `package,CAMERA,READ_CONTACTS,READ_SMS\n${LENDER},granted,denied,denied\n`,
    ],
    ['a row that goes on in the next line and says no', `${LENDER}, ${P}\ndenied\n\ntrue\n`],
    [
      'a table that calls them contacts and says no',
      `Kuaijie,Camera,Allowed\n快借,联系人,禁止\nKuaijie,Contacts,Not allowed\n`,
    ],
    [
      'a table in Chinese that says no',
      `应用,短信,通讯录\n快借,已允许,不允许\n\n快借,读取联系人,未授予\n快借,${P},不允许\n快借,通讯录,没有允许\n`,
    ],
    ['such a table with each cell in a line', '权限\nREAD_CONTACTS\n拒绝\n相机\n允许\n'],
    [
      'a list of what is asked for, above what is granted',
      `- READ_CONTACTS\n- CAMERA\n\nx.permission.CAMERA\ngranted: true\n`,
    ],
    [
      'JSON of what is denied, with more between',
      JSON.stringify(
        [
          { permission: P, flags: 301, uid: 10084, state: 'denied' },
          { name: 'y', state: 'granted' },
        ],
        null,
        2,
      ),
    ],
    [
      'a table of what is denied, by number and kind',
      `1,${LENDER},${P},runtime,false\n2,${LENDER},CAMERA,runtime,true\n`,
    ],
    [
      'JSON of what is denied, with the kind between',
      JSON.stringify([
        { name: P, protection: 'dangerous', granted: false },
        { name: 'android.permission.CAMERA', protection: 'dangerous', granted: true },
      ]),
    ],
    [
      'JSON of what is denied, with the answer first',
      JSON.stringify([
        { granted: false, name: P, userId: 0 },
        { granted: true, name: 'android.permission.CAMERA' },
      ]),
    ],
    ['a table of what is denied', `${LENDER},${P},false\n${LENDER},android.permission.CAMERA,true\n`],
    ['a message in its text form, of what is denied', `permission {\n  name: "${P}"\n  is_granted: false\n}\n`],
    ['JSON of what is denied', JSON.stringify({ [LENDER]: { [P]: { granted: false } } }, null, 2)],
    ['a list with its marks behind, of what is denied', `- READ_CONTACTS ❌\n- CAMERA ✅\n`],
    ['a list with its marks before, of what is denied', `❌ READ_CONTACTS\n✅ CAMERA\n`],
    ['a summary of what is not granted', `Not granted: ${P}\n`],
    ['a summary of what something else is', `Granted: INTERNET, denied: READ_CONTACTS\n`],
    ['a list below a heading that says no', `Granted:\n- CAMERA\nNot granted permissions:\n- ${P}\n- READ_SMS\n`],
    ['lists below headings, what is denied first', `denied:\n  - ${P}\ngranted:\n  - CAMERA\n`],
    ['such lists in Chinese', `已授予的权限：\n- 相机\n未授予的权限：\n- 读取联系人\n`],
    ['such lists in JSON', JSON.stringify({ granted: ['CAMERA'], denied: [P] }, null, 2)],
    ['such lists, the second heading without a colon', `Granted:\n- CAMERA\n**Denied permissions**\n- ${P}\n`],
    ['a table below such a heading', `# Granted permissions\n\n| Name | Granted |\n|---|---|\n| ${P} | false |\n`],
    ['a text below such a heading', `Permission granted:\nokay\nThey called all my contacts\n`],
    ['what an app asks for', `需要授予的权限：\n- 读取联系人\n`],
    ['advice', `通讯录：千万别允许\n位置：请勿授予\n`],
    [
      'a heading over a text',
      `Permissions granted:\nsee below. They called all of my contacts: my mother, my boss and my friends\n`,
    ],
    ['what the settings say, which is no', `Camera: Allowed\nContacts: Not allowed\n通讯录：不允许\n`],
    [
      'a table with marks that says no',
      `| App | Contacts |\n|---|---|\n| Kuaijie | ❌ Not granted |\n| 快借 | 🚫 Denied |\n`,
    ],
    ['what is in an address book', `Contacts: 1\n联系人：是王女士\nContacts: yes, all of them\n`],
    ['questions', `Has ${LENDER} been granted READ_CONTACTS?\nIs READ_CONTACTS granted?\n`],
    ['sentences that say that none has it', `No loan app on this phone has READ_CONTACTS.\nNobody has READ_CONTACTS\n`],
    ['such sentences in Chinese', `${LENDER} 未持有 READ_CONTACTS\n没有任何应用拥有 READ_CONTACTS\n`],
    [
      'of apps that may have it',
      `If an app has READ_CONTACTS, it reads all names, as any app that has READ_CONTACTS\n`,
    ],
    ['of such apps in Chinese', `持有 READ_CONTACTS 的应用会被标出\n如果应用持有 READ_CONTACTS，就能读取\n`],
    [
      'questions of who has it',
      `Any app that holds the READ_CONTACTS permission?\n它是否持有 READ_CONTACTS\n持有 READ_CONTACTS 吗\n`,
    ],
    ['a question of what the settings say', `Contacts: allowed?\n`],
    ['a sentence that says no', `${LENDER} hasn't been granted the READ_CONTACTS permission.\n`],
    ['a sentence that says so of none', 'None of the loan apps was granted READ_CONTACTS.\n'],
    ['what the shell may', `The shell uid holds READ_CONTACTS, so adb can read contacts.\n`],
    ['what loan apps can do', `Loan apps can read contacts and upload them. Can Kuaijie read contacts?\n`],
    ['that none can in Chinese', `没有网贷 App 现在能读取通讯录\n`],
    ['that none can', `No app can read contacts\nApps with READ_CONTACTS: none\n没有应用能读取通讯录\n`],
    ['what to look for', `If you see READ_CONTACTS: granted=true, the app can read contacts.\n`],
    ['that it cannot', `Kuaijie can no longer read contacts\n快借不能读取通讯录\n`],
    ['a box on what was done', `- [x] revoke READ_CONTACTS\n- [ ] READ_CONTACTS\n`],
    ['what an app could once', `检查时间 3 月 2 日，该 App 当时能够读取通讯录。\n`],
    ['that others are granted', `None of the apps has READ_CONTACTS granted.\nCamera granted, READ_CONTACTS denied\n`],
    ['an app op that is ignored', `      READ_CONTACTS: mode=1; rejectTime=+16d10h47m0s314ms ago\n`],
    ['a manifest whose name stands first', `<uses-permission android:name="${P}" android:required="true"/>\n`],
    ['a part of an app of that label', `<activity android:label="Contacts" android:exported="true"/>\n`],
    ['a condition of a program', `return checkSelfPermission(app, READ_CONTACTS) == PERMISSION_GRANTED\n`],
    ['what Settings ask for each time', `Allowed\nCamera\n\nAsk every time\nContacts\n`],
    ['that in Chinese', `已允许\n相机\n每次都询问\n通讯录\n`],
    ['that it is denied to all', `Every app on my list has READ_CONTACTS denied.\n`],
    ['what is told of a line', `READ_CONTACTS granted=false for all of them\n`],
    [
      'what comes of a grant',
      `Once READ_CONTACTS is granted, it reads.\nUnless READ_CONTACTS is granted, it does not.\n`,
    ],
    [
      'what apps may do in Chinese',
      `网贷软件能读取通讯录\n贷款软件可能读取通讯录\n授权后才能读取通讯录\n智能读取通讯录\n`,
    ],
    ['what a lender may do', `A known lender can read contacts.\nAn app may hold READ_CONTACTS\n`],
    [
      'boxes on what else was done',
      `- [x] Save the contacts\n- [x] removed contacts access\n- [x] Check READ_CONTACTS\n`,
    ],
    ['what an app of a long name might do', `If Easy Cash Loan has READ_CONTACTS, revoke it.\n`],
    ['what else of contacts is on', `contacts backup enabled\n`],
    [
      'rows of marks that say no',
      `Camera ✅ Contacts ❌ SMS ✅\n✅ Camera ❌ Contacts\n├── READ_CONTACTS ✗\n└── CAMERA ✓\n`,
    ],
    ['rows of pairs that say no', `Camera: Allowed / Contacts: Denied\nCamera=allowed Contacts=denied SMS=allowed\n`],
    ['JSON in a line that says no', `{"app":"${LENDER}","contacts":false,"camera":true}\n`],
    ['what was once', `READ_CONTACTS was granted before, now denied\n`],
    ['what Settings say in Chinese of one that has none', `应用权限\n允许\n通知\n禁止\n通讯录\n`],
    [
      'the same in traditional Chinese',
      `通訊錄：不允許\n通訊錄權限：沒有允許\n讀取通訊錄：拒絕\n聯絡人：每次都詢問\n如果已允許通訊錄權限，請關閉\n`,
    ],
    ['of which kind it is', `${LENDER},${P},dangerous\n${P} | runtime |\n${P}: ${NOTES}\n${P}：危险权限\n`],
    [
      'what the settings say in other languages, which is no',
      'Kontakte: Nicht zugelassen\nContactos: no permitido\nContacts : refusé\nKontak: tidak diizinkan\nDanh bạ: từ chối\nКонтакты: запрещено\n連絡先: 許可しない\nसंपर्क: अनुमति नहीं है\n주소록: 허용 안함\nKişiler: reddedildi\nجهات الاتصال: غير مسموح به\nรายชื่อติดต่อ: ไม่อนุญาต\nMga Contact: Hindi pinapayagan\n',
    ],
    [
      'no in other languages',
      `READ_CONTACTS: nein\nREAD_CONTACTS;non\n${P}: не разрешено\nREAD_CONTACTS: tidak\nREAD_CONTACTS: không\nREAD_CONTACTS: いいえ\nREAD_CONTACTS: 拒否\n`,
    ],
    [
      'a table that says no in another language',
      'App;Kontakte;Kamera\nKuaijie;Nein;Ja\nApp;READ_CONTACTS\nKuaijie;FALSCH\n',
    ],
    ['a heading that names another permission last', `package,label,READ_CONTACTS,CAMERA\n${LENDER},x,false,true\n`],
    ['a list of JSON that numbers follow', `{"permissions":["CAMERA","READ_CONTACTS"],"trackers":[4,2]}\n`],
    ['XML that says no', `<app><contacts>denied</contacts><camera>allowed</camera></app>\n`],
    ['what a phone answered after a change', `$ adb shell dumpsys package ${LENDER}\n        ${P}: granted=false\n`],
    ['a result in Chinese that says no', `权限：读取联系人；结果：拒绝\n权限：读取联系人\n结果：拒绝\n`],
    ['rows in Chinese that say no', `通讯录 禁止 相机 允许\n允许的权限：相机；禁止的权限：通讯录\n`],
    ['round boxes that say no', `( ) Contacts  (x) Camera\n`],
    ['a ban that is on', 'no_contacts: true\n禁止读取通讯录：已开启\n'],
    ['what is open of another', '相机是开着的，通讯录权限是关着的\n'],
    ['what is shut, behind a dash', '通讯录权限 —— 关了。\n'],
    ['what never was', '通讯录是从未允许的\n'],
    ['what Android answers for no', 'perm=READ_CONTACTS result=-1\n'],
    ['what is shut after all', `快借是没有通讯录权限的\n快借的联系人权限是关着的\n`],
    [
      'what is asked for',
      'READ_CONTACTS: optional\nREAD_CONTACTS | required\nREAD_CONTACTS: unknown\nREAD_CONTACTS: n/a\n',
    ],
    [
      'how many there are in other languages',
      'Kontakte: 12\nContactos: 218\nКонтакты: +7 495 000-00-00\n連絡先: a@example.com\n',
    ],
    ...[
      'Contacts: Alice\nContacts: see below\nContacts: 215 entries\ncontacts: null\n',
      'Kontakte: Max Mustermann\nKontakte: gesichert\nKontakte: Zulassungsstelle Berlin\n',
      'Contactos: Juan Pérez\nContatos: Maria Silva\nContacts : service client\n',
      'Kontak: Pak Budi Santoso\nDanh bạ: Nguyễn Văn An\nКонтакты: отдел продаж\n',
      '連絡先: サポートセンター\n연락처: 네이버 고객센터\nKişiler: Ahmet Yılmaz\n',
      'संपर्क: राम कुमार\nجهات الاتصال: خدمة العملاء\nรายชื่อติดต่อ: สมชาย\n',
    ].map((text): [string, string] => [`who they are, or what became of them: ${text}`, text]),
    ['how many things there are, and one of them', '{"contacts":1,"calls":3}\nContacts:1 Messages:3\n'],
    ['what it is asked for', 'READ_CONTACTS: to find friends\nREAD_CONTACTS: para encontrar amigos\n'],
    [
      'what Flutter prints of a no',
      '{contacts: PermissionStatus.permanentlyDenied, camera: PermissionStatus.granted}\n',
    ],
    [
      'what a shell was told to take away',
      `$ adb shell pm revoke ${LENDER} ${P}\nusage: pm grant PACKAGE PERMISSION\n`,
    ],
    ['a log', `W/Binder: Permission Denial: reading requires ${P}, or grantUriPermission()\n`],
  ])('%s is told and spoils nothing', async ([, text]) => {
    expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['clear', ['E350']])
  })
})

describe('what Windows saved in the encoding of a country is heard beside a dump', () => {
  test.for<[where: string, written: string, verdict: string]>([
    [
      'China',
      '\xbf\xec\xbd\xe8\n\xcf\xe0\xbb\xfa\xa3\xba\xb2\xbb\xd4\xca\xd0\xed\n\xcd\xa8\xd1\xb6\xc2\xbc\xa3\xba\xd2\xd1\xd4\xca\xd0\xed\n',
      'incomplete',
    ],
    ['China, in one line', '\xbf\xec\xbd\xe8\xbf\xc9\xd2\xd4\xb6\xc1\xc8\xa1\xcd\xa8\xd1\xb6\xc2\xbc\n', 'incomplete'],
    [
      'China, in one long line',
      `${'\xbd\xf1\xcc\xec\xcf\xc2\xd3\xea\xa1\xa3'.repeat(200)}\xbf\xec\xbd\xe8\xbf\xc9\xd2\xd4\xb6\xc1\xc8\xa1\xcd\xa8\xd1\xb6\xc2\xbc\n`,
      'incomplete',
    ],
    ['Taiwan', '\xa7\xd6\xad\xc9\xa5i\xa5H\xc5\xaa\xa8\xfa\xb3q\xb0T\xbf\xfd\n', 'incomplete'],
    ['Russia', 'READ_CONTACTS: \xf0\xe0\xe7\xf0\xe5\xf8\xe5\xed\xee\n', 'incomplete'],
    [
      'China, and says no',
      '\xbf\xec\xbd\xe8\n\xcf\xe0\xbb\xfa\xa3\xba\xd2\xd1\xd4\xca\xd0\xed\n\xcd\xa8\xd1\xb6\xc2\xbc\xa3\xba\xb2\xbb\xd4\xca\xd0\xed\n\xbd\xf1\xcc\xec\xcf\xc2\xd3\xea\n',
      'clear',
    ],
  ])('of %s', async ([, written, verdict]) => {
    expect((await said({ 'package.txt': phone(), 'notes.txt': Buffer.from(written, 'latin1') }))[0]).toBe(verdict)
  })

  test('bytes that are astray hide no grant', async () => {
    const written = Buffer.from(`quick \xe9 cash\n\xe9READ_CONTACTS: granted=true\n`, 'latin1')
    expect((await said({ 'package.txt': phone(), 'notes.txt': written }))[0]).toBe('incomplete')
  })
})

describe('it is heard behind what other commands answered in the same text', () => {
  const hosts = [
    ['a list of apps', `package:${NOTES}\n`],
    ['properties', '[ro.product.model]: [X]\n'],
    ['users', 'Users:\n  UserInfo{0:Owner:c13} running\n'],
    ['ops of an app', 'VIBRATE: allow\n'],
    ['app ops', `Current AppOps Service state:\n  Uid u0a82:\n    Package ${NOTES}:\n      VIBRATE (allow): \n`],
  ]
  const made = (yes: string, is: string) => [
    `READ_CONTACTS: ${is}\n`,
    `App: ${LENDER}\npackage: ${LENDER}\npermissions:\n  - name: android.permission.READ_CONTACTS\n    granted: ${yes}\n`,
  ]
  test.for(hosts)('%s', async ([, host = '']) => {
    const spoken = (text: string) => said({ 'package.txt': phone(), 'all.txt': `${host}\n${text}` })
    for (const text of made('true', 'granted')) expect(await spoken(text)).toEqual(['incomplete', ['E350']])
    for (const text of made('false', 'denied')) expect(await spoken(text)).toEqual(['clear', []])
  })

  test('a dump, also where it looks like a heading of one', async () => {
    const spoken = (state: string) => said({ 'package.txt': `${phone()}\n${LENDER}\nREAD_CONTACTS: ${state}\n` })
    expect(await spoken('granted')).toEqual(['incomplete', ['E350']])
    expect(await spoken('denied')).toEqual(['clear', []])
  })
})

describe('nor does what carries a dump in numbers or letters of another kind', () => {
  const dirty = Buffer.from(phone(lender([READS])))
  const rows = (bytes: Buffer, row: (part: Buffer, at: number) => string, width = 16) =>
    Array.from({ length: Math.ceil(bytes.length / width) }, (_, n) =>
      row(bytes.subarray(n * width, n * width + width), n * width),
    ).join('\n')
  const hex = (part: Buffer, width: number) =>
    part.toString('hex').replaceAll(new RegExp(`.{${width * 2}}`, 'g'), '$& ')
  const shown = (part: Buffer) => part.toString('latin1').replace(/[^ -~]/g, '.')
  const address = (at: number) => at.toString(16).padStart(8, '0')
  const octal = (at: number, width: number) => at.toString(8).padStart(width, '0')
  const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64').replace(/.{76}/g, '$&\n')
  test.for<[form: string, carry: (bytes: Buffer) => string]>([
    ['xxd', (bytes) => rows(bytes, (part, at) => `${address(at)}: ${hex(part, 2)} ${shown(part)}`)],
    ['xxd -p', (bytes) => rows(bytes, (part) => part.toString('hex'), 30)],
    [
      'xxd -i',
      (bytes) =>
        `unsigned char a[] = {\n${rows(bytes, (part) => `  ${[...part].map((one) => `0x${one.toString(16).padStart(2, '0')}`).join(', ')},`, 12)}\n};`,
    ],
    [
      'hexdump',
      (bytes) =>
        rows(
          bytes,
          (part, at) =>
            `${address(at).slice(1)} ${hex(Buffer.from(Buffer.concat([part, Buffer.alloc(16 - part.length)])).swap16(), 2)}`,
        ),
    ],
    [
      'hexdump -C',
      (bytes) =>
        rows(
          bytes,
          (part, at) => `${address(at)}  ${hex(part.subarray(0, 8), 1)} ${hex(part.subarray(8), 1)} |${shown(part)}|`,
        ),
    ],
    [
      'od -b',
      (bytes) => rows(bytes, (part, at) => `${octal(at, 7)} ${[...part].map((one) => octal(one, 3)).join(' ')}`),
    ],
    [
      'od -c',
      (bytes) =>
        rows(
          bytes,
          (part, at) =>
            `${octal(at, 7)}${[...part].map((one) => (one === 10 ? '  \\n' : `   ${String.fromCharCode(one)}`)).join('')}`,
        ),
    ],
    ['JSON of bytes', (bytes) => JSON.stringify([...bytes])],
    ['base64 in base64', (bytes) => base64(Buffer.from(base64(bytes)))],
    ['an address', (bytes) => encodeURIComponent(bytes.toString())],
    ['an address in an address', (bytes) => encodeURIComponent(encodeURIComponent(bytes.toString()))],
    [
      'RTF with words in pieces',
      (bytes) =>
        `{\\rtf1\\ansi {\\f0 ${bytes
          .toString()
          .replace(/(\w{3})(\w)/g, '$1}\\cf1 {$2')
          .replaceAll('\n', '\\par\n')}}}`,
    ],
    [
      'RTF with letters by number',
      (bytes) =>
        `{\\rtf1\\ansi ${bytes
          .toString()
          .replace(/[aeiou.:=[\]]/g, (letter) => `\\u${letter.charCodeAt(0)}?`)
          .replace(/_/g, "\\u-65441 \\'5f")
          .replaceAll('\n', '\\par\n')}}`,
    ],
  ])('%s', async ([, carry]) => {
    expect(await said({ 'package.txt': phone(), 'notes.txt': carry(dirty) })).toEqual(['incomplete', ['E350']])
    expect(
      (await said({ 'package.txt': phone(), 'notes.txt': carry(Buffer.from('Buy milk and bread. '.repeat(99))) }))[0],
    ).toBe('clear')
  })

  test.for<[what: string, code: string, text: string]>([
    ['an attachment', 'E350', `--b\nContent-Transfer-Encoding: base64\n\n${base64(dirty)}\n--b--\n`],
    ['an attachment below words of this program', 'E350', `daicha: [E101]\n${base64(dirty)}\n`],
    ['an attachment above words of this program', 'E350', `${base64(dirty)}\ndaicha: [E101]\n`],
    ['a packed attachment', 'E351', `${base64(gzipSync(dirty))}\n`],
    ['what diff found', 'E350', phone(lender([READS])).replaceAll(/^/gm, '+')],
  ])('%s behind a dump in the same text', async ([, code, text]) => {
    const [verdict, problems] = await said({ 'package.txt': `${phone()}\n${text}` })
    expect([verdict, problems]).toEqual(['incomplete', expect.arrayContaining([code])])
  })

  test('JSON behind a dump in the same text is read as the dump that it quotes', async () => {
    const text = JSON.stringify({ after: dirty.toString() })
    expect(await said({ 'package.txt': `${phone()}\n${text}` })).toEqual(['act', ['E325', 'E330']])
  })

  test('a line may be as long as it likes', async () => {
    const long = Buffer.concat([Buffer.alloc(4_000_000, 'Buy milk and bread. '), dirty])
    for (const text of [long.toString('base64'), `{"data":"${long.toString('base64')}"}`, long.toString('hex')])
      expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['incomplete', ['E350']])
  })

  test('a grant is heard at any place of such a line', async () => {
    for (const before of [65_520, 65_530, 65_535])
      expect(
        await said({ 'package.txt': phone(), 'notes.txt': `${',a'.repeat(before / 2)},READ_CONTACTS granted` }),
      ).toEqual(['incomplete', ['E350']])
  })

  /** Of adb, of OpenSSH and of OpenPGP, and a signature of OpenPGP. */
  const KEYS = ['@\0\0\0', 'openssh-key-v1\0', '\x99\x02\x0d\x04', '\xc6\xc1\x4d\x04', '\x89\x02\x33\x04']
  test('hashes, keys and pictures are told and spoil nothing', async () => {
    const noise = Buffer.concat(Array.from({ length: 40 }, (_, n) => createHash('sha256').update(String(n)).digest()))
    const picture = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), noise])
    for (const text of [
      rows(noise, (part) => `${part.toString('hex')}  photo.jpg`, 32),
      rows(noise, (part) => part.toString('hex'), 32),
      `ssh-rsa ${noise.subarray(0, 380).toString('base64')} li@example.com`,
      ...KEYS.map((head) => base64(Buffer.concat([Buffer.from(head, 'latin1'), noise]))),
      base64(picture),
      `<note><data encoding="base64">${base64(picture)}</data></note>`,
      rows(picture, (part, at) => `${address(at)}: ${hex(part, 2)} ${shown(part)}`),
    ])
      expect(await said({ 'package.txt': phone(), 'notes.txt': text })).toEqual(['clear', ['E350']])
  })
})

describe('what a program made of a name leaves nothing clear', () => {
  const LINK = `<http://${LENDER}|${LENDER}>`
  const state = (holder: string) => `ROLE STATE (dumpsys role):
      user_id=0
        {
          name=android.app.role.SMS
          holders=${holder}
`
  const ops = (header: string, op: string) => `Current AppOps Service state:
  Uid 1000:
    state=pers
  Uid u0a84:
    state=cch
    Package ${header}:
      ${op}
`
  const ALLOWED = 'MANAGE_EXTERNAL_STORAGE (allow): '
  test.for<[string, Texts, string]>([
    ['the holder of a role, as a link', { 'role.txt': state(LINK) }, 'E349'],
    ['an app among the app ops, as a link', { 'appops.txt': ops(LINK, ALLOWED) }, 'E346'],
    ['an app among the app ops, in two', { 'appops.txt': ops(LENDER.replace('.k', '. k'), ALLOWED) }, 'E346'],
    ['an op with blanks', { 'appops.txt': ops(LENDER, ALLOWED.replaceAll('_', ' ')) }, 'E346'],
  ])('%s', async ([, files, code]) => {
    expect(await said({ 'package.txt': phone(), ...files })).toEqual(['incomplete', [code]])
  })

  test('as it is, it is a way to contacts', async () => {
    for (const files of [{ 'role.txt': state(LENDER) }, { 'appops.txt': ops(LENDER, ALLOWED) }])
      expect((await said({ 'package.txt': phone(), ...files }))[0]).toBe('check')
  })
})

describe('what other commands answered leaves nothing open', () => {
  const refused = 'Shell does not have permission to access user 150\n'
  const stack = `\nException occurred while executing 'list':\njava.lang.SecurityException: ${refused}\tat a.b$c(D.java:1)\n\t... 9 more\n`
  const DECLARED =
    '+ group:android.permission-group.CONTACTS\n  + permission:android.permission.READ_CONTACTS\n    package:android\n'
  const LOG =
    '11-24 06:00:00.000  1000  1500  1600 W Binder  : it requires android.permission.READ_CONTACTS, or grantUriPermission()\n'
  const users = 'Users:\n  UserInfo{0:Owner:c13} running\n'
  test.for<[what: string, files: Texts, told: string[]]>([
    ['an app that is not there', { 'one.txt': 'Unable to find package: com.example.gone\n' }, ['E320', 'E350']],
    ['an app without ops', { 'ops.txt': 'No operations.\nDefault mode: allow\n' }, []],
    ['a profile that is closed', { 'users.txt': `${users}Security exception: ${refused}${stack}` }, []],
    ['the same behind the dump', { 'package.txt': phone() + stack }, []],
    ['where an app lies', { 'path.txt': `package:/data/app/~~Ab8e1xw==/${CHAT}-Qd0Lw==/base.apk\n` }, []],
    ['which phones are there', { 'devices.txt': 'List of devices attached\nR58M12\tdevice\n' }, ['E350']],
    ['who declares the permission', { 'package.txt': `${phone()}All Permissions:\n\n${DECLARED}` }, []],
    ['the same above it', { 'package.txt': `${DECLARED}\n${phone()}` }, []],
    ['a question above it', { 'package.txt': `Why android.permission.READ_CONTACTS, for a loan?\n\n${phone()}` }, []],
    ['one that ends so', { 'package.txt': `Why does it ask for android.permission.READ_CONTACTS?\n\n${phone()}` }, []],
    ['one in Chinese', { 'package.txt': `android.permission.READ_CONTACTS 是什么意思？\n\n${phone()}` }, []],
    ['one below it', { 'package.txt': `${phone()}请问 android.permission.READ_CONTACTS 是什么意思？\n` }, []],
    ['a plea', { 'package.txt': `看看谁有 android.permission.READ_CONTACTS 这个权限，谢谢\n\n${phone()}` }, []],
    ['a log behind it', { 'package.txt': `${phone()}--------- beginning of main\n${LOG}` }, []],
    [
      'a warning below the permissions',
      { 'package.txt': phone(`${lender([CAMERA])}\n        harmfulAppWarning: 风险应用`) },
      [],
    ],
  ])('%s', async ([, files, told]) => {
    expect(await said({ 'package.txt': phone(), ...files })).toEqual(['clear', told])
  })
})

test('what a phone keeps of an app that is gone leaves a way to an answer', async () => {
  const history = [NOTES, CHAT, 'com.example.jisu'].map((name) => `  * ${name} / u0a99 / v12:\n`).join('')
  const { verdict, problems } = await reportOn({ 'package.txt': phone(), 'procstats.txt': history })
  const told = problems.find(({ code }) => code === 'E317')
  expect([verdict, told?.remedy.at(-1)]).toEqual(['incomplete', expect.stringMatching(/uninstalled.*dump alone|卸掉/)])
})

test('a no that became a yes in one line is counted', async () => {
  const changed = `    android.permission.READ_CONTACTS: granted=false -> granted=true\n`
  expect(await said({ 'package.txt': phone(), 'log.txt': changed })).toEqual(['incomplete', ['E324', 'E350']])
})

test('a grant that begins as who declares a permission is counted', async () => {
  const grant = '    permission:android.permission.READ_CONTACTS:granted=true'
  expect(await said({ 'package.txt': phone(`${lender([CAMERA])}\n${grant}`) })).toEqual(['incomplete', ['E324']])
})

test('a list of permissions in one line is counted, above the dump and in it', async () => {
  const list = 'android.permission.CAMERA, android.permission.READ_CONTACTS, android.permission.SEND_SMS'
  expect(await said({ 'package.txt': `${list}\n\n${phone()}` })).toEqual(['incomplete', ['E324']])
  const inIt = phone(`${lender([CAMERA])}\n${list}`)
  expect(await said({ 'package.txt': inIt })).toEqual(['incomplete', ['E324', 'E315']])
})

describe('a dump of the lender alone, newer than the whole', () => {
  const alone = (record: string) => `Packages:\n${record}\n`
  const beside = (record: string) => said({ 'package.txt': phone(), 'lender.txt': alone(record) })

  test('of which the line of the permission was changed, is not passed over', async () => {
    for (const [from, to] of [
      ['granted=true', 'granted=verdadero'],
      [/READ_CONTACTS.*/, 'READ_CONTAC…'],
      ['READ_CONTACTS', 'READ CONTACTS'],
      ['READ_CONTACTS', 'READ-C0NTACTS'],
      ['android.permission.READ_CONTACTS', 'Android.permission.Read_contacts'],
    ] as const)
      expect(await beside(lender([READS]).replaceAll(new RegExp(from, 'g'), to))).toEqual(['incomplete', ['E315']])
    for (const to of ['Granted=true', 'granted = true', 'granted＝true'])
      expect((await beside(lender([READS]).replaceAll('granted=true', to)))[0]).toBe('act')
  })

  test('leaves nothing open where it is whole', async () => {
    expect(await beside(lender([]))).toEqual(['clear', []])
    // Nobody knows which of the two is the newer: the worse counts.
    for (const made of ['$&', '.\u200b'])
      expect(await beside(lender([READS]).replaceAll('.', made))).toEqual(['act', ['E330']])
  })
})

test.for<[how: string, from: string, to: string]>([
  ['underlines its name', 'android.permission.READ_CONTACTS', '__android.permission.READ_CONTACTS__'],
  ['underlines its end', 'READ_CONTACTS', '__READ_CONTACTS__'],
  ['leaves a footnote in it', 'android.permission', 'android[1].permission'],
  ['leaves a tag in it', 'android.permission', 'andr</b>oid.permission'],
  ['puts a quotation mark into it', 'android.permission', 'android.per“mission'],
  ['makes a wide mark of its point', 'android.permission.', 'android．permission．'],
  ['reads it off a picture as letters of another alphabet', 'android.permission', 'andrоid.pеrmіssion'],
  ['shortens it', 'android.permission', 'and...roid.permission'],
  ['cuts off what all names begin with', 'android.permission.READ', 'READ'],
  ['cuts off their first word', 'android.permission.READ', 'permission.READ'],
  ['cuts it and begins each word with a capital', 'android.permission.READ', 'Permission.Read'],
  ['reads it off a picture with digits in it', 'android.permission.READ_CONTACTS', 'andr01d.perm1ss1on.READ_C0NTACT5'],
  ['parts it', 'READ_CONTACTS', 'READ_CONTA::CTS'],
  ['moves it and marks it', '        android.permission.READ_', '      1  android.permis→sion.READ_'],
  ['moves it to where keys stand and marks it', '        android.permission.READ_', '    android.permis→sion.READ_'],
  [
    'marks it and what it stands below',
    'runtime permissions:\n        android.permission.READ',
    'runtime·permissions:\n        android.permission.REA·D',
  ],
  ['marks it and puts an accent on it', 'android.permission.', 'android.peŕmission.→'],
])('the line of a grant in a dump is no other permission where somebody %s', async ([, from, to]) => {
  const marked = lender([READS]).replace(from, to)
  expect(marked).not.toBe(lender([READS]))
  expect((await said({ 'package.txt': phone(marked) }))[0]).toBe('incomplete')
})

test.for([
  `\${applicationId}.permission.JOIN-2`,
  '.permission.JPUSH_MESSAGE',
  'com.example..permission.PUSH',
  'com.example.permission.A B;',
  '权限.PUSH',
  'com.example.разрешение.чтение',
  'com.앱.permission.푸시메시지수신',
  'com.example.READ_CONTACTS',
  'com.example.READ_CONTENTS',
])('an own permission of an app is another one, be it called %s', async (name) => {
  const other = CAMERA.replace('android.permission.CAMERA', () => name)
  expect(await said({ 'package.txt': phone(lender([other])) })).toEqual(['clear', []])
})

describe('of a capture whose list of files is lost or damaged', () => {
  test.for<[what: string, files: Texts]>([
    ['the app that may send and read messages', { 'role.txt': `${LENDER}\n` }],
    ['a service that reads the screen', { 'settings.txt': `com.example.keys/.Keys:${LENDER}/.Read\n` }],
    ['the last of many such', { 'settings.txt': `${'com.example.keys/.Keys:'.repeat(40)}${LENDER}/.Read\n` }],
  ])('%s is told, and leaves nothing clear', async ([, files]) => {
    expect(await said({ 'package.txt': phone(), ...files })).toEqual(['incomplete', ['E350']])
  })

  test('the list itself is known, however it was saved', async () => {
    const list = JSON.stringify({ format: 'daicha-capture/1', tool: 'daicha 0.1.0', files: [] }, null, 1)
    for (const text of [list, list.slice(0, 40), Buffer.from(`\ufeff${list}`, 'utf16le')])
      expect((await said({ 'package.txt': phone(), 'manifest.json': text }))[0]).toBe('incomplete')
  })

  test('other apps, and a list of several, leave nothing open', async () => {
    expect((await said({ 'package.txt': phone(), 'role.txt': 'com.example.keys\n' }))[0]).toBe('clear')
    for (const apps of [
      [NOTES, LENDER, CHAT, 'com.example.keys'],
      [LENDER, 'com.example.keys'],
    ])
      expect((await said({ 'package.txt': phone(), 'list.txt': apps.join('\n') }))[0]).toBe('clear')
  })
})

describe('names that were taken out', () => {
  test.for([
    'XXXX',
    '9f86d081884c7d65',
    'app_1',
    'com.xxxxxx.xxxxxxx',
    'XXX.XXXX',
    'com.---.---',
    'com.redacted',
    'com.REDACTED.app',
  ])('%s', async (name) => {
    expect(await said({ 'package.txt': phone(lender([READS], name)) })).toEqual(['incomplete', ['E315']])
  })

  test('the name that the system uses, of an app that was renamed', async () => {
    const renamed = lender([READS], 'com.example.wallet').replace(
      '    appId=',
      '    compat name=com.xxxxxx.xxxxxxx\n    appId=',
    )
    expect(await said({ 'package.txt': phone(renamed) })).toEqual(['incomplete', ['E315']])
  })

  test('of what the phone was sold with', async () => {
    const [other, sold] = [
      package14(CHAT, { appId: 10084 }),
      package14('com.xxxx.xxxx', { appId: 10085, system: true }),
    ]
    expect(await said({ 'package.txt': phone(`${other}\n${sold}`) })).toEqual(['incomplete', ['E315']])
  })

  test('a name of an app may have letters twice and thrice', async () => {
    for (const name of ['www.example.com', 'com.xxx.xyz', 'com.aaaa.notes', 'l.o.o', 'dict.cc', 'com.unredacted'])
      expect((await said({ 'package.txt': phone(package14(name, { appId: 10084 })) }))[0]).toBe('clear')
  })

  test('a maker may leave the point out of the name of a part of the system', async () => {
    expect(await said({ 'package.txt': phone(package14('oplus', { appId: 10084, system: true })) })).toEqual([
      'clear',
      [],
    ])
  })
})

test('a record whose lines were moved to the right is still told by what identifies it', async () => {
  const moved = lender([READS]).replace(/^ +/gm, '$&$&')
  const chat = package14(CHAT, { appId: 10085, runtime: [READS] })
  const report = await reportOn({ 'package.txt': dump14([package14(NOTES, { appId: 10082 }), chat, moved]) })
  expect([report.verdict, report.complete]).toEqual(['act', false])
})

describe('an archive that is not opened leaves nothing clear', () => {
  const bytes = (text: string) => Buffer.concat([Buffer.from(text, 'latin1'), Buffer.alloc(300, 0xa5)])
  test.for<[format: string, content: Buffer]>([
    ['LZMA', bytes(']\0\0\x80\0')],
    ['lzip', bytes('LZIP\x01')],
    ['bzip2', bytes('BZh51AY&SY')],
    ['LZ4', bytes('\x02!L\x18')],
    ['Zstandard', bytes('P*M\x18\x04\0\0\0')],
    ['CAB', bytes('MSCF\0\0\0\0')],
    ['yEnc', bytes('=ybegin line=128 size=300 name=package.txt\r\n')],
    ['OpenSSL', bytes('Salted__')],
    ['OpenSSL', bytes('U2FsdGVkX1')],
    ['PGP', bytes('\x85\x02\x0c\x03')],
    ['PGP', bytes('\x8c\x0d\x04\x09\x03\x02')],
  ])('%s', async ([format, content]) => {
    const { verdict, problems } = await reportOn({ 'package.txt': phone(), 'old.bin': content })
    expect([verdict, problems]).toMatchObject(['incomplete', [{ code: 'E334', params: { format } }]])
  })

  const dump = Buffer.from(phone(lender([READS])))
  /** Letters, digits and blanks of code page 500. */
  const ebcdic = (text: Buffer) =>
    Buffer.from(
      text
        .toString()
        .replace(/[^a-zA-Z0-9]/g, (one) => (one === ' ' ? '\x40' : one === '\n' ? '\x25' : '\x4b'))
        .replace(/[a-z]/gi, (one) => String.fromCharCode(one.charCodeAt(0) + 0x40)),
      'latin1',
    )
  /** What programs of an office begin a file with that is no zip. */
  const ole = Buffer.from('d0cf11e0a1b11ae1', 'hex')
  const inOle = (...names: string[]) =>
    Buffer.concat([ole, Buffer.alloc(504), zipOf(new Map(names.map((name) => [name, dump])))])
  /** The beginning of a message of RFC 5652: 2 is signed, 3 encrypted. */
  const cms = (type: number, size = '821000') => Buffer.from(`30${size}06092a864886f70d01070${type}a0820ff0`, 'hex')
  const encrypted = () => {
    const cipher = createCipheriv('aes-256-ctr', Buffer.alloc(32, 7), Buffer.alloc(16, 9))
    return Buffer.concat([cipher.update(dump), cipher.final()])
  }
  test.for<[form: string, content: Buffer]>([
    ['Brotli', brotliCompressSync(dump)],
    ['deflate without a head', deflateRawSync(dump)],
    ['ciphertext', encrypted()],
    ['a few bytes of it', encrypted().subarray(0, 150)],
    ['a mail for whoever has the key', Buffer.concat([cms(3), encrypted()])],
    ['such a mail of another program', Buffer.concat([cms(3, '80'), encrypted()])],
  ])('nor one of a form that nobody knows: %s', async ([, content]) => {
    expect(await said({ 'package.txt': phone(), 'old.bin': content })).toEqual(['incomplete', ['E351']])
    expect(await said({ 'package.txt': content })).toEqual(['incomplete', ['E351']])
    // What `adb bugreport` packs is full of what makers of phones log.
    const report = { 'a.zip!main_entry.txt': 'bugreport-1.txt', 'a.zip!FS/modem.bin': content }
    expect(await said({ 'package.txt': phone(), ...report })).toEqual(['clear', []])
  })

  test('nor one in a mail as Outlook saves it', async () => {
    const beside = (file: Buffer) => said({ 'package.txt': phone(), 'm.msg': file })
    const letter = ['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'docProps/app.xml']
    expect(await beside(inOle('package.txt'))).toEqual(['incomplete', ['E351']])
    expect(await beside(inOle(...letter, 'package.txt'))).toEqual(['incomplete', ['E351']])
    expect(await beside(inOle(...letter))).toEqual(['clear', ['E350']])
  })

  test('however few of its bytes come at once', async () => {
    const content = encrypted()
    const pieces = [content.subarray(0, 100), content.subarray(100, 300), content.subarray(300)]
    const inPieces = dumpOf('old.bin', content, { optional: true, chunks: () => pieces })
    expect(codes(await reportOf([...folderOf({ 'package.txt': phone() }), inPieces]))).toEqual(['E351'])
  })

  test('but pictures, recordings, databases, programs, what a desktop keeps and texts of any encoding are no archives', async () => {
    const noise = encrypted()
    const behind = (head: string) => Buffer.concat([Buffer.from(head, 'latin1'), noise])
    for (const content of [
      behind('\x89PNG\r\n\x1a\n'),
      behind('\xff\xd8\xff\xe0'),
      behind('\0\0\0\x18ftypmp42'),
      behind('OggS\0\x02'),
      behind('SQLite format 3\0\x10\0\x01\x01\0'),
      behind('ANDROID BACKUP\n5\n1\nnone\n'),
      behind('\0\0\0\x01Bud1\0\0\x10\0'),
      Buffer.concat([ole, noise]),
      inOle('[Content_Types].xml', '_rels/.rels', 'theme/theme/themeManager.xml', 'theme/theme/theme1.xml'),
      behind('\0\x05\x16\x07\0\x02\0\0Mac OS X        '),
      behind('MZ\x90\0\x03\0\0\0'),
      behind('b0VIM 9.0\0\0\0\0\x10\0\0'),
      ...['80', '821000', '83010000'].map((size) => Buffer.concat([cms(2, size), noise])),
      behind('\0OpenTimestamps\0\0Proof\0'),
      behind('\xd4\xc3\xb2\xa1\x02\0\x04\0'),
      behind('M<\xb2\xa1\x02\0\x04\0'),
      behind('\n\r\r\n\x1c\0\0\0'),
      behind('btsnoop\0\0\0\0\x01\0\0\x03\xea'),
      behind('7\x7f\x06\x82\0\x2d\xe2\x18'),
      behind('\x18\xe2\x2d\0\0\0\0\0'),
      behind('\xd9\xd5\x05\xf9\x20\xa1\x63\xd7'),
      behind(`${'\0'.repeat(16)}T-DB\x09\x09\0\0`),
      behind('ElfFile\0'),
      behind('MDMP\x93\xa7\0\0'),
      behind('regf\x01\0\0\0'),
      // A page of a network, and a message of a database.
      Buffer.concat([behind('\xd4\xc3\xb2\xa1\x02\0\x04\0'), gzipSync('{"ok":true}')]),
      Buffer.concat([behind('SQLite format 3\0\x10\0\x01\x01\0'), gzipSync('{"ok":true}')]),
      behind('\0\x01\0\0\0\x0f\0\x80'),
      // A sentence in GB 18030.
      Buffer.from('\xc7\xeb\xb0\xd1\xce\xc4\xbc\xfe\xb7\xa2\xb8\xf8\xce\xd2\xa1\xa3\n'.repeat(40), 'latin1'),
    ])
      expect((await said({ 'package.txt': phone(), 'other.bin': content }))[0]).toBe('clear')
  })

  test('nor are short keys and signatures', async () => {
    // Of RFC 5280, 5208, 3279 and 9580.
    for (const head of ['0v0\x10\x06\x07', '0\x81\x87\x02\x01\0', '0e\x021\0', '\x88\x75\x04\0', '\x98\x33\x04\x6a']) {
      const key = Buffer.concat([Buffer.from(head, 'latin1'), encrypted().subarray(0, 120)])
      expect([head, (await said({ 'package.txt': phone(), 'other.bin': key }))[0]]).toEqual([head, 'clear'])
    }
  })

  test('nor are what a terminal wrote over, and addresses in one line', async () => {
    const rung = [...'adb shell dumpsys package'].map((one) => `${one}\b${one}`).join('')
    for (const text of [`${rung}\x07\n`.repeat(20), 'li@example.com;'.repeat(40)])
      expect((await said({ 'package.txt': phone(), 'other.log': text }))[0]).toBe('clear')
  })

  const mail = (attached: Uint8Array) =>
    `Subject: dump\nContent-Transfer-Encoding: base64\n\n${Buffer.from(attached).toString('base64').replace(/.{76}/g, '$&\n')}\n`
  test.for<[what: string, content: Buffer]>([
    [
      'an archive of no known form',
      Buffer.concat([bytes('\x89LZO\0\r\n\x1a\n'), Buffer.alloc(300, 'permission\x12\x03')]),
    ],
    ['an image of a disk that begins with zeros', Buffer.concat([Buffer.alloc(4096), deflateRawSync(dump)])],
    ['text in EBCDIC', ebcdic(dump)],
    ['a program that unpacks itself', Buffer.concat([bytes('MZ\x90\0\x03'), bytes("7z\xbc\xaf'\x1c\0\x04")])],
    ['an archive behind a picture', Buffer.concat([bytes('\x89PNG\r\n\x1a\n'), zipOf(new Map([['a.txt', dump]]))])],
    ['an archive behind a note', Buffer.concat([Buffer.from('From my phone\n'), zipOf(new Map([['a.txt', dump]]))])],
    ['an archive behind a dump', Buffer.concat([Buffer.from(phone()), gzipSync(dump)])],
    [
      'a dump among other bytes, where its lines may be in any order',
      Buffer.concat([bytes('SQLite format 3\0'), Buffer.alloc(200), Buffer.from(`\n${phone()}`)]),
    ],
  ])('nor %s', async ([, content]) => {
    const [verdict, told] = await said({ 'package.txt': phone(), 'old.bin': content })
    expect([verdict, told]).toEqual(['incomplete', expect.arrayContaining(['E351'])])
  })

  test('nor one whose first bytes several chunks share', async () => {
    const zip = zipOf(new Map([['a.txt', dump]]))
    const note = Buffer.from('From my phone\n'.repeat(90))
    for (const pieces of [
      [Buffer.concat([note, zip.subarray(0, 2)]), zip.subarray(2)],
      [note, ...Array.from(zip, (byte) => Buffer.of(byte))],
    ]) {
      const inPieces = dumpOf('old.txt', zip, { optional: true, chunks: () => pieces })
      expect(codes(await reportOf([...folderOf({ 'package.txt': phone() }), inPieces]))).toContain('E351')
    }
  })

  test('but what an office file keeps for itself is none', async () => {
    const files = {
      'a.xlsx![Content_Types].xml': '<Types/>',
      'a.xlsx!xl/printerSettings1.bin': Buffer.alloc(900, 'P\0\x01'),
    }
    expect((await said({ 'package.txt': phone(), ...files }))[0]).toBe('clear')
  })

  test('nor one in a mail', async () => {
    for (const attached of [zipOf(new Map([['a.txt', Buffer.from(phone())]])), gzipSync(phone())]) {
      const files = { 'package.txt': phone(), 'mail.eml': mail(attached) }
      expect(await said(files)).toEqual(['incomplete', ['E334']])
      expect(await said({ 'package.txt': mail(attached) })).toEqual(['incomplete', ['E335']])
    }
    const picture = Buffer.from(`\x89PNG\r\n\x1a\n${'\0'.repeat(200)}`, 'latin1')
    expect(await said({ 'package.txt': phone(), 'mail.eml': mail(picture) })).toEqual(['clear', ['E350']])
  })

  test('nor a small one in a line of JSON', async () => {
    const packed = deflateRawSync(dump).subarray(0, 900)
    const value = JSON.stringify({ name: 'a.txt', data: packed.toString('base64'), size: dump.length })
    expect(await said({ 'package.txt': phone(), 'notes.json': value })).toEqual(['incomplete', ['E334']])
  })
})
