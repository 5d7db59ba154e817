import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Known } from '../../src/internal.ts'
import { isProven } from '../../src/model/rules/proven.ts'
import { classifier } from '../built.ts'
import { root, rules } from '../daicha.ts'

const classify = classifier(rules, { catalog: false })
const sun = 'com.example.sun'
const asks = (...names: string[]): NonNullable<Known['requestedPermissions']> =>
  names.map((name) => ({ name: `android.permission.${name}` }))

// The examples of the rungs say what they find. Here stands what holds across them.

test('letters count once: a wallet is no money', () => {
  const { basis } = classify({ packageName: sun, labels: { default: '小样钱包' } })
  expect(basis.map(({ match }) => match)).toEqual(['钱包'])
})

test('a sign in two languages is one sign, told once', () => {
  const { basis } = classify({ packageName: sun, labels: { default: 'Sun Loan', en: 'Sun Loan', zh: '晴天贷' } })
  expect(basis.map(({ id }) => id)).toEqual(['loan.label', 'loan.en', 'loan.zh'])
})

// biome-ignore format: a table is read by its columns
test.for<[string, string, string]>([
  ['a bank by its own name alone may lend',          'Sunny Bank Loans', 'possible'],
  ['a bank is none',                                'Sunny Bank',       'none'],
  ['a tracker of loans is none',                    'Loan Tracker',     'none'],
  ['a lender with a college is one',                'College Loans',    'likely'],
  ['who owes and borrows alone may keep books',     'Borrow',           'none'],
  ['so may who pays debts back, in Japanese',       '借金返済管理',      'none'],
  ['and with a word of money, lends',               'Borrow Cash',      'likely'],
  ['a club of savers that lends may lend',          'Chama Loans',      'possible'],
  ['who invests in loans may',                      'Invest in Loans',  'possible'],
  ['so may who lends and invests, in Chinese',      '晴天贷款理财',      'possible'],
  ['and a cooperative, where many are none',        'KSP Koperasi Pinjaman Online', 'possible'],
  ['so may who lends to employees',                 'Payroll Loans',    'possible'],
  ['and a church that lends',                       'Church Loans',     'possible'],
  ['who lends on coins lends',                      'Préstamos Cripto', 'possible'],
  ['who pays for lessons by instalments may lend',  '教学分期',          'possible'],
  ['who shows where to borrow may lend',            '贷款导购',          'likely'],
  ['a story in the name of a lender is a name',     'Story Cash Loan',  'likely'],
  ['an IOU alone may be kept in a book',            '电子欠条',          'none'],
  ['a bank of cash and loans is a lender',          'Cash Bank Instant Loan', 'likely'],
  ['a brand that is paid later is one',             'Zurapaylater',     'likely'],
  ['cash and money are one sign, not two',          'Sun Cash Money',   'none'],
  ['what is ready, in French, lends nothing by it', 'Prêt, feu, partez !', 'none'],
  ['nor does zeal, in Spanish',                     'Empeño y Coraje',  'none'],
  ['a blitz of cash is a game',                     'Cash Blitz',       'none'],
  ['nor credits at the end of a film',              'Créditos de Cine', 'none'],
  ['who says in Spanish that it lends may lend',    'Presta Sol',       'possible'],
])('%s', ([, label, called]) => {
  expect(classify({ packageName: sun, labels: { default: label } }).class).toBe(called)
})

describe('evidence beside the name', () => {
  const credit = { packageName: 'com.example.suncredit', labels: { default: 'Sun Credit' } }
  const screens = ['x.LoanActivity', 'x.RepayActivity', 'x.BindCardActivity']

  test('contacts say nothing, messages and calls do, but not of a messenger, whatever says that it is one', () => {
    const rungOf = (app: Partial<Known>) => classify({ ...credit, ...app }).rung?.id
    expect(rungOf({ requestedPermissions: asks('READ_SMS') })).toBe('weak.private')
    expect(rungOf({ requestedPermissions: asks('READ_CALL_LOG') })).toBe('weak.private')
    expect(rungOf({ requestedPermissions: asks('READ_CONTACTS') })).toBe('weak.twice')
    const reads = { requestedPermissions: asks('READ_SMS', 'READ_CALL_LOG') }
    expect(rungOf({ ...reads, roles: ['default_sms_or_phone_app'] })).toBe('weak.twice')
    expect(rungOf({ ...reads, components: ['x.HeadlessSmsSendService'] })).toBe('weak.twice')
    expect(rungOf({ ...reads, roles: ['accessibility'] })).toBe('weak.private')
  })

  test.for(['Lion Money', 'Lion Cash', 'Lion Pesa'])(
    '%s may be a wallet or a manager of money, which reads the messages of banks and operators, and no calls',
    (label) => {
      const called = (app: Partial<Known>) =>
        classify({
          packageName: `com.example.${label.replace(' ', '').toLowerCase()}`,
          labels: { default: label },
          ...app,
        }).class
      expect(called({})).toBe('none')
      expect(called({ requestedPermissions: asks('READ_SMS') })).toBe(label === 'Lion Money' ? 'none' : 'possible')
      expect(called({ requestedPermissions: asks('READ_SMS', 'READ_CALL_LOG') })).toBe(
        label === 'Lion Money' ? 'possible' : 'likely',
      )
      expect(called({ components: ['x.LoanActivity'] })).toBe('none')
      expect(called({ components: ['x.LoanActivity', 'x.KycActivity'] })).toBe('likely')
    },
  )

  test('a wallet has no need of the call log, and may have one of messages', () => {
    const called = (label: string, ...permissions: string[]) =>
      classify({ packageName: sun, labels: { default: label }, requestedPermissions: asks(...permissions) }).class
    for (const wallet of ['Sun Wallet', '小样钱包', 'Быстрый Кошелёк', 'Billetera Sol']) {
      expect(called(wallet, 'READ_SMS', 'READ_CONTACTS')).toBe('none')
      expect(called(wallet, 'READ_CALL_LOG')).toBe('possible')
    }
    for (const other of ['Sun Health', 'Sun Pay', 'Gold Dialer', 'Sun Wallet Bank', 'Wallet Manager'])
      expect(called(other, 'READ_SMS', 'READ_CALL_LOG')).toBe('none')
  })

  test('an opaque name is not accused of what it asks for', () => {
    const app = { packageName: 'com.usx.imz', requestedPermissions: asks('READ_SMS', 'READ_CALL_LOG', 'READ_CONTACTS') }
    expect(classify(app)).toMatchObject({ class: 'none' })
  })

  test('a calculator with loan screens is one, until it reads messages too', () => {
    const calculator = { packageName: sun, labels: { default: 'Loan Calculator' }, components: screens }
    expect(classify(calculator).class).toBe('none')
    expect(classify({ ...calculator, requestedPermissions: asks('READ_SMS') }).class).toBe('likely')
  })

  test('what a library calls its screens is not the app, and neither is the package that they stand in', () => {
    const moxie = ['com.moxie.client.LoanActivity', 'com.moxie.client.RepayActivity', 'com.moxie.client.OcrActivity']
    expect(classify({ packageName: sun, components: moxie }).basis.map(({ kind }) => kind)).toEqual(['rung', 'sdk'])
    expect(classify({ packageName: sun, components: ['com.loan.repay.borrow.MainActivity'] }).class).toBe('none')
  })

  test.for([
    'com.freshchat.consumer.sdk.activity.ConversationDetailActivity',
    'zendesk.messaging.android.internal.conversationscreen.ConversationActivity',
    'com.example.suncredit.LoanComposeActivity',
  ])('who answers customers by %s is no messenger', (name) => {
    expect(classify({ ...credit, components: [name], requestedPermissions: asks('READ_SMS') }).class).toBe('likely')
  })

  test.for([
    'com.onesignal.RestoreJobService',
    'com.amazonaws.mobileconnectors.s3.transferutility.TransferService',
    'com.midtrans.sdk.uikit.views.banktransfer.payment.BankTransferPaymentActivity',
    'com.phonepe.intent.sdk.ui.UpiAppsSelectionDialogActivity',
  ])('%s is a part of many lenders and makes none a backup or a bank', (name) => {
    expect(classify({ packageName: sun, components: [...screens, name] }).class).toBe('likely')
    const cash = { packageName: 'com.example.suncash', components: ['x.LoanActivity', 'x.KycActivity', name] }
    expect(classify(cash).class).toBe('likely')
  })

  test('what an app itself does in the background tells its trade as a screen does', () => {
    const backup = { packageName: 'com.example.suncash', requestedPermissions: asks('READ_SMS') }
    expect(classify({ ...backup, components: ['com.example.BackupService'] }).class).toBe('none')
    expect(classify({ ...backup, components: ['org.library.BackupService'] }).class).toBe('possible')
  })

  test.for([
    'androidx.credentials.playservices.controllers.identitycredentials.IdentityCredentialApiHiddenActivity',
    'com.stripe.android.payments.bankaccount.ui.CollectBankAccountActivity',
    'com.navercorp.nid.oauth.NidOAuthBridgeActivity',
    'com.braintreepayments.api.dropin.AddCardActivity',
  ])('%s is in apps of every trade and checks no borrower', (name) => {
    const tracker = ['x.LoanListActivity', 'x.LoanDetailActivity', name]
    expect(classify({ packageName: sun, components: tracker }).class).toBe('none')
  })

  test('one word of instalments that is known in two ways is shown and counted once', () => {
    const { basis, ...lender } = classify({
      packageName: sun,
      components: ['x.PayLaterActivity', 'x.TagihanActivity', 'x.OverdueActivity', 'x.KtpActivity'],
    })
    expect(lender.class).toBe('possible')
    expect(basis.filter(({ kind }) => kind === 'borrow').map(({ match }) => match)).toEqual(['paylater'])
  })

  test('every name with a weak word is worth reading, so that what stands beside it is seen; a trade alone is not', () => {
    for (const name of ['com.example.suncash', 'in.example.rupeesun', 'com.example.money', 'com.msxf.notes'])
      expect(classify.worthReading(name)).toBe(true)
    for (const name of ['com.example.calculator', 'com.example.bank', 'com.conduit.app', 'com.example.quick'])
      expect(classify.worthReading(name)).toBe(false)
    const seen = (...components: string[]) => ({ components, providers: [] })
    expect(classify.worthReading(sun, seen('x.LoanActivity'))).toBe(true)
    expect(classify.worthReading(sun, seen('com.moxie.client.MainActivity'))).toBe(true)
    expect(classify.worthReading(sun, seen('x.IdentityActivity', 'x.ComposeActivity'))).toBe(false)
  })
})

test('what stands in the factory image is not called by its words; an update of it is', () => {
  const loans = { packageName: 'com.maker.loans', system: true }
  expect(classify({ ...loans, hasFactoryCopy: false }).class).toBe('none')
  expect(classify({ ...loans, hasFactoryCopy: true }).class).toBe('likely')
})

test('a rung is likely by its count or by two kinds of signs, and every rung is counted', () => {
  const { rungs } = rules.signals
  expect(rungs.filter((rung) => !isProven(rung, rung.counts)).map(({ id }) => id)).toEqual([])
  const counted = Object.keys(JSON.parse(readFileSync(`${root}rules/signals/counts.json`, 'utf8')))
  expect(counted.sort()).toEqual(rungs.map(({ id }) => id).sort())
  expect(isProven({ class: 'likely' }, { low: 0.94 })).toBe(false)
})
