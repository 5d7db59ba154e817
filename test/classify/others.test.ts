import { expect, test } from 'vitest'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

const classify = classifier(rules, { catalog: false })

// Names that speak of loans as lenders do, for each trade and language that was once misheard.
// biome-ignore format: a table is read by its columns
test.for([
  ['calculators', 'Kikokotoo cha Mkopo', 'គណនាកម្ចី', 'ချေးငွေ တွက်စက်', 'Рассчитать займ', 'Paskolos skaičiuoklė', 'חישוב הלוואה', 'Lening Berekenen', 'Lainalaskuri', 'Kira Pinjaman', 'จำลองสินเชื่อ', 'Loan Simulator', 'Máy tính khoản vay', 'ঋণ গণনা', 'ऋण क्याल्कुलेटर', 'محاسبه سود وام'],
  ['ledgers and managers', 'கடன் புத்தகம்', 'Бележник заеми', 'Darlehen Notizen', 'Registro de Préstamos', '대출 장부', 'سجل القروض', '借条记录本', 'ණය පොත', 'Daftari la Mikopo', 'Loan Track', '小贷管理系统', 'สมุดบัญชีเงินกู้', 'কিস্তি হিসাব', 'कर्ज खाते वही', 'قرض کا حساب'],
  ['guides, warnings and schemes', 'Guía de Préstamos', 'Как взять займ', 'راهنمای وام', 'Illegal Loan Apps', 'Hướng dẫn vay', '대출 가이드', '防网贷诈骗', '借款合同模板', 'Cek Pinjol Ilegal', 'लोन की जानकारी', 'किसान ऋण माफी योजना सूची', 'সকল ব্যাংকের লোন তথ্য'],
  ['what lends no money, in traditional characters', '信貸員助手', '借東西', '圖書借閱', '網貸投訴', '律師借貸諮詢', '遊戲借號', '萬事借鑑', '貸款經理'],
  ['prayers', 'கடன் தீர மந்திரம்', 'రుణ విమోచన స్తోత్రం', 'قرض کی دعا', 'دعاء سداد القرض', 'ঋণ মুক্তির দোয়া', 'ऋण मोचन मंगल स्तोत्र', 'Doa Pelunas Hutang'],
  ['what lends books and things', 'Prêt de livres', 'Könyv kölcsön', 'وام کتاب', 'Lån böcker', '장난감 대출', 'Prestito Bibliotecario', 'Museum Loans', 'Préstamo de Bicis', '図書 貸出', '快借阅', '快借书', '共享雨伞借还', '玩具借玩', 'Préstamo de Libros', 'Bibliothèque: mes prêts', '책 대출증', 'Pinjam Alat Lab'],
  ['what is for staff', '贷款获客', 'เจ้าหน้าที่สินเชื่อ', 'Cộng tác viên vay vốn', 'কিস্তি কালেকশন'],
  ['what lets, sells and shares things', 'Lend My Camera', 'Borrow My Drill', 'Lend Me Your Ears: Dating', '借把伞', 'Kamera Pinjaman', 'Werkzeug Leihen Kredit', 'Used Cars & Car Loan', 'Buy, Rent, Home Loan', 'Carros Usados: Efectivo'],
  ['banks with credit in their name', 'Kreditbank', 'Sun Kredit Bank', 'Sun Credit Bank'],
  ['what keeps or sends money, or sells its price', 'Mobile Cash', 'E-Cash', 'MobiCash', 'Remesas Dinero', 'Giro Cash', 'Tabungan Uang', 'Ahorro Efectivo', 'Harga Rupiah', 'Cash Walk', 'Credit Balance Check', 'PrestaShop', '현금 지갑', 'محفظة كاش Cash'],
  ['tokens, gifts, callers and a credit officer', 'NFT Pawn', 'Microloan Charity', 'Loan Spam Blocker', 'Loan Officer', 'Loan Sales', '贷后外访', 'Guitar on Loan', 'Pocket Money Cash', 'Petugas Kredit', 'Loan Shark Mafia', 'Loan Trainer'],
  ['what is for partners, staff and offices', 'Kredit Partner', 'Lender Dashboard', 'Loan Admin', 'Branch Audit Loans', 'Loan Field Verification', 'BNPL Sellers', 'Dealer Loans', 'Mortgage Loan Originator', 'Cobrança de Empréstimos', 'Коллектор займы', 'Агент займов', 'ทวงหนี้ เงินกู้', 'Corretor Consignado'],
  ['news, rates, letters and warnings', 'Kredit News', 'Berita Pinjol', 'Loan Interest Rates', 'Loan Agreement Maker', 'Abogado de Préstamos', 'Golpe do Empréstimo', 'Cảnh báo vay tiền', 'Займы отзывы', '贷款资讯', '网贷上岸', '借款截图生成', 'Calcula tu Préstamo', 'Qarz hisob', 'فتاوى القروض'],
  ['people, rides, clothes and homes', 'LendMum Babysitters', 'Prêt Taxi', 'Raty Dance', 'Lend a Paw', 'Lend Wardrobe', 'Lend a Bike', 'Požičovňa Kredit', 'Property Search & Home Loans', 'Flats & Home Loan', 'Qard Masjid', 'USDT Lending', '借衣服'],
  ['what is paid in parts, ahead or now', 'Читать частями', 'Пул 8 онлайн', 'Avance rapide', 'Rin Online', 'Antecipação de Férias', 'Bilet Şimdi Al', 'Tra sâu bệnh', 'Thuê bao trả sau', '前払い駐車場'],
  ['funds of a family, posts and words bent', 'Kira Loan Kereta', 'صندوق قرض الحسنه', 'Wypożycz rower', 'Почта Экспресс переводы деньги', 'กฎหมายเช่าซื้อ'],
  ['games, football and words of another sense', 'لعبة القروض', 'Jeu de prêt', 'Skor Kredit', '高利贷模拟器', 'On Loan: Football Transfers', 'Êtes-vous prêt ?', 'Bajar de Peso Rápido', '普惠医疗', 'Tax Credit', 'โอนเงินด่วน', '賃貸'],
  ['what sends, draws, changes, sells or earns money in a hurry', 'Send Cash Fast', 'Sell Phones for Instant Cash', 'Retira Efectivo Rápido', 'Envie Dinheiro Rápido', 'Kirim Uang Cepat', 'Tuma Pesa Haraka', 'Hızlı Nakit Çekim', 'Отправить деньги быстро', 'Надіслати гроші швидко', 'Ақша жібер тез', 'استلام فلوس فوري', 'पैसे भेजें तुरंत', 'টাকা পাঠান দ্রুত', 'ถอนเงินด่วน', 'Nhận tiền nhanh', 'Trimite bani rapid'],
  ['credit to call with, software and managers of who lends, usury and clothes', 'Mobile Credit', 'Crédit Téléphone', 'Lending Suite for Lenders', 'Software para Prestamistas', 'Gestor de Préstamos', '贷款中介助手', 'கடன் குறிப்பு', '高利贷公司', 'Pinjam Baju'],
  ['a lite edition', '现金大师极速版'],
  ['debts and loans, listed', 'Mis Deudas y Préstamos', 'Prêts et Dettes', 'Займы и долги', 'Schulden und Kredite'],
  ['what counts expenses, converts currencies or is a bank named after its credit', 'Matumizi ya Pesa', 'Dirham Euro Convertisseur', 'Convertidor Peso Dólar', 'Crédit du Soleil'],
  ['what weighs less', 'Perder Peso Rápido', 'Pierde Peso Fácil'],
  ['calculators and ledgers, in more languages', 'Cash Counter', 'Kira Ansuran Kereta', "Capacité d'Emprunt", 'Υπολογιστής δανείου', 'Simulazione Prestito', '贷款利息速算', 'Deudas y Préstamos', 'Долги и займы', 'מעקב הלוואות', 'Theo Dõi Khoản Vay', 'Jurnal Împrumuturi', 'مفكرة القروض', 'Darlehen Übersicht', 'Borç Tagebuch'],
  ['news, advice, law and warnings, in more languages', 'Habari za Mikopo', 'Tin Tức Vay Vốn', 'Actualités Crédit', 'חדשות הלוואות', 'Consejos para Préstamos', 'Dicas de Empréstimo', 'Ushauri wa Mikopo', 'Utapeli wa Mikopo', 'Oszustwa Pożyczki', 'Arnaque Crédit', 'Мошенники займы', '反诈骗贷款', '反网贷联盟', 'Anti Pinjol', 'Darlehensvertrag', 'लोन शिकायत', 'লোন প্রতারণা', 'ਕਰਜ਼ਾ ਮੁਆਫ਼ੀ', 'రుణ మాఫీ', 'கடன் தள்ளுபடி', 'نصائح القروض', 'فقه القرض', 'Bahaya Pinjol'],
  ['games, books and things, in more languages', '전당포 키우기', 'Joc Amanet', 'Calciomercato Prestiti', 'Jogadores: Empréstimo', 'Pesa Haraka Mchezo', 'तुरंत पैसा गेम', 'Emprunter un Livre', 'Bog Lån', 'Номын зээл', '借書證', 'Взаймы книгу', 'Lån en Cykel', 'Pinjam Sepeda', 'Kopa Baiskeli', '器材借还'],
  ['credit on a bill or a card', 'Nota de Crédito', 'Credit Hours', 'Carta di Credito', 'Thẻ Tín Dụng'],
  ['what whole languages call a calculator, a ledger, a guide, a fraud, a game or a diet', 'Amortissement du prêt', 'Izračun kredita', 'Kokotoa Mkopo', 'Kredit hisoblash', 'Mohasebe Vam Loan', 'Ypologismos Loan', 'Notatnik Pożyczki', 'Kölcsön nyilvántartó', 'Evidența împrumuturi', 'Kredit Tefter', 'Talaan ng Pautang', 'Laina muistio', 'Könyvek kölcsön', 'Kredit Ratgeber', 'Poradnik Kredyty', 'Mwongozo wa Mkopo', 'Denuncia Préstamos', 'Jiekuan Gonglue', 'Blokir Pinjol', 'Kredit Berater', 'Doradca Kredyt', 'Daikuan Shangan', 'Truffe Prestiti', 'Betrug Kredit', 'Oszustwo Kredyt', 'Kredithai', 'Pinjol Galbay', 'Kredit tarixi', 'Kredi Dolandırıcı', 'Podvod Půjčka', 'Penipuan Pinjaman', 'Mkopo Haramu', 'Sejarah Kredit', 'Şikayet Kredi', 'Plainte Crédit', 'Foro de Préstamos', 'Loan Niyam', 'Hapus Pinjol', 'Jietiao Moban', 'Tousu Daikuan', 'Jietu Jiekuan', 'Ceramah Hutang', 'Fichajes: Préstamos', 'Joueurs en prêt', 'Giocatori in prestito', 'Půjčka nářadí', 'Gereedschap lenen', 'Costume Lending', 'Izposoja kredit', 'Lån Cykler', 'Nanny Credit', 'Plots & Home Loan', 'Adelgazar Peso Rápido', 'Emagrecer Rápido Peso', 'Dimagrire Peso Facile', 'Dieta Peso Rápido', 'Instant Cash Drawer', 'Envelope Cash', 'Trabaja Dinero Rápido', 'Guardar Dinheiro Rápido', 'Castiga Bani Rapid', 'Loan Glossary', 'Loan Amortizer', 'Loan Monitoring', 'Loan Lessons', 'Loan Officers', 'Loan Partners', 'Credit Endgames'],
  ['credit of a card, a course, carbon or a game, and what sells a car', 'Cartão de Crédito para Negativado', 'Ders Kredisi', 'Karbon Kredisi', 'Yaşam Kredisi', 'Créditos de Carbono', 'Créditos Académicos', 'Konut Kredisi Faiz Oranları', 'ขายรถแลกเงิน', 'แลกเงินด่วน'],
  ['cards, warnings, law and manuals', 'บัตรเครดิตคืนเงินสด', 'รู้ทันแอปเงินกู้', 'เก็บเงินด่วน', 'ออมเงินสด', 'Tố Cáo Vay Nóng', 'Hukum Gadai', 'Manual de Préstamos', 'Galang Dana Cepat', 'Dana Pensiun', 'Dana Haji', 'Rupiah PPOB', 'Corresponsal Dinero Rápido', 'Cash Maquininha'],
  ['a trade joined to what it is about', 'Guiadeprestamos', 'simuladordecredito', 'CalculatorForLoans', 'kikokotoochamkopo', 'librodeprestamos', 'LendMyDrill'],
])('%s are no lenders, whatever they ask for', ([, ...labels]) => {
  const reads = ['READ_SMS', 'READ_CONTACTS'].map((name) => ({ name: `android.permission.${name}` }))
  const called = labels.filter((label) => {
    const app = { packageName: 'com.example.sun', labels: { default: label } }
    return classify(app).class !== 'none' || classify({ ...app, requestedPermissions: reads }).class !== 'none'
  })
  expect(called).toEqual([])
})

// What a lender says of itself too must not hide it.
// biome-ignore format: a table is read by its columns
test.for([
  ['asking for a limit',    'Pinjam Uang Cara Cepat', '借款额度查询', '贷款查询', 'Consulta tu Préstamo', 'Empréstimo Consulta FGTS', 'Simulação Empréstimo', 'Cek Limit Pinjaman'],
  ['a portal or a service', '借贷信息平台', '贷款信息通', 'Loan Portal', 'Loan Help', 'Loan Status', 'PM Loan Yojana', 'Empire Loans'],
  ['managing a loan',       '小贷管理', '借款记录', 'Gestión de Crédito Rápido', 'Vay Tiền Quản Lý', 'Préstamos Control', 'Daftar Pinjaman', '대출 관리'],
  ['an agent',              'Agente de Préstamos', 'Agen Pinjaman', 'Promotor de Crédito'],
  ['cash, a salary or goods in advance', 'Crédito Rápido', 'Avance en Efectivo', 'Кредит наличными', 'Взаймы', 'İhtiyaç Kredisi', 'あと払い', '微貸', 'Brzi Zajam', 'سلفتي', 'Taqseet', 'Låna pengar', 'Kolcson', 'Weź pożyczkę', 'Bashin Kuɗi', 'Қарзи зуд', 'Hitro posojilo', 'Позајмица', 'Väikelaen', 'Kulutusluotto', 'Bireysel kredi', 'Dinheiro emprestado', 'Compra a cuotas', 'آن لائن لون', '分割払い', 'Borç Al', 'ខ្ចីប្រាក់'],
  ['a pledge',              'LogBook Loans', 'Pfandhaus Online', 'Casa de Empeño', 'Amanet Rapid', 'Cầm Cố Xe', 'โรงรับจำนำ'],
  ['a purpose, a pledge or wages, and Hindi without its dots', 'Araç Kredisi', 'Konut Kredisi', 'Nakit Lazım', 'วงเงินพร้อมใช้', 'Murabaha Cash', 'Ödünç Para', 'รถแลกเงิน', 'Avans Salariu', 'Adelanta Nómina', 'कर्ज़ा प्लस', 'कर्जा प्लस', 'Crédito para Negativado'],
  ['wages and goods in advance', 'Pay Advance', 'Early Wage', 'Antecipa FGTS', 'Adelanto Express', 'Libranza Fácil', 'Pago Dopo', 'あとばらい', 'Raty od ręki', 'Cuotas Express', 'ผ่อนของ'],
  ['lending, in more languages', 'Nopea laina', 'Joustoluotto', 'Minilån', 'Zápůjčka', 'Pożycz teraz', 'Lenings', 'Bosea', 'Nkongole', '빠른대출', '온라인대출', 'กู้สบาย', 'سلف سريع', 'Хурдан Мөнгө', 'Tài chính tiêu dùng', 'Crédit Perso', 'Pinjamku', '快借宝'],
  ['a loan for a car or a boat', 'Kredit Mobil Bekas', 'Boat Loans', 'Vay Mua Xe Cũ', 'Préstamo Autos Usados', 'Used Car Loan'],
  ['goods by instalments', 'Lease to Own', 'Two Wheeler Finance', 'Kup teraz, zapłać później', 'Payer plus tard', 'Şimdi Al Sonra Öde', 'Vippi', 'Paycheck Advances', 'Antecipa Já FGTS', 'Швидка Готівка', 'Бөліп төле', 'Gaji Duluan', '給料前払い', 'ເງິນດ່ວນ', 'DineroExprés', 'Dawn Microfinance'],
  ['low rates and a few questions', 'Personal Loan Low Interest Rate', 'Low Rates Loan', '低利率贷款', 'Instant Loan No Verification', 'SIM Empréstimo', 'Pinjaman Islam'],
  ['cash or a debt in a hurry', 'Fauri Cash', 'Fatafat Udhaar', 'Jhatpat Paisa', 'Butuh Duit', 'Экспресс Деньги', 'Жедел Ақша', 'Dinero Veloz', 'สยามเช่าซื้อ', 'Cash Today', 'Borrow Money Today', 'Prêt Express', 'Шұғыл несие', 'Hızlı Borç', 'Empeño Fácil', 'Брзи Кредити', 'Crédit Vite', 'Logbook Loans'],
  ['a loan joined to a common word or a name', 'Globalloans', 'Diamondkredit', 'Tigerkredit', 'Loanpelican', 'Bandi Loans'],
  ['pawnshops, and what is paid daily, for tuition, a motorbike or older debts', 'Empeños Sol', 'Villarica Pawnshop', 'City Pawnbroker', 'Préstamo Diario', 'Günlük Kredi', 'Créditos Educativos', '교육비 대출', 'Kredit Sepeda Motor', 'Consolida Deudas: Préstamos', 'Займы на долги', 'Loan Counter', '惠农政策贷'],
  ['lending, in traditional characters', '備用金', '白條', '預支現金', '應急錢', '消費金融', '典當'],
  ['lending, in more words', 'Tanpa Agunan', 'Dana BPKB', 'Nano Crédito', 'Mini Crédit', 'Tiêu trước trả sau', 'เบิกเงินล่วงหน้า', 'الدفع الآجل', 'Վարկավորում', 'Okwewola', 'Aron kuɗi', 'Mbinye ego', 'お金を借りる', '小口融資', 'Wang Pantas', 'Dinheiro na mão', 'Rýchly úver', 'Деньги под залог', 'Гроші під заставу', 'नकद उधार', 'तुरंत पैसे', 'تسهیلات فوری', 'Efectivo al Instante'],
  ['lending, in the words of the street', '借点钱', 'Grana já', 'Bufunfa Rápida', 'Lana al Instante', 'Utangin Duit', 'Bashin Gaggawa', 'Ẹ̀yáwó', 'Fedha Haraka', 'Lipa kwa Awamu', 'Na splátky', 'Schnellkredit', 'Azonnali hitel', 'Hitel azonnal', 'Vuba Cash', 'Гроші до зарплати', 'Кредит до заплата', 'Bani până la salariu', 'Кредит на картку', 'Микроқарыз', 'Тезкор кредит', 'Пазыкі', 'ፈጣን ገንዘብ', 'සල්ලි ණයට', 'Pesa Chap Chap', 'Гроші відразу', 'Ақша қазір', 'ფული ახლავე'],
  ['lawful or a program, a card of cash and lending as it is done', 'Vay Đúng Luật Tín Dụng', 'Vay đúng luật, tin cậy', 'โปรแกรมกู้เงิน', 'โปรแกรมยืมเงิน', 'บัตรกดเงินสด', 'Loaning', 'กู้เงิน รู้ทันที'],
  ['students and faiths',   '助学贷款', 'Student Loan', 'Riba Free Loan'],
])('%s is what lenders do', ([, ...labels]) => {
  const unseen = labels.filter(
    (label) => classify({ packageName: 'com.example.sun', labels: { default: label } }).class === 'none',
  )
  expect(unseen).toEqual([])
})
