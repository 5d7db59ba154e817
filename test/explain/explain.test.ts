import stringWidth from 'string-width'
import { describe, expect, test } from 'vitest'
import { exitOf } from '../../src/model/report/outcome.ts'
import { qualifiers, reasons } from '../../src/model/vocabulary.ts'
import { explainTopic, speaker } from '../built.ts'
import { daicha, guidance, type Ran, rules } from '../daicha.ts'

const languages = ['zh-CN', 'en'] as const
type Language = (typeof languages)[number]

const explained = new Map<string, Promise<Ran>>()

/** Each once: most are looked at for several things. */
function explain(topic: string, lang: Language, columns = 80): Promise<Ran> {
  const key = `${topic}\n${lang} ${columns}`
  const ran = explained.get(key) ?? daicha(['explain', topic, '--lang', lang], { env: { COLUMNS: String(columns) } })
  explained.set(key, ran)
  return ran
}

/** Words of a paragraph, however it was broken into lines. */
const flat = (text: string) => text.replace(/\s+/g, '')

const said = (words: { zh: string; en: string }, lang: Language) => (lang === 'en' ? words.en : words.zh)

/** The statements of the article, as `guidance/article.md` numbers them, with the correction that each claim needs. */
const ARTICLE: [id: string, printed: number | null, corrections: string[]][] = [
  ['art.0.1', null, []],
  ['art.0.2', null, []],
  ['art.0.3', null, []],
  ['art.1.1', null, []],
  ['art.1.2', null, []],
  ['art.2.0', null, ['C0']],
  ['art.2.1', 1, ['C1']],
  ['art.2.2', 2, ['C2', 'C3']],
  ['art.2.3', 3, ['C4']],
  ['art.3.0', null, []],
  ['art.3.1', 4, ['C5']],
  ['art.3.2', 5, ['C6']],
  ['art.3.3', 6, ['C7']],
  ['art.4.0', null, []],
  ['art.4.1', 7, []],
  ['art.4.2', 8, ['C8']],
  ['art.4.3', 9, []],
  ['art.5.0', null, []],
  ['art.5.1', 10, ['C9']],
  ['art.5.2', 11, ['C10']],
  ['art.5.3', 12, ['C11']],
  ['art.5.4', 13, []],
  ['art.6.1', null, ['C12']],
  ['art.6.2', null, ['C0', 'C1']],
  ['art.6.3', null, []],
  ['art.6.4', null, []],
]

test('what a report gives as the reasons of its exit code can be asked for', async () => {
  const reasons = (failOn: 'high' | 'any') =>
    exitOf(
      {
        unmatched: true,
        broken: true,
        failing: true,
        empty: true,
        incomplete: true,
        narrowed: true,
        oneUser: true,
        milder: true,
      },
      { failOn, exitZero: false, allowPartial: false },
    ).reasons
  expect(reasons('high')).toHaveLength(8)
  for (const reason of new Set([...reasons('high'), ...reasons('any')]))
    expect([reason, (await explain(reason, 'en')).code]).toEqual([reason, 0])
})

describe('the article', () => {
  test('has 26 statements, and C0 to C12 each stand beside one', () => {
    expect(ARTICLE.length).toBe(26)
    expect(guidance.article.statements.map(({ id }) => id)).toEqual(ARTICLE.map(([id]) => id))
    const needed = new Set(ARTICLE.flatMap(([, , corrections]) => corrections))
    expect([...needed].sort()).toEqual(guidance.corrections.map(({ id }) => id).sort())
    expect(needed.size).toBe(13)
  })

  test.for(
    ARTICLE.flatMap(([id, printed, corrections]) => languages.map((lang) => ({ id, lang, printed, corrections }))),
  )('$id in $lang, with its correction $corrections', async ({ id, lang, printed, corrections }) => {
    const { code, stdout, stderr } = await explain(id, lang)
    expect([code, stderr]).toEqual([0, ''])
    const statement = guidance.article.statements.find((one) => one.id === id)
    if (statement === undefined) throw new Error(`no ${id}`)
    const text = flat(stdout)
    expect(stdout).toContain(`[${id}]`)
    expect(text).toContain(flat(said(statement.text, lang)))
    if (printed !== null)
      expect(stdout).toContain(lang === 'en' ? `item ${printed} of the article` : `原文第 ${printed} 条`)
    // Every claim that is loose stands with what is right, in full; one that is not stands alone.
    const shown = guidance.corrections.filter((one) =>
      text.includes(flat(`${one.id}${lang === 'en' ? ':' : '：'}${said(one.line, lang)}`)),
    )
    expect(shown.map((one) => one.id)).toEqual(corrections)
    for (const correction of shown) expect(text).toContain(flat(said(correction.text, lang)))
    expect(stdout).not.toMatch(/\{\w+\}/)
    // And it is said each time that this is an article and no authority.
    expect(text).toContain(flat(said(guidance.article.note, lang)))
    expect(stdout).toContain(guidance.article.publishedAt)
  })

  test.for(languages)('as a whole lists every statement, %s', async (lang) => {
    for (const topic of ['article', '指南']) {
      const { code, stdout } = await explain(topic, lang)
      expect(code).toBe(0)
      for (const [id] of ARTICLE) expect(stdout).toContain(`[${id}]`)
    }
  })

  test.for(languages)('is shown with its corrections wherever a check leans on it, %s', async (lang) => {
    for (const check of rules.checks) {
      const text = flat((await explain(check.id, lang)).stdout)
      for (const id of check.guidance) {
        const [, , corrections = []] = ARTICLE.find(([one]) => one === id) ?? []
        expect(text).toContain(`[${id}]`)
        for (const correction of guidance.corrections.filter((one) => corrections.includes(one.id)))
          expect(text).toContain(flat(`${correction.id}${lang === 'en' ? ':' : '：'}${said(correction.line, lang)}`))
      }
    }
  })
})

/** Everything that a report, a rule or another explanation may name: what a person types, and the id that answers. */
const named: Record<string, [typed: string, id: string][]> = {
  checks: rules.checks.map(({ id }) => [id, id]),
  corrections: guidance.corrections.map(({ id }) => [id, id]),
  'laws and documents': guidance.law.map(({ id }) => [id, id]),
  'sentences of the law': guidance.sentences.map(({ id }) => [id, id]),
  actions: guidance.actions.map(({ id }) => [id, id]),
  channels: guidance.channels.map(({ id }) => [id, id]),
  routes: rules.routes.map(({ id }) => [id, id]),
  regimes: rules.regimes.map(({ id }) => [id, id]),
  limits: guidance.limits.map(({ id }) => [id, id]),
  'problem codes': Object.keys(guidance.problems).map((code) => [code, code]),
  reasons: reasons.map((reason) => [reason, reason]),
  qualifiers: qualifiers.map((qualifier) => [qualifier, qualifier]),
  'makers of phones': rules.makers.map(({ id }) => [id, id]),
  topics: rules.topics.map(({ id }) => [id, id]),
  'packages of the catalogue': rules.lenders.flatMap(({ id, packages }, at) =>
    at % 25 === 0 ? packages.map((name): [string, string] => [name, id]) : [],
  ),
}

const wordsOfTopics = rules.topics.flatMap(({ id, words, title }) =>
  [...words, title.zh, title.en].map((word) => [word, id] as const),
)

/** Each explanation once, in words of our own; the names of the catalogue are those of others. */
const { 'packages of the catalogue': _theirs, ...others } = named
const ours = new Set([...ARTICLE.map(([id]) => id), ...Object.values(others).flatMap((all) => all.map(([, id]) => id))])

/** What is ours is found in the same way where nobody lends, and sooner. */
const withoutLenders = { ...rules, lenders: [] }

describe.for(languages)('%s', (lang) => {
  test.for(Object.keys(named))('explains all %s', async (kind) => {
    const all = named[kind] ?? []
    expect(all.length).toBeGreaterThan(0)
    const wrong: string[] = []
    for (const [typed, id] of all) {
      const { code, stdout, stderr } = await explain(typed, lang)
      // In full, or as a line of a list where more is called so.
      const isTold = stdout.replace(/\s+/g, ' ').includes(`[${id}]`) || stdout.includes(`\n  ${id}  `)
      const answered = code === 0 && stderr === '' && isTold
      if (!answered) wrong.push(`${typed}: ${code}, not [${id}]`)
      if (/\{\w+\}/.test(stdout)) wrong.push(`${typed}: ${/.*\{\w+\}.*/.exec(stdout)?.[0]}`)
    }
    expect(wrong).toEqual([])
  })

  test('answers in the language that was asked for', async () => {
    for (const topic of ['lender-reads-contacts', 'C8', 'E305', 'contact-shaming', 'OP_IGNORE', 'R4']) {
      const { stdout } = await explain(topic, lang)
      if (lang === 'en') expect(stdout).not.toMatch(/\p{Script=Han}/u)
      else expect(stdout).toMatch(/\p{Script=Han}{4}/u)
    }
  })

  test.for([80, 40])('keeps to %i columns under both readings of ambiguous characters', async (columns) => {
    const wide: string[] = []
    for (const id of [...ours].filter((_, at) => columns === 80 || at % 5 === 0))
      for (const line of (await explain(id, lang, columns)).stdout.split('\n')) {
        const width = Math.max(...[true, false].map((ambiguousIsNarrow) => stringWidth(line, { ambiguousIsNarrow })))
        if (width > columns && !/^\s*[!-~]+$|^ *\S*`[^`]+`[^\s`]*$/.test(line)) wide.push(`${id}: ${line}`)
      }
    expect(wide).toEqual([])
  })

  test.for([
    'E305',
    'READ_CONTACTS',
    'android.permission.READ_CONTACTS',
    '爆通讯录',
    'LENDER-READS-CONTACTS',
    'lender reads contacts',
    ' E305 ',
  ])('knows "%s"', async (topic) => {
    const { code, stdout, stderr } = await explain(topic, lang)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout.length).toBeGreaterThan(100)
  })
})

test('each topic is found by its words, the first and the last, and by its titles', () => {
  const words = speaker(guidance, 'en')
  const lost = rules.topics.flatMap(({ id: topic, words: all, title }) =>
    [...all.slice(0, 1), ...all.slice(-1), title.zh, title.en].filter(
      (word) => !explainTopic(word, withoutLenders, words).some(({ id }) => id === topic),
    ),
  )
  expect(lost).toEqual([])
})

test('names only what can be asked about again', () => {
  const ids = new Set([...Object.values(named).flat(), ...wordsOfTopics].map(([typed]) => typed.toLowerCase()))
  for (const id of [...ARTICLE.map(([id]) => id), ...Object.keys(guidance.all.countries)]) ids.add(id)
  const seen = [...ours].flatMap((id) =>
    explainTopic(id, withoutLenders, speaker(guidance, 'en')).flatMap(({ see }) => see.map((one) => `${id} to ${one}`)),
  )
  expect(seen.length).toBeGreaterThan(100)
  const dead = seen.filter((route) => !ids.has((route.split(' to ')[1] ?? '').toLowerCase()))
  expect([...new Set(dead)]).toEqual([])
})

test('爆通讯录 is told with care: what it is, that the people in the list owe nothing, and what to do first', async () => {
  const { stdout } = await explain('爆通讯录', 'zh-CN')
  for (const words of ['爆通讯录', '不欠这笔钱', '先留证据', '报警']) expect(flat(stdout)).toContain(words)
  const { stdout: english } = await explain('爆通讯录', 'en')
  for (const words of ['contact blasting', 'owe nothing', 'Keep evidence first'])
    expect(english.replace(/\s+/g, ' ')).toContain(words)
})

// Whoever types this is answered first of all with people who help, whatever else it may be like.
test.for([
  '自杀',
  '不想活了',
  '我不想活了',
  '活不下去',
  '撑不住',
  '救命',
  'suicide',
  'suicidal',
  'I want to die',
  'kill myself',
  'hopeless',
])('%s is answered, with care and with people who help', async (asked) => {
  for (const lang of languages) {
    const { code, stdout } = await explain(asked, lang)
    expect(code).toBe(0)
    const told =
      lang === 'en'
        ? ['not your fault', 'someone you trust', 'emergency number', 'explain --incident']
        : ['不是你的错', '信任的人', '急救', 'explain --incident']
    for (const words of told)
      expect(stdout.replace(/\s+/g, lang === 'en' ? ' ' : '')).toContain(lang === 'en' ? words : flat(words))
    // And with the numbers of where they are known, under the name of the country.
    expect(stdout).toMatch(lang === 'en' ? /^ {2}China\n[\s\S]*12356[\s\S]*110/m : /^ {2}中国\n[\s\S]*12356[\s\S]*110/m)
  }
})

test.for(languages)(
  'whoever may hurt themselves gets no number of another country, and finds those of theirs, %s',
  async (lang) => {
    const told = async (...argv: string[]) => (await daicha(['explain', ...argv, '--lang', lang])).stdout
    expect(await told('自杀', '--country', 'ke')).not.toMatch(/110|12356/)
    const [, country = ''] = /--country\s+(\w+)/.exec(await told('自杀')) ?? []
    expect((await told('--incident', '--country', country)).split('\n\n')[1]).toMatch(/\d{5}/)
  },
)

// Typed by people who are afraid, or who help them, and who know none of our words.
test.for([
  ['我会不会坐牢', 'court-papers'],
  ['收到法院传票', 'court-papers'],
  ['can I go to prison', 'court-papers'],
  ['高利息', 'interest'],
  ['high interest', 'interest'],
  ['恢复出厂', 'deletion'],
  ['already uninstalled', 'deletion'],
  ['没有电脑', 'manual'],
  ['勒索', 'harassment'],
  ['blackmail', 'harassment'],
  ['被骗', 'reporting-to-police'],
  ['scam', 'reporting-to-police'],
  ['my son', 'family-and-friends'],
  ['they call my mother', 'family-and-friends'],
  ['我还没成年', 'family-and-friends'],
  ['手机连不上', 'connecting'],
  ['unauthorized', 'connecting'],
  ['bug report', 'export'],
  ['screen reader', 'reading-aloud'],
  ['he checks my phone', 'watched'],
  ['my export is broken', 'export'],
  ['欠网贷，想自杀，我怎么办', 'too-much'],
  ['i want to end it all', 'too-much'],
  ['催收合法吗', 'collection'],
  ['how much interest is legal', 'interest'],
  ['权限开关点不动', 'permissions'],
  ['家暴', 'watched'],
  ['layar pecah', 'broken-screen'],
  ['我的屏幕碎了', 'broken-screen'],
  ['hotline', 'too-much'],
  ['反催收', 'paid-help'],
  ['法务公司', 'paid-help'],
  ['法务打电话来', 'court-papers'],
  ['交钱删除', 'paid-help'],
  ['deletion fee', 'paid-help'],
  ['debt relief', 'paid-help'],
  ['revenge', 'harassment'],
  ['以贷养贷', 'overdue'],
  ['国外', 'elsewhere'],
  ['thailand', 'elsewhere'],
  ['我在马来西亚', 'elsewhere'],
  ['Niger', 'elsewhere'],
  ['i live in nigeria', 'ng'],
  ['我在印度尼西亚', 'id'],
  ['laws in kenya', 'ke'],
  ['vietnam', 'vn'],
  ['肯尼亚', 'ke'],
  ['usa', 'elsewhere'],
  ['UK', 'elsewhere'],
  ['turkey', 'elsewhere'],
  ['Turkiye', 'elsewhere'],
  ["i can't pay", 'overdue'],
  ['can they sue me', 'court-papers'],
  ['can they come to my house', 'harassment'],
  ['苹果手机', 'maker.iphone'],
  ['usb调试', 'export'],
  ['爆 通讯录', 'contact-shaming'],
  ['爆通訊錄', 'contact-shaming'],
  ['討債公司', 'collection'],
  ['會不會被起訴', 'court-papers'],
  ['交钱能删吗', 'paid-help'],
  ['误下款了怎么办', 'money-not-asked-for'],
  ['a loan that I never applied for', 'money-not-asked-for'],
  ['還清了還在催', 'paid-already'],
  ['I already paid', 'paid-already'],
  ['不给通讯录就不让借', 'insists-on-contacts'],
  ['他们p了我的照片', 'photos'],
  ['贷查是不是免费', 'daicha'],
  ['is this safe', 'daicha'],
  ['whatsapp', 'harassment'],
  ['my contacts got messages this morning', 'contact-shaming'],
  ['loan app is asking my friends', 'family-and-friends'],
  ['短信权限', 'perm.read-sms'],
  ['interest too high', 'interest'],
  ['quiero morir', 'too-much'],
  ['kill', 'too-much'],
  ["I don't want to live", 'too-much'],
  ['生不如死', 'too-much'],
  ['催收会打给谁', 'collection'],
  ['can the app see my photos', 'perm.read-media-images'],
  ['they read my contacts without my consent', 'perm.read-contacts'],
  ['is it safe to uninstall', 'deletion'],
  ['is it safe to root my phone', 'rooted'],
  ['收不到短信验证码', 'in-other-hands'],
  ['验证码被骗走了', 'reporting-to-police'],
  ['is it safe to pay them', 'paid-help'],
  ['免费律师', 'court-papers'],
  ['卸载不了', 'deletion'],
  ['tố cáo app vay', 'complaint'],
  ['sudah lunas masih ditagih', 'paid-already'],
  ['華為', 'maker.huawei'],
  ['榮耀手機', 'maker.honor'],
  ['台灣', 'elsewhere'],
  ['澳門', 'elsewhere'],
  ['我在義大利', 'eu'],
  ['brasil', 'elsewhere'],
  ['印尼', 'id'],
  ['Việt Nam', 'vn'],
  ['मेरी माँ को फोन कर रहे हैं', 'family-and-friends'],
  ['मैं मरना चाहता हूँ', 'too-much'],
  ['não quero mais viver', 'too-much'],
  ['鸿蒙能用吗', 'maker.huawei'],
  ['suami saya mengecek hp saya', 'watched'],
  ['is my phone hacked', 'watched'],
  ['别人欠钱打我电话', 'family-and-friends'],
  ['i never took a loan but they keep calling me', 'family-and-friends'],
  ['they posted me on facebook', 'harassment'],
  ['is facebook a lender', 'kind.lender'],
  ['binabasa ng app ang contacts', 'perm.read-contacts'],
  ['empréstimo', 'kind.lender'],
  // What is asked about is said in words of its own: what was borrowed and what came, who and whom they wrote to.
  ['借了五千只到手三千', 'interest'],
  ['i borrowed 500 and only 350 came', 'interest'],
  ['nilikopa 5000 nikapewa, nilipata 3000', 'interest'],
  ['nimelalamika wapi tena', 'complaint'],
  ['nagreklamo na ako', 'complaint'],
  ['tinawagan nila ang kapatid ko', 'family-and-friends'],
  ['催收給我哥發消息', 'family-and-friends'],
  ['kena phk belum bisa bayar cicilan', 'overdue'],
  ['mandaron mi foto editada', 'photos'],
  ['मेरा डेटा डिलीट करो', 'deletion'],
  // A short word of one language is an everyday one of another, or a part of a longer one.
  ['연락처 권한을 어떻게 끄나요', 'manual'],
  ['anh ấy đang gọi cho tôi từ app vay', 'kind.lender'],
  ['does daicha read my id', 'daicha'],
  ['should i call the police', 'reporting-to-police'],
  ['apa arti laporan ini', 'reading-a-report'],
  ['报告看不懂', 'reading-a-report'],
  ['说要打断我的腿', 'harassment'],
  ['怎么让他们删我的通讯录', 'deletion'],
  ['someone is threatening to post my nudes', 'photos'],
  ['催收把我的脸P到裸照上发给亲戚', 'photos'],
  ['me amenazan con mandar mis fotos a mis contactos', 'photos'],
  ['they are calling my professor about my loan', 'family-and-friends'],
  ['帳號被凍結要先繳錢才能解凍', 'paid-help'],
  ['I am going to jump', 'too-much'],
  ['不想再活了', 'too-much'],
  ['我要跳了', 'too-much'],
  ['药我都买好了，就等今晚', 'too-much'],
  ['明天你们就看不到我了', 'too-much'],
  ['they will find my body', 'too-much'],
  ['they will get me fired', 'family-and-friends'],
  ['simu ya mtoto ina app za mkopo', 'somebodys-phone'],
  ['i am 15 and i took a loan', 'family-and-friends'],
  ['guarantor do i have to pay', 'family-and-friends'],
  ['fake cop video call', 'court-papers'],
  ['they recorded me naked on video call', 'photos'],
  ['se murió mi celular', 'broken-screen'],
  ['mera phone toot gaya', 'broken-screen'],
  ['legal basis for processing contacts under GDPR', 'eu'],
  ['text says sheriff coming today for unpaid loan', 'court-papers'],
  ['soy menor de edad y pedí un préstamo', 'family-and-friends'],
  ['手机摔坏了，网贷还能查吗', 'broken-screen'],
  ['the interest is going to jump', 'interest'],
  ['police complaint kaise kare loan app ki', 'reporting-to-police'],
  // Who was called says more than how often, and by whom.
  ['一直打給我媽媽要錢', 'family-and-friends'],
  ['debt collector telpon bos saya', 'family-and-friends'],
  // Whoever borrowed nothing is only in somebody's list, and whoever is called at work may be their boss.
  ['hindi naman ako umutang bakit ako ang tinatawagan nila', 'family-and-friends'],
  ['karyawan saya pinjol terus dc telpon kantor tiap hari gimana', 'family-and-friends'],
  ['討債公司', 'collection'],
  ['open the permission manager and turn off call log and text messages', 'manual'],
  // As it is said in Hong Kong, a word that is said twice, and digits of another script.
  ['點樣叫佢哋刪咗我啲聯絡人', 'deletion'],
  ['找晒數喇，佢仲話我爭佢錢', 'paid-already'],
  ['tiba2 ada uang masuk padahal ga pinjam', 'money-not-asked-for'],
  ['৩০০০ নিয়ে এখন ৭০০০ দিতে বলছে', 'interest'],
  // Two words of Mandarin that touch are no word of Cantonese: 通过|数据线, 接收|数据, 而|家人.
  ['通过数据线连接手机', 'export'],
  ['網貸app接收數據嗎', 'kind.lender'],
  ['他们打给我，而家人不知道', 'family-and-friends'],
  ['合同在哪里看', 'keeping-evidence'],
  ['can they take my house', 'court-papers'],
  ['does airplane mode stop them', 'deletion'],
  ['my whatsapp got hacked', 'in-other-hands'],
  ['my otp is not received', 'in-other-hands'],
  ['我的微信被人登录了', 'in-other-hands'],
  ['hp saya hilang ada aplikasi pinjol', 'in-other-hands'],
  ['我表弟借了网贷，催收天天打给我', 'family-and-friends'],
  ['saya tidak pernah pinjam tapi ditagih terus', 'family-and-friends'],
  ['佢哋話要起我底', 'harassment'],
  ['我是公益组织的，想帮几十个人查', 'daicha'],
  ['my phone was stolen', 'in-other-hands'],
  ['我的通讯录被盗了', 'perm.read-contacts'],
  ['is my old phone safe, it had loan apps', 'old-android'],
  ['他们要没收我的房子', 'court-papers'],
  ['没收到短信', 'perm.read-sms'],
  ['没收款怎么办', 'first-steps'],
  ['they told my salary to my boss', 'family-and-friends'],
  ['不理会法院传票', 'court-papers'],
  ['物业费分期是网贷吗', 'kind.lender'],
  ['物业收到催收电话', 'family-and-friends'],
  ['我表示不同意授权通讯录', 'insists-on-contacts'],
  ['the collector is outside my house right now', 'harassment'],
  ['debt collector sudah di depan rumah', 'harassment'],
  ['họ đang đứng trước cửa nhà tôi', 'harassment'],
  ['被加到LINE群組公審', 'harassment'],
  ['they want my sim card otp to cancel the loan', 'in-other-hands'],
  ['lender says pay 50 dollars to release my loan', 'paid-help'],
  ['a man is at the door about my dads loan', 'harassment'],
  ['they say i will be deported if i do not pay the loan app', 'harassment'],
  ['họ dọa trục xuất tôi', 'harassment'],
  ['querem que eu pague uma taxa para liberar o empréstimo', 'paid-help'],
  ['disuruh bayar admin dulu baru cair', 'paid-help'],
  ['换了手机号还能找到我，怎么回事', 'deletion'],
  ['我想找法律扶助', 'court-papers'],
  ['點樣熄咗個通訊錄權限', 'manual'],
] as const)('%s is answered by %s', async ([asked, id]) => {
  const { code, stdout } = await explain(asked, 'en')
  expect([code, stdout.split('\n\n')[0]]).toEqual([0, expect.stringContaining(`[${id}]`)])
})

test.for(languages)('what only shows that a line applies stands in no example of it, %s', async (lang) => {
  expect((await explain('E131', lang)).stdout).not.toMatch(/R5CT|Example Loan|示例快借/)
})

// Each is asked by somebody who is afraid of others, or of nothing at all.
test.for([
  'life',
  'vida',
  'tired',
  'i want to diet',
  'they ruined my life',
  'quieren matarme',
  'dizem que vão me matar',
  'my dad died and they want me to pay',
  'im scared they will call my boss',
  '救命，他们给我领导打电话',
  '应用崩溃了',
  'hp saya mati',
  'no quiero vivir con mis padres',
  'الجهاز: اموت من الضحك',
  'اريد ان اعيش بسلام',
  '账号激活不了',
  '所以死机了能检查吗',
  'the screen does not wake up',
  'my battery dies since install',
  'borrower is dead',
  'babam öldü borcu kim öder',
  '父が死んだ 借金は誰が',
  'je veux en finir avec ce crédit',
  'paano tapusin ang utang',
  'this app is finished 完了',
  'bridge loan',
  'loan breakdown by month',
  'make it stop reading my contacts',
  '系统崩溃了怎么办',
  '대출이 끝났나요',
  'कैमरा की अनुमति कैसे बंद करें',
  'aplikasinya mati terus',
  '死期存款能抵贷款吗',
  '農藥店的貸款 app',
  '协商流程怎么走才行',
  '法院命令赔偿多少',
  'saya sudah tidak ada uang untuk bayar pinjol',
  'làm sao chấm dứt cuộc gọi từ app vay',
  'кредит под машину что делать',
  'меня не будет дома когда придут коллекторы',
  'no puedo dormir y no dejan de llamar',
  'quando eu nao estiver em casa',
  'adb kill-server not working',
  'they wait in front of my building',
  '没有我的同意就查通讯录',
  '我在公司坐了一晚上',
  'collector came with a knife',
  'bridge app on my phone, is it a lender',
  'me despedi de mi trabajo y no puedo pagar',
  'hp jatuh di rel kereta',
  // A weapon in the hand of another, medicine that was bought, and what is only written as poison or rope is.
  'they want me to pay with gift card, i have no money',
  'they have my ip and took my contacts',
  'he came with a knife, i have proof on video',
  'me amenazan con un arma, tengo miedo',
  '他们拿刀上门，我手里有录音',
  '借钱给我妈买了药，现在还不上',
  '连药都买不起',
  '客户经理打电话',
  'umutang ako para bumili ng gamot',
  'saya pinjam buat beli obat, belum bisa bayar',
  'i am on a low income, need a loan to fix my roof',
  "I'm at home, my balcony was painted red by collectors",
  'can the app be read without me knowing',
  'how do I kill adb server',
  '这药一次吃几片',
  '热死了',
  '死链接',
  'dead pixel',
  'give up the phone',
  '食安眠药广告弹窗怎么关',
  'sleeping pills ad keeps popping up',
  '上吊销执照的平台能贷吗',
  '佢話要斬死我',
  '爸爸装的吊扇',
  '想买紫砂壶',
  'how do i overdose protect my kid phone',
  '信用卡放在枕头下会消磁吗',
  '我的信用卡在枕头下',
  '开煤气了吗',
  '我上天台收衣服',
  'siapkan tali pramuka',
  '爱死你了',
  '死都不会再借了',
  '手机撑不到晚上就没电',
  'goodbye to this app forever',
  '困死我了',
  '忙死了没空看',
  '急得要死',
  'dead zone no signal',
  'kill -9 daicha',
  'the line went dead when I asked for their licence',
  '冻死了',
  '闷死我了',
  'busy to death',
])('%s opens no page on dying, and nothing like it is guessed', async (asked) => {
  const { stdout, stderr } = await explain(asked, 'en')
  expect(stdout.split('\n')[0]).not.toContain('too-much')
  expect(stderr).not.toMatch(/end my life|tired of life/)
})

test.for([
  'her son says he doesnt want to live',
  'ya no quiero vivir con esta deuda',
  'me voy a tirar al metro',
  'tengo la cuerda lista, perdónenme',
  '刀已经拿在手里了',
  '人生就到这里谢谢大家',
  '今天把所有密码都写在纸上了，你们以后用得着',
  '今晚就走,各位再會',
  'by the time you read this i wont be here',
  '要是明天醒不来就好了',
  '手腕上划了几刀',
  '没有继续下去的意义',
  '求你们杀了我吧',
  '我已经安排好后事了',
  '💊💊💊 全吃了',
  'voy al puente',
  'someone shoot me please',
  'planning to kil myslef',
  'he is going to jump',
  '这世界没什么可留恋的',
  'thinking of drinking bleach',
  '我今晚死',
  '想永远死掉',
  '吃多少药多久死',
  '把自己渴死',
  '用刀片划手腕',
  '累死了算了',
  '累死算了',
  '今晚我就死在他们门口',
  '把手臂划得全是血',
  'i went dead inside',
  'ending things with my life',
  "i'm hopeless at life",
  'driving my car into a tree',
  '我现在在六楼窗台上',
  '真的不想再睁开眼',
  '今晚把煤气打开一家人就不用再怕催收了',
  'i have decided to finish my life tonight',
  'i want to jump in front of the metro because of the recovery agents',
  'i drank sniper because of loan app message to my pastor',
  'si me quito la vida dejan en paz a mi familia?',
  'me voy a colgar, díganle a mi esposa que la quiero',
  'rasanya pengen tidur dan ga usah bangun lagi',
  'nimeshachoka na maisha, wananipigia kila saa',
  'à quoi bon continuer à vivre avec toutes ces dettes',
  'напилась таблеток из-за коллекторов',
  'ilaçların hepsini içtim',
  '我买好药了，今晚就结束',
  '把药一次吃完',
  '想去卧轨',
  'planning my funeral',
  '一口气吃完这些药',
  '我想食老鼠藥',
  '食安眠藥算數',
  "i can't live with this shame any more",
  'quisiera estar muerta',
  'saya pengen mati saja',
  'ayaw ko na mabuhay, gusto ko na lang mamatay',
  'я больше не хочу жить',
  'أريد أن أموت',
  'อยากตาย',
  '죽고 싶어요',
  'もう死にたいです',
  'ich will nicht mehr leben',
  'je veux mourir',
  'আমি মরতে চাই',
  'no tengo ganas de seguir viviendo',
  'is it easier to just die',
  'im on the roof',
  'i will go in front of a train',
  'everyone would be better off without me',
  'what happens to the debt when im dead',
  'bu xiang huo le',
  '他给我发消息说不想活了我该怎么劝',
  'dieeee',
  '死',
  'pengen lompat dari lantai 5',
  'a unica saida é a morte',
  'не хочу больше просыпаться',
  '活着真的好痛苦',
  '沒命',
  'minum pil biar mati',
  'i just want it all to end',
  'cant stop thinking about the river',
  '农药放在床头了',
  '安眠药都买好了',
  '我站在楼顶了',
  '吃了一整瓶药',
  // What somebody has at hand, where they stand and to whom they say goodbye, in any order and language.
  '药已经吃下去了',
  'i have a bottle of pills next to me',
  'main chhat pe khada hu',
  'estoy parado en el puente',
  'ininom ko na lahat ng gamot',
  'i bought a gun yesterday',
  '我把自己关在房间里 手里有刀',
  '买了一瓶安定，不知道够不够',
  'would the debt go away if i wasnt here anymore',
  'лучше бы меня вообще не было',
  '生無可戀，一了百了算',
  '收數佬要逼死我',
  '被他骗光了钱，我要死了',
  '少了我这个累赘家里比较好',
  'quiero desaparecer de su vida',
  'meri death ho gayi to',
  'jaan se marne ka man hai',
  'i bought rat poison for myself',
  'i am standing on a bridge app people keep calling',
  'he commits suicide when they call again',
  '我买农药借了最后一笔钱',
  '今晚就到这里谢谢你们这些年',
  'saya tenggak racun rumput',
  'em lấy tiền mua thuốc trừ sâu rồi',
  '绳子挂在吊扇上了',
  "j'ai écrit une lettre d'adieu",
  'saya sudah tulis surat perpisahan',
  'nilaslas ko na pulso ko',
  'nitaruka kutoka darajani',
  'написал предсмертную записку',
  'أخي يريد أن يقتل نفسه',
  'rạch tay rồi mà họ vẫn gọi',
  '我想si',
  '我想4了',
  '好想紫砂',
  '想zs',
  '不想玩了 退出人生游戏',
  '天台风好大 我站了很久了',
  '想拉着他们一起死',
  '信放枕头下面了别找我',
  'i want to dye because of loan',
  'vou me jogar na frente do trem',
  'comprei chumbinho e deixei uma carta',
  'em viết thư tuyệt mệnh rồi',
  'سأنتحر بسبب القرض',
  'बच्चों का ख्याल रखना मैं जा रहा हूं',
  '买农药贷款怎么还，喝了算了',
  '我在卖绳子的网店买了一条准备好了',
  '我已经写好信放在枕头下面了',
  '要是我走了，债是不是就没了',
  '我买农药，贷款不用还了',
  'there is a bridge near my house i keep thinking about',
  'inom ko na lahat ng gamot',
  '农药就在桌上，我看了它一晚上',
  'main aaj raat sab khatam kar dunga',
  'nitajinyonga',
  '买农药的贷款还不上，我想喝了它',
  '农药酒一起喝下去就没事了',
  '我站在桥上信号不好，最后打给你',
  '我在桥上上班的地方往下看',
  'standing on the bridge app calls keep coming i will jump',
  'clicked the pills ads and swallowed all of them',
  'beli pupuk dan racun buat diminum',
  'tetangga jual racun tikus saya beli mau minum',
  'vay tien mua thuoc tru sau de uong',
  '枕头下面压了写好的信',
  '他们说要斩死我，我不如自己死',
  '買咗老鼠藥今晚食',
  'ज़हर खरीद लिया है आज रात खा लूंगा',
  '농약을 샀어요 오늘 마실 거예요',
  '農薬を買った今夜飲む',
  'ซื้อยาฆ่าแมลงมาจะกินคืนนี้',
  '我已经在去黄浦江的路上',
  '我要去找我阿嬤了',
  '想落去陪阿媽，佢喺下面等我',
  "i've got a blade",
  "i can't see any other way",
  'heading to the train tracks now',
  'voy camino al puente',
  'पुल पर जा रहा हूँ माफ करना',
  'my kids would be better off with the insurance money',
  'nataka kwenda kwa mama yangu mbinguni',
  'quiero irme con mi abuelita al cielo',
  'je vais rejoindre mon père là haut',
  'i don mix sniper with coke',
  'আমি মরে গেলে সবাই ভালো থাকবে',
  '走了解脱',
  '我不在了解脱你们',
  '想去陪我爸了',
  '火车一来就解脱了',
  'wo zai tian tai',
  'they would be better off with the insurance',
  'voy camino al rio, perdonenme',
  'ухожу на мост простите',
  '地铁进站的时候我就结束',
  'con muốn đi theo mẹ, con mệt quá rồi',
  '今晚过后你们就清静了',
  '佢哋再逼我就去死',
  'i keep cutting my arms since the calls started',
  'no reason to keep breathing',
  'meri maut ke zimmedar ye loan app wale honge',
  'позаботьтесь о детях, меня скоро не станет',
  'سامحوني يا أولادي لن تروني بعد اليوم',
  '准备上天台',
  '写完这条我就下去了',
  '开煤气了，门窗关好了',
  '我站在窗口，风好大',
  '吃了一整板头孢又喝了白酒',
  "i don't want to be on this earth anymore",
  'ya preparé la soga',
  'aku udah siapin tali',
  'je me jette sous le train',
  'ich nehme alle tabletten',
  'อยากหลับไปตลอดกาล',
  '약을 다 먹었어요',
  '没有我他们会好多了',
  '头疼，我吃了一整板止痛药',
  '该死的人是我',
  'prefiero morirme de una vez',
  'ước gì chết đi được',
  'quiero desaparecer y que paren las notificaciones',
  'estou indo pra ponte, segunda-feira não estarei aqui',
  'dead tired of living',
  '散步的时候老想着死',
  '我要把自己饿死',
  '下班后我去桥上，就不回来了',
  '站在阳台上往下看',
  '在楼顶上坐着',
  'heading to the bridge to fish one last time',
  '这日子过到头了',
  '我是家里的累赘',
  '准备自鲨了',
  'emo到想嘎了',
  '撑唔落去',
  '阿拉勿想活了',
  '想躺在铁轨上',
  'ending it tonight',
  '我恨死他们了，死也不瞑目',
  '活着一点意思都没有了',
  '我要是今晚走了你们别难过',
  '我企咗喺天台',
  '唔想再见到听日嘅太阳',
  'i feel like ending everything',
  'life isnt worth it anymore',
  'train ke neeche aa jaunga',
  'najitoa uhai leo',
  '我想安乐死',
  '我真的可以去死了吗',
  '我恨死自己了',
  '所有的路都堵死了',
  'i want to disappear from his life',
])('%s is answered with people who help', async (asked) => {
  expect((await explain(asked, 'en')).stdout.split('\n')[0]).toContain('[too-much]')
})

test.for(['催收说让我去死', 'they told me to kill myself', '他们叫我去死'])(
  '%s is answered by the page on threats, below a line with whom to call',
  async (asked) => {
    const [line = '', page = ''] = (await explain(asked, 'en')).stdout.split('\n\n')
    expect(line).toMatch(/^When it gets too much: .*\[too-much\]$/s)
    expect(page).toContain('[harassment]')
  },
)

test.for([
  ['孩子发烧', 'family-and-friends'],
  ['my child has a fever', 'family-and-friends'],
  ['苹果手机怎么截屏', 'maker.iphone'],
  ['苹果手机怎么录屏', 'maker.iphone'],
  ['华为手机怎么投屏到电视', 'maker.huawei'],
  ['capital of peru', 'elsewhere'],
  // Nor is who asks in words that are not known left without the page.
  ['is it legal in india', 'in'],
  ['孩子被吓哭了', 'family-and-friends'],
  ['oppo 怎么弄', 'maker.oppo'],
] as const)('%s only names what %s is about: the page is offered, and not told', async ([asked, id]) => {
  const { code, stdout, stderr } = await explain(asked, 'en')
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toMatch(new RegExp(`^\\d found for .*:\n {2}${id} {2}`))
})

test.for([
  '他们要去我公司闹',
  'they called my work',
  'HR got a message about my loan',
  'llamaron a mi trabajo',
  'ligaram para o meu trabalho',
  'mereka menelepon kantor saya',
  'họ gọi cho sếp tôi',
  'wamepigia kazi yangu',
  'ils appellent mon travail',
  'اتصلوا بمديري',
  'वे मेरे ऑफिस में फोन करते हैं',
  'मेरे बॉस को फोन किया',
])('%s is told that the place of work owes nothing', async (asked) => {
  const { stdout } = await explain(asked, 'en')
  expect(stdout.split('\n')[0]).toContain('[family-and-friends]')
  expect(flat(stdout)).toContain(flat('The place where you work owes nothing'))
})

test.for([
  'vợ tôi để lại thư rồi bỏ đi',
  'my wife is missing and she left a letter',
  '我走以后请不要骚扰我家人',
  'my brother gave away his dog and said he wont need it',
  '我把银行卡密码都写纸上了，以后家里用得着',
  '孩子就拜托你们了，我先走了',
  'please tell my daughter i loved her',
  '银行催，网贷催，死是我唯一的办法',
  '帮我照顾孩子，我不去上班了，我要走了',
  'please take care of my daughter, i am going for a walk and wont return',
  'watunze watoto wangu, sirudi kutoka kazini',
  'goodbye to my colleagues and my wife, you wont see me again',
])('%s begins with whom to call', async (asked) => {
  expect((await explain(asked, 'en')).stdout.split('\n\n')[0]).toContain('[too-much]')
})

test.for([
  'my brother is not answering, collectors call me instead',
  '我爸不接电话，催收就打给我',
  '我妈收到一封信说我欠钱',
  '没有我同意能读通讯录吗',
  'my brother keeps missing payments',
  'nếu không trả nợ có chuyện gì xảy ra',
  'is it better to uninstall without me losing the evidence',
  'когда меня не было дома, стало лучше: коллекторы звонят реже',
  '部電話死咗機點算，仲可唔可以查個app',
  'У меня не было просрочек какой банк лучше',
  'wala ako trabaho mas mabuti ba makiusap',
  'the collectors came while i was gone is it better to call the police',
  '我把旧手机送人了，不需要的app怎么删',
  'แอปแจกวงเงิน ไม่ต้องใช้สลิป',
  'escribi una carta a la financiera pidiendo perdon',
  'deudas: quiero desaparecer de su lista',
  'jaan se maarne ki dhamki',
  '不想生病了还要还钱',
  '买好了炭烤肉，网贷短信说逾期',
  '催收说要去找我爸妈了',
  '我要去找我爸了解情况',
  'mtoto wangu alibonyeza mkopo bila mimi kujua',
  'मेरे बिना पूछे लोन दे दिया',
  'is there any other way to delete the account',
  'i have a razorpay link on my loan bill',
  'upar wala flat se recovery agent aaya',
  'upar wale flat me meri maa se milne recovery agent aaya',
  'mera phone toot gaya',
  '周末要去见我爸妈了，不想让他们知道贷款',
  '我要去找我妈了，让她帮我看看手机',
  '我下去陪孩子玩了，等会再查',
  '停车进度结束了没有',
  '电池能撑多久，检查要多长时间',
  '我在上班路上，在珠江新城被催收堵了',
  'zai tian tai shai yifu',
  'this world no be easy for loan people',
  'customers would be better off with insurance, they told me',
  'i have a knife set from the loan app shop, and they never delivered it',
  'i bought sniper elite game on credit',
  'what is the way out of this contract',
  'deje todo arreglado con el banco y siguen cobrando',
  'me despido atentamente, saludos a su familia',
  'indo pra ponte pescar',
  'naenda darajani kuvua samaki',
  'voy camino al río a pescar con mi hijo',
  'иду на мост фотографировать закат',
  '我要去桥上拍夜景',
  'con muốn đi theo mẹ đi chợ',
  '困死了想睡觉',
  '吃了头孢能喝酒吗',
  '好累，下班想陪孩子',
  '拜托你看看我妈的手机',
  'меня скоро не будет в городе',
  '写完这封投诉信我就走',
  '饿死了点个外卖',
  '这月累得要死终于下班',
  '这游戏我又死了三次',
  '我要去死海旅游',
  '攰死喇，收工',
  '买了绳子捆快递',
  "i'm dying of laughter",
  "i'm dead tired after work",
  'dead line for the payment is friday',
  'quiero desaparecer esta notificación',
  'mati gaya hahaha',
  'mamatay sa tawa',
  'ich lach mich tot',
  'หัวเราะตาย',
  '死ぬほど笑った',
  '졸려 죽겠네',
  '我在河边散步，顺便问下怎么导出',
  'tô indo pro rio de janeiro',
  'je suis mort de fatigue',
])('%s is answered without a word of dying', async (asked) => {
  expect((await explain(asked, 'en')).stdout).not.toContain('too-much')
})

test('who may only have had enough is answered, below a line with whom to call there', async () => {
  const asked = '受不了了，他们给我妈打电话'
  const told = async (...argv: string[]) => (await daicha(['explain', asked, '--lang', 'zh-CN', ...argv])).stdout
  expect(await told('--country', 'cn')).toMatch(/^撑不住的时候：打 12356.*\[too-much\]\n\n.*\[family-and-friends\]/)
  for (const argv of [[], ['--country', 'ke']]) {
    const [first = ''] = (await told(...argv)).split('\n\n')
    expect(first).toContain('信任的人')
    expect(first).not.toMatch(/\d{3}/)
  }
})

test('whoever writes accents means them, and whoever writes none is understood', async () => {
  const first = async (asked: string) => (await explain(asked, 'en')).stdout.split('\n')[0]
  for (const asked of ['vay app có đi tù không', 'vay app co di tu khong'])
    expect(await first(asked)).toContain('[court-papers]')
  expect((await explain('app này đi từ đâu ra vậy', 'en')).stdout).not.toContain('court-papers')
  expect(await first('donde denunció mi hermano')).toContain('[complaint]')
})

test('a phrase is found with other endings and a word in it', async () => {
  for (const [asked, id] of [
    ['they shared all my photos', 'photos'],
    ['amenazan con publicarme fotos', 'photos'],
    ['они угрожают мне', 'harassment'],
    ['가족에게 전화해요', 'family-and-friends'],
    ['ติดคุกไหม', 'court-papers'],
  ] as const)
    expect((await explain(asked, 'en')).stdout).toMatch(new RegExp(`\\[${id}\\]|^ {2}${id} {2}`, 'm'))
})

test('a sentence that no page is called by is led to the pages that speak of it', async () => {
  for (const [lang, asked, near] of [
    [
      'en',
      'they have all my numbers',
      /Perhaps you mean deletion \([\s\S]*To\s+read\s+the\s+first:\s+`daicha explain deletion`/,
    ],
    ['zh-CN', '号码 都被看光了', /问的也许是：[\s\S]*看第一个：\s*`daicha explain deletion`/],
  ] as const) {
    const { code, stdout, stderr } = await explain(asked, lang)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(near)
    expect(stderr).not.toMatch(/too-much|Similar|相近/)
    expect(flat(stderr)).toContain(
      lang === 'en' ? 'oritgetstoomuch:`daichaexplain--incident`' : '撑不住了：`daichaexplain--incident`',
    )
  }
})

test.for(['call', 'with', '没有', '时候', 'contacts cannot go online'])(
  '%s stands in what many ask: nobody is told of dying first',
  async (asked) => {
    const { stdout } = await explain(asked, 'zh-CN')
    expect(stdout).not.toContain('[too-much]')
  },
)

test.for([
  '喂，撑不住了，催收打电话骂我，还爆通讯录',
  'they threaten me with photos, call my family, and I want to die',
])('who thinks of dying has that page first, whatever else is asked: %s', async (asked) => {
  const { stdout } = await explain(asked, 'en')
  expect(stdout.split('\n')[0]).toContain('[too-much]')
  expect(stdout).toContain('harassment  ')
})

test('of three pages that answer a sentence the first is told in full, the others by their titles', async () => {
  const { stdout } = await explain('i never took a loan but they keep calling me', 'en')
  expect(stdout.match(/\[[a-z.-]+\]/g)).toEqual(['[family-and-friends]'])
  expect(stdout).toMatch(/^ {2}money-not-asked-for {2}[\s\S]*^ {2}harassment {2}/m)
})

test('what two pages answer is told in full, what is asked for most first', async () => {
  const { stdout } = await explain('交钱就能删通讯录', 'zh-CN')
  expect(stdout.match(/\[[a-z.-]+\]/g)).toEqual(['[paid-help]', '[deletion]'])
})

test('a country is answered by its own page alone', async () => {
  for (const name of ['越南', 'Vietnam'])
    expect((await explain(name, 'en')).stdout.match(/\[[a-z-]+\]/g)).toEqual(['[vn]'])
})

test('a code of an error about apps has an example that could be, and says what its title says', async () => {
  const { stdout } = await explain('E348', 'en')
  expect(stdout).toContain('Did you mean com.example.apps?')
  expect((await explain('E401', 'en')).stdout).not.toContain('this one has not installed it')
})

test('whoever is sent to legal aid is told its number where it is known', async () => {
  for (const asked of ['court letter', 'high interest'])
    expect((await explain(asked, 'en')).stdout).toMatch(/^ {2}China\n[\s\S]*12348/m)
})

test('a country that is chosen is the only one that is told of', async () => {
  const { code, stdout } = await daicha(['explain', 'complain-finance', '--country', 'in', '--lang', 'en'])
  expect([code, stdout.includes('RBI'), stdout.includes('12378')]).toEqual([0, true, false])
  // What it has no law for is told of those that have.
  expect((await daicha(['explain', 'law.collection', '--country', 'in', '--lang', 'en'])).stdout).toContain('Kenya')
})

test('whoever asks for money to make it stop gets none', async () => {
  for (const asked of ['deletion fee', 'deletion', 'debt help'])
    expect((await explain(asked, 'en')).stdout.replace(/\s+/g, ' ')).toMatch(/Send no money|Pay nobody/)
  for (const asked of ['反催收', '要求删除', '黑客'])
    expect(flat((await explain(asked, 'zh-CN')).stdout)).toMatch(/别转钱|都别交/)
})

test('a country is told by its name: its rules, whom to turn to, and no number of another', async () => {
  for (const lang of languages) {
    const { stdout } = await explain('Kenya', lang)
    expect(stdout).toMatch(/CBK[\s\S]*ODPC[\s\S]*daicha explain --incident --country ke/)
    expect(stdout).not.toMatch(/110|12378/)
  }
  expect((await explain('中国', 'zh-CN')).stdout).toMatch(/110[\s\S]*12356[\s\S]*12378/)
  expect((await daicha(['explain', 'Kenya', '--country', 'in', '--lang', 'en'])).stdout).toContain('ODPC')
  // The law is that of the country that was chosen; nobody who chose none is told of one.
  for (const asked of ['law', 'my rights', '法律']) {
    expect((await daicha(['explain', asked, '--country', 'ke', '--lang', 'en'])).stdout).toContain('ODPC')
    expect((await explain(asked, 'en')).stdout).toMatch(/cn {2}China\n[\s\S]*vn {2}Vietnam/)
  }
})

test('words that nothing is known about lead to what to do, and to no chance part of them', async () => {
  for (const [lang, asked] of [
    ['en', 'I owe nobody'],
    ['zh-CN', '高房价'],
    ['en', '-'],
  ] as const) {
    const { stderr } = await explain(asked, lang)
    expect(stderr).toMatch(/E128[\s\S]*daicha explain --incident/)
    expect(stderr).not.toMatch(/Similar|相近/)
  }
})

test('how to check a phone is no question about somebody who looks through it', async () => {
  expect((await explain('怎么查我手机', 'zh-CN')).stderr).toMatch(/E128[\s\S]*daicha audit --device/)
})

test('people who borrowed nothing are told what they owe', async () => {
  for (const asked of ['reference', 'did not borrow', 'spouse'])
    expect((await explain(asked, 'en')).stdout).toMatch(/you owe nothing[\s\S]*or a\s+spouse/)
  for (const asked of ['没借过', '担保人', '不是我借的'])
    expect(flat((await explain(asked, 'zh-CN')).stdout)).toMatch(/不欠这笔钱.*配偶，可能不一样/)
})

test('who is called without a loan and without money is sent on from the page about money that came', async () => {
  for (const asked of ['yo no pedí ningún préstamo y me cobran', 'tôi không vay mà bị đòi tiền'])
    expect(flat((await explain(asked, 'en')).stdout)).toContain(
      flat('If no money came and you are called all the same'),
    )
})

test('a threat of death is answered with the police', async () => {
  for (const asked of ['they will kill me', 'death threat'])
    expect((await explain(asked, 'en')).stdout).toMatch(/^harassment and threats {2}\[harassment\]/)
})

test('a step to an export is found by the words for it', async () => {
  for (const asked of ['usb', 'USB 调试', 'adb', '开发者选项', 'developer options'])
    expect((await explain(asked, 'en')).stdout).toMatch(/^how to export {2}\[export\]/)
})

describe('a maker of phones', () => {
  test.for<[asked: string, ...told: [zh: string, en: string][]]>([
    ['iPhone', ['设置 > 隐私与安全性 > 通讯录', 'Settings > Privacy & Security > Contacts']],
    [
      '华为',
      ['鸿蒙 5 及以上', 'HarmonyOS 5 and later'],
      ['权限管理 > 通讯录 > 这个 App > 关掉', 'Contacts > the app > off'],
    ],
    ['鸿蒙', ['鸿蒙 5 及以上', 'HarmonyOS 5 and later']],
    ['redmi', ['联系人 > 拒绝', 'Contacts > Deny']],
    ['OnePlus', ['关掉一个 App：', 'Turn one app off: ']],
    ['Pixel', ['权限管理器 > 通讯录', 'Permission manager > Contacts'], ['应用分身里的要', 'A cloned app has']],
  ])('asked for as %s leads to its menus', async ([asked, ...told]) => {
    for (const lang of languages) {
      const { code, stdout, stderr } = await explain(asked, lang)
      expect([code, stderr]).toEqual([0, ''])
      for (const [zh, en] of told) expect(flat(stdout)).toContain(flat(lang === 'en' ? en : zh))
    }
  })

  test('an iPhone has no cloned apps, and nothing is said of them', async () => {
    expect((await explain('iphone', 'en')).stdout).not.toMatch(/cloned/)
    expect((await explain('huawei', 'en')).stdout).toMatch(/cloned/)
  })

  test('that has no list of apps is looked at app by app, without a word that turns anything off', async () => {
    const { stdout } = await explain('huawei', 'en')
    const [, look = ''] =
      /Look at the permissions of each loan app: (.*?) Turn one app off:/.exec(stdout.replace(/\s+/g, ' ')) ?? []
    expect(look).toMatch(/ > the app > .*Contacts$/)
  })

  test('is where what is no Android phone, or no export, leads to', async () => {
    for (const code of ['E203', 'E303']) expect((await explain(code, 'en')).stdout).toContain('daicha explain manual')
    const { stdout } = await explain('manual', 'en')
    for (const { id } of rules.makers) expect(stdout).toContain(id)
  })
})

describe('a search', () => {
  test.for<[asked: string, ids: string[]]>([
    ['催收打给我前妻', ['family-and-friends', 'collection', 'watched']],
    ['they called my ex husband', ['family-and-friends', 'watched']],
    ['爆通讯', ['contact-shaming']],
    ['怎么投诉', ['complaint']],
    ['被催收骚扰了', ['collection', 'harassment']],
    ['消费金融', ['kind.licensed-lender']],
    ['READ_CONTACT', ['perm.read-contacts']],
    ['stop the harassment', ['harassment']],
    ["can i check a client's phone without telling her", ['somebodys-phone']],
    ['公司要查员工手机有没有装网贷', ['somebodys-phone']],
    ['i am a journalist can i name the app', ['in-public']],
    ['my ex installed this tool on my phone', ['watched']],
    ['收數佬話淋油', ['harassment']],
    ['anak saya pinjam online, apakah saya harus bayar', ['family-and-friends']],
    ['my husband died, do i have to pay his loan app', ['family-and-friends']],
    ['wanapigia simu watu wangu', ['contact-shaming']],
    ['uk gdpr', ['elsewhere']],
    ['northern ireland', ['elsewhere']],
    ['is my ex spying on my phone', ['watched']],
    ['gdpr', ['eu']],
    ['is this app rbi registered', ['safe-app']],
    ['is tala safe', ['safe-app', 'ke-tala', 'ph-tala']],
    ['借呗安全吗', ['safe-app', 'embedded-zhifubao']],
    ['手机怎么连不上', ['connecting']],
    ['无线调试连不上', ['connecting']],
    ['通讯录安全吗', ['perm.read-contacts', 'safe-app']],
    ['can i ask for a payment plan', ['overdue']],
    ['能不能分期还', ['overdue']],
    ['帮我妈查手机', ['somebodys-phone']],
    ['ignore-unmatched', ['ignore-unmatched']],
  ])('for "%s" leads to %j', async ([asked, ids]) => {
    for (const lang of languages) {
      const { code, stdout, stderr } = await explain(asked, lang)
      expect([code, stderr]).toEqual([0, ''])
      for (const id of ids) expect(stdout).toMatch(new RegExp(`(^  ${id}  )|\\[${id}\\]`, 'm'))
    }
  })

  test('that finds several lists them, a line or two each, and says how to read one', async () => {
    for (const lang of languages) {
      const { stdout } = await explain('tala', lang)
      const lines = stdout.trimEnd().split('\n')
      expect(lines.length).toBeGreaterThan(3)
      expect(lines.at(-1)).toMatch(/`daicha explain [\w.-]+`$/)
      const [, id = ''] = /daicha explain ([\w.-]+)`$/.exec(lines.at(-1) ?? '') ?? []
      expect((await explain(id, lang)).code).toBe(0)
    }
  })

  test('for nothing lists all there is, by group, and nothing that cannot be asked', async () => {
    const ids = Object.values(others).flatMap((all) => all.map(([, id]) => id))
    for (const lang of languages) {
      const { code, stdout, stderr } = await daicha(['explain', '--lang', lang])
      expect([code, stderr]).toEqual([0, ''])
      expect(ids.filter((id) => !stdout.includes(id))).toEqual([])
      for (const heading of lang === 'en' ? ['Questions', 'Error codes'] : ['常见问题', '错误码'])
        expect(stdout.split('\n')).toContain(heading)
    }
  })

  test('for a code that is none tells the codes of its kind', async () => {
    const { code, stderr } = await explain('E999', 'en')
    expect(code).toBe(2)
    expect(stderr).toMatch(/Similar: E900/)
  })
})

describe.for(languages)('of an error, %s, explain', (lang) => {
  test('says more than the error, every step, and what its places stand for', async () => {
    for (const [code, { remedy }] of Object.entries(guidance.problems)) {
      const { stdout } = await explain(code, lang)
      const told = rules.codes.codes[code]
      expect(told).toBeDefined()
      expect(flat(stdout)).toContain(flat(said(told ?? { zh: '', en: '' }, lang)))
      const steps = (lang === 'en' ? remedy.en : remedy.zh).length
      expect([code, stdout.match(/^ {4}\d+\. /gm)?.length]).toEqual([code, steps])
    }
  })

  test('leaves no place of any topic open, and names none', async () => {
    const names = ['label', 'settings', ...Object.keys(rules.codes.examples)].map((name) => name.toUpperCase())
    const placeholder = new RegExp(`(?<![\\w=./-])(${names.join('|')})(?![\\w.=-])`)
    const wrong: string[] = []
    for (const id of ours) {
      const { stdout } = await explain(id, lang)
      // The step says how a file is typed that nobody has named.
      const text = stdout.replace(/daicha\s+audit\s+FILE/g, '')
      const found = placeholder.exec(text) ?? /\{\w+\}/.exec(text)
      if (found) wrong.push(`${id}: ${found[0]}`)
    }
    // PDF is a name.
    expect(wrong.filter((one) => !one.endsWith(': PDF'))).toEqual([])
  })
})

test('a command that is no topic is told by its help, in either language', async () => {
  for (const name of ['pair', 'letter', 'diff', 'completion', ' Diff '])
    for (const lang of ['en', 'zh']) {
      const { code, stdout } = await daicha(['explain', name, '--lang', lang])
      const help = (await daicha(['help', name.trim().toLowerCase(), '--lang', lang])).stdout
      expect([code, stdout]).toEqual([0, help])
    }
})

test.each(['0', '5', '70', '130', '143'])('the exit code %s, as a shell shows it, is asked for', async (code) => {
  const { stdout } = await daicha(['explain', code, '--lang', 'en'])
  expect(stdout).toMatch(new RegExp(`^exit code ${code}: `))
})

test('words of a topic may be typed as several arguments', async () => {
  const one = await daicha(['explain', 'contact shaming'])
  const two = await daicha(['explain', 'contact', 'shaming'])
  expect(one.code).toBe(0)
  expect(two).toEqual(one)
})

describe('a package that the catalogue does not know', () => {
  test.for(languages)('is answered, and not cleared, %s', async (lang) => {
    const { code, stdout, stderr } = await explain('com.example.never.heard.of', lang)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain('com.example.never.heard.of')
    expect(flat(stdout)).toContain(
      lang === 'en' ? flat('is not in the catalogue. That does not mean that it does not lend.') : '名录里没有',
    )
    if (lang === 'zh-CN') expect(flat(stdout)).toContain('不等于它不放贷')
    expect(stdout).toContain('`daicha classify com.example.never.heard.of`')
  })
})

test.for(languages)('a command of a step stands on one line, for the owner of the phone, %s', async (lang) => {
  const { stdout } = await explain('revoke-adb', lang)
  for (const name of ['READ_CONTACTS', 'WRITE_CONTACTS', 'GET_ACCOUNTS'])
    expect(stdout).toContain(`  \`adb shell pm revoke --user 0 com.example.kuaijie android.permission.${name}\`\n`)
})

describe('a word that means nothing here', () => {
  test.for<[typed: string, guess: string]>([
    ['lender-read-contacts', 'lender-reads-contacts'],
    ['E3O5', 'E305'],
    ['contact-shamming', 'contact-shaming'],
  ])('%s is wrong usage, with %s among the guesses', async ([typed, guess]) => {
    for (const lang of languages) {
      const { code, stdout, stderr } = await explain(typed, lang)
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr).toContain('[E128]')
      expect(stderr.split('\n')[0]).toContain(typed)
      const [, guesses = ''] = (lang === 'en' ? /Similar: (.*?)\n {4}2/s : /相近的：(.*?)\n {4}2/s).exec(stderr) ?? []
      expect(guesses.split(/[,、]/).map((word) => word.trim())).toContain(guess)
    }
  })

  test('and is near to nothing is wrong usage without a guess', async () => {
    const { code, stdout, stderr } = await explain('qqqqqqqqqqqqqqqqqqqq', 'en')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('qqqqqqqqqqqqqqqqqqqq')
    expect(stderr).not.toMatch(/Similar|\{\w+\}/)
  })
})

describe('an app of the catalogue', () => {
  // biome-ignore format: a table is read by its columns
  test.for<[string, string, string[]]>([
    ['its label',                                '安逸花',              ['com.msxf.ayh']],
    ['its label before a dash',                  'JUANHAND',            ['com.juanhand.fast.cash.peso.loan.app']],
    ['a brand, or what it was called',           '360借条',             ['com.qihoo.loan']],
    ['a loan feature',                           '借呗',                ['com.eg.android.AlipayGphone']],
    ['a loan feature in Latin letters',          'gloan',               ['com.globe.gcash.android']],
    ['a loan feature in English',                'Fenfu',               ['com.tencent.mm']],
    ['its operator',                             '马上消费金融',        ['com.msxf.ayh']],
    ['who lends in it',                          '微众银行',            ['com.tencent.mm', 'com.webank.wemoney']],
    ['a part of the name of who lends in it',    '三快小额贷款',        ['com.sankuai.meituan.takeoutnew']],
  ])('is found by %s', async ([, asked, packages]) => {
    const titles = explainTopic(asked, rules, speaker(guidance, 'en')).map(({ title }) => title)
    for (const name of packages) expect(titles).toContainEqual(expect.stringContaining(name))
    for (const lang of languages) {
      const { code, stdout } = await explain(asked, lang)
      expect([code, packages.filter((name) => !stdout.includes(name))]).toEqual([0, []])
    }
  })

  test('is told before an app with a loan feature of that name', () => {
    const ids = explainTopic('ReadyCash', rules, speaker(guidance, 'en')).map(({ id }) => id)
    expect(ids).toEqual(['in-readycash', 'embedded-jazzcash'])
  })

  test.for<[Language, RegExp[]]>([
    [
      'zh-CN',
      [
        /在名录里：带借贷功能\n/,
        /借呗：放款方 重庆市蚂蚁商诚小额贷款有限公司。蚂蚁集团招股书，2020 年/,
        /牌照：来源没有说明/,
        /看什么.*借款合同/s,
        /不\s*能\s*证\s*明\s*它\s*是\s*谁/,
      ],
    ],
    [
      'en',
      [
        /In the catalogue: loan feature inside\n/,
        /Jiebei \(cash loan\): lent by 重庆\S+ prospectus of Ant Group \(2020\)/,
        /no source says/,
        /loan contract/,
        /proves nothing\s+more/,
      ],
    ],
  ])('says what it is, who lends in it, who says so, and what to look at (%s)', async ([lang, said]) => {
    const { stdout } = await explain('借呗', lang, 200)
    for (const one of said) expect(stdout).toMatch(one)
  })

  test('a lender that no source names is not made up', async () => {
    expect((await explain('分付', 'en', 200)).stdout).toMatch(/Fenfu \(pay later\): no source names the lender/)
  })

  test('a brand whose package is not known is told by the list that has it', async () => {
    expect(await explain('么么贷', 'zh-CN')).toMatchObject({ code: 0, stdout: expect.stringContaining('[brand.cn]') })
  })

  test('a name like one is a guess', async () => {
    expect((await explain('拍拍代', 'zh-CN')).stderr).toMatch(/E128.*拍拍贷/s)
  })
})

test.for(['art.5.2', 'C10', 'cn.pipl', 'ph.secmc18', 'law.others'])(
  '%s is told with the country it is of',
  async (id) => {
    const { stdout } = await daicha(['explain', id, '--lang', 'en'])
    expect(stdout).toMatch(id === 'ph.secmc18' ? /^ +Philippines$/m : /^ +China$|^China: /m)
  },
)

test('what is said of any country claims no law of one', async () => {
  const said = async (id: string) => (await daicha(['explain', id, '--lang', 'en'])).stdout
  expect(await said('collection')).not.toMatch(/only you/)
  expect(await said('family-and-friends')).toMatch(/spouse/)
  expect((await said('civil-suit')).split('China')[0]).not.toMatch(/apologise/)
})

test.for([
  ['怎么取消自动代扣', 'auto-debit'],
  ['银行卡被自动扣款怎么停', 'auto-debit'],
  ['how do i cancel a nach mandate', 'auto-debit'],
  ['stop e-mandate auto debit from my bank', 'auto-debit'],
  ['emi auto debit kaise band kare', 'auto-debit'],
  ['外婆的手机被装了贷款软件', 'somebodys-phone'],
  ["my grandma's phone has loan apps on it", 'somebodys-phone'],
  ['orang ngaku polisi video call', 'court-papers'],
  ['公安视频叫我转账', 'court-papers'],
  ['客服让我共享屏幕，我照做了', 'in-other-hands'],
  ['有人拿我身份证借了钱', 'in-other-hands'],
  ['催收说要弄死我全家', 'harassment'],
  ['会员费服务费担保费一堆', 'interest'],
  ['网上有人说交3000块帮我停催，靠谱吗', 'paid-help'],
  ['我好乱，不知道从哪下手', 'first-steps'],
  ['有个叫法务的说帮我减免七成', 'paid-help'],
  ['平台要我先交会员费才放款', 'paid-help'],
  ['身份证丢了被人贷款', 'in-other-hands'],
  ['外婆手机里有我的裸照被他们发了', 'photos'],
  ['我爸手机上有欠款', 'overdue'],
  ["they said they will kill my brother if i don't pay", 'harassment'],
  ['the agent says he will come with a gun tonight', 'harassment'],
  ['papatayin daw nila ako', 'harassment'],
  ['小米手机怎么关掉通讯录权限', 'maker.xiaomi'],
  ['does it work on iphone', 'maker.iphone'],
  ['i live in ghana', 'elsewhere'],
  ['會唔會坐監', 'court-papers'],
  ['一点拒绝它就闪退', 'insists-on-contacts'],
  ['他们给我通讯录里每个人都发了短信', 'contact-shaming'],
  ['what happens if i dont pay the loan app', 'overdue'],
  ['他们自动从我银行卡扣钱', 'auto-debit'],
  ['老公天天查我手机怎么办', 'watched'],
  ['can i post the result on twitter', 'in-public'],
  ['mere boss ko pata chal gaya', 'family-and-friends'],
] as const)('%s is answered by the page %s', async ([asked, id]) => {
  expect((await explain(asked, 'en')).stdout.split('\n')[0]).toContain(`[${id}]`)
})

test.for(["my car won't start", 'nach Berlin mit dem Zug', '电脑蓝屏怎么修', 'aaj ka mausam'])(
  'of %s nothing is known, and what else to do is said',
  async (asked) => {
    const { code, stdout, stderr } = await explain(asked, 'en')
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toContain('daicha explain --incident')
  },
)

test('who stops a debit is told to pay in another way, and that one which fails may cost', async () => {
  const said = async (lang: 'en' | 'zh-CN') =>
    (await explain('auto-debit', lang)).stdout.replace(/\s+/g, lang === 'en' ? ' ' : '')
  expect(await said('en')).toMatch(/pay what falls due in another way.*a fee, at the bank and at the lender/)
  expect(await said('zh-CN')).toMatch(/到期照样要还.*银行和放款方都可能另收费/)
})
