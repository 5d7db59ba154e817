import { expect, test } from 'vitest'
import { classifier } from '../../src/classify/index.ts'
import { rules } from '../daicha.ts'

const classify = classifier(rules, { catalog: false })

// Names that speak of loans as lenders do, for each trade and language that was once misheard.
// biome-ignore format: a table is read by its columns
test.for([
  ['calculators', '房屋贷款利率转换', 'Loan Simulator', 'Máy tính khoản vay', 'ঋণ গণনা', 'ऋण क्याल्कुलेटर', 'വായ്പ കണക്ക്', 'محاسبه سود وام', 'គណនាប្រាក់កម្ចី', 'ချေးငွေ တွက်စက်', 'Kikokotoo cha Mkopo', 'Harga Gadai Emas'],
  ['ledgers and managers', '借还记录', '小贷管理系统', 'Gestión de Préstamos', 'Quản lý cho vay', 'สมุดบัญชีเงินกู้', 'কিস্তি হিসাব', 'कर्ज खाते वही', 'கடன் கணக்கு', 'ಸಾಲ ಲೆಕ್ಕ', 'ණය කළමනාකරණය', 'قرض کا حساب', 'Qarz daftari'],
  ['guides, warnings and schemes', '防网贷诈骗', '借款合同模板', 'Cek Pinjol Ilegal', 'लोन की जानकारी', 'किसान ऋण माफी योजना सूची', 'ਕਰਜ਼ਾ ਮਾਫੀ', 'সকল ব্যাংকের লোন তথ্য', 'கடன் பெறுவது எப்படி', 'Списать кредиты'],
  ['prayers', 'قرض کی دعا', 'دعاء سداد القرض', 'ঋণ মুক্তির দোয়া', 'ऋण मोचन मंगल स्तोत्र', 'Doa Pelunas Hutang'],
  ['what lends books and things', '共享雨伞借还', '玩具借玩', 'Préstamo de Libros', 'Bibliothèque: mes prêts', 'Prestito bibliotecario', '책 대출증', 'Pinjam Alat Lab'],
  ['what is for staff', '贷款获客', 'เจ้าหน้าที่สินเชื่อ', 'Cộng tác viên vay vốn', 'কিস্তি কালেকশন', 'Promotor de Crédito'],
  ['loans of a state to students', '生源地信用助学贷款', 'กองทุนเงินให้กู้ยืมเพื่อการศึกษา'],
  ['games, football and words of another sense', '高利贷模拟器', 'On Loan: Football Transfers', 'Êtes-vous prêt ?', 'Bajar de Peso Rápido', '普惠医疗', 'Tax Credit', 'โอนเงินด่วน'],
])('%s are no lenders, whatever they ask for', ([, ...labels]) => {
  const reads = ['READ_SMS', 'READ_CONTACTS'].map((name) => ({ name: `android.permission.${name}` }))
  const called = labels.filter((label) => {
    const app = { packageName: 'com.example.sun', labels: { default: label } }
    return classify(app).class !== 'none' || classify({ ...app, requestedPermissions: reads }).class !== 'none'
  })
  expect(called).toEqual([])
})
