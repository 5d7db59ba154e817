import { describe, expect, test } from 'vitest'
import type { Known } from '../../src/internal.ts'
import { classifier } from '../built.ts'
import { rules } from '../daicha.ts'

const classify = classifier(rules, { catalog: false })

/** An app whose name says nothing, with these screens. */
const screens = (names: string, change: Partial<Known> = {}) =>
  classify({
    packageName: 'com.example.sun',
    components: names.split(' ').map((name) => `com.example.sun.ui.${name}Activity`),
    ...change,
  })

// Invented apps, named as apps of their trade and country are.
// biome-ignore format: an app is a line
const lenders = [
  'Main Kyc Disbursal Repay',
  'Main TraGop HopDong HanMuc ChupAnh GiaiNgan',
  'Ana Kimlik KrediBasvuru TaksitListe Odeme',
  'Splash Main Login Register IdCardAuth FaceDetect BankCardBind ContactAuth OperatorAuth ZhimaAuth BorrowConfirm RepayDetail Coupon Setting',
  'Qidong Zhuye Denglu ShiMingRenZheng JinJiLianXiRen YunYingShang JieKuanShenQing HuanKuan TiXian YinHangKa',
  'Main CreditApply CreditResult QuotaDetail LoanTrial LoanContract RepayPlan RepayResult OcrIdCard LiveDetect BindBankCard ContactInfo',
  'Main FenQiHome EDu ShouXin ZhangDan HuanKuanJiHua RenLianShiBie BangKa',
  'A B C MainTab CertCenter CertPhone CertContact CertBank CertFace LoanOrder RenewLoan',
  'Splash Login Otp PanCard AadhaarFront Selfie BankDetails Reference LoanOffer LoanAgreement Emi RepayNow',
  'Main KycPan KycAadhaar LiveFace EmergencyContact WorkInfo ApplyLoan BankAccount OrderDetail RepayMethod Extension',
  'Home GoldLoanApply BranchLocator InterestPayment Renewal Kyc LoanDetails',
  'Main BasicInfo JobInfo ContactInfo KtpOcr Liveness BankInfo LoanConfirm RepayVa BillDetail',
  'Main Pencairan Pelunasan IsiData Ktp Wajah',
  'Splash SignUp BvnVerification SelfieCapture WorkInfo EmergencyContact LoanOffer LoanTerms AddCard RepayLoan Rollover',
  'Main BvnInfo PersonalInfo CompanyInfo Guarantor BankCardAdd LoanApplyResult RepaymentBankTransfer',
  'Splash Pin IdNumber IdPhoto NextOfKin Employment LoanLimit ApplyLoan RepayMpesa LoanStatement',
  'Main GhanaCard Selfie Referees MomoAccount LoanAmount LoanPurpose Repay Topup',
  'Inicio Registro CurpIne Selfie DatosPersonales DatosLaborales Referencias CuentaClabe SolicitudPrestamo Desembolso Pago Prorroga',
  'Main ValidarIdentidad Prestamos SimularPrestamo Cuotas CbuCuenta',
  'Splash ValidId SelfieId WorkInformation CharacterReference LoanCalculator LoanApplication Disbursement RepaymentCode Overdue',
  'Main KycId KycFace KycContact KycWork KycBank ProductLoan BorrowResult RepayChannel Delay',
  'Main XacThucCmnd ChupCccd KhuonMat NguoiThan ThongTinCongViec KhoanVay HoSoVay TraNo GiaHan',
  'Splash Cnic CnicScan LiveDetection EmergencyContact WorkInfo EasypaisaAccount LoanApply LoanDetail Repay Reapply',
  'Main NidVerify FaceMatch LoanRequest NomineeInfo RepayBkash',
  'Main IdCardOcr FaceScan LoanRequest LineContact Repay',
  'Main Passport PassportPhoto CardBinding Zaim ZaimHistory Prolongation',
  'Home CashAdvance AdvanceDetails PlaidLink Repayment IdentityVerification Tip',
  'Splash Guide HomeTab BorrowMoney BorrowRecord MyInfo IdentityInfo PhoneCarrier FaceIdentify MyBank AddBank RepayOrder MessageCenter',
  'Welcome Main Attestation AttestationIdCard AttestationContacts LoanSure LoanProgress RepaymentMode WebView',
  'MainActivity CreditAuth CreditLine Stage StageDetail BillRepay RealNameVerify FaceCheck BankCardList',
  'Main CarLoan CarEvaluate UploadIdCard UploadDrivingCard LoanProgress RepayPlan ContractSign',
  'Splash PermissionConsent PhoneLogin PersonalDetails ProfessionalDetails PanDetails AadhaarKyc SelfieUpload LoanEligibility BankVerification RepaymentOptions',
  'Login SalaryAdvance AdvanceHistory EmployerVerification Repayment BankAccount',
  'Beranda DataPribadi DataPekerjaan KontakDarurat VerifikasiKtp VerifikasiWajah AjukanPinjaman DetailPinjaman BayarTagihan',
  'Main IdentityAuth PersonalInfoAuth WorkAuth ContactAuth BankAuth LiveAuth LoanConfirm OrderBill RepayWay',
  'Onboarding BvnScreen NinScreen SelfieScreen NextOfKinScreen LoanOfferScreen LoanRepaymentScreen CardScreen',
  'Login Registration PersonalDetails EmploymentDetails ReferenceContacts LoanProducts LoanRequest LoanRepayment Statement',
  'Home Affordability IdVerification BankLogin LoanQuote LoanContract Repayments',
  'Main BaseInfo WorkInfo ContactInfo IdInfo BankInfo FaceInfo LoanInfo RepayInfo ExtendInfo',
  'Inicio Dni Selfie DatosLaborales SolicitarPrestamo MisPrestamos PagarPrestamo',
  'Splash BasicInfo WorkInfo ContactInfo IdUpload FaceLiveness GcashInfo LoanApply LoanBill LoanRepay',
  'Main ThongTinCaNhan ThongTinCongViec NguoiThamChieu ChupCmnd TaiKhoanNganHang DangKyVay KhoanVayHienTai ThanhToan',
  'Main CmndAuth FaceAuth LinkManAuth JobAuth BankAuth BorrowConfirm BorrowDetail RepayList',
  'Main NicFront NicBack Selfie EmploymentInfo Guarantor LoanApply LoanSchedule',
  'Main PassportScan CardAdd LoanCalc LoanGet LoanActive LoanProlongation',
  'Home LinkBank IdentityVerify AdvanceRequest AdvanceRepay LoanBuilder LoanTerms',
  'Main StepIdentity StepContacts StepWork StepBank ConfirmBorrow BorrowResult BillList RepayNow ExtendBill',
  'Main CreditApply CertifyIdCard CertifyFace CertifyMobile CertifyContacts LoanHome LoanRecord RepaymentDetail',
  'Main IsiDataDiri IsiPekerjaan IsiKontakDarurat UploadKtp FotoSelfie KonfirmasiPinjaman RincianTagihan CaraBayar',
  'Splash SignIn BvnVerify EmploymentInfo NextOfKin CardTokenize LoanProducts LoanDetails Repayment',
  'Main ChupAnhCmnd XacThucKhuonMat NguoiLienHe NgheNghiep ChonKhoanVay HopDongVay ThanhToanKhoanVay',
  'ApplyLoanActivity LoanQualificationActivity IdentityCardActivity ThirdPartCertificationActivity WebActivity',
  'Home Cedula Selfie Ocupacion Referencia MontoPrestamo PlazoPrestamo CuentaBancaria Desembolso',
  'Main KycIntro KycDocs KycSelfie CreditDecision LoanSummary RepaySchedule AutoDebit',
  'Home GoldLoan GoldLoanRenewal InterestPay KycUpdate BranchSearch',
  'Home DaiKuanXiangQing DaiKuanLieBiao GeRenXinXi GongZuoXinXi HuanKuanRi',
  'Home Documents DocumentUpload LoanRequest LoanStatus EmiSchedule EmiPay Mandate PanVerify',
  'Main MkopoForm NidaVerification ReferenceContact Marejesho',
  'Main Anketa Pasport NewZaym Pogashenie Prodlenie VerifyCard',
  'Accueil Identite DemandePret Remboursement Historique',
  'Start Pesel Wniosek PozyczkaSzczegoly Splata Przedluzenie',
  'Home SaqueFgts SimulacaoEmprestimo Biometria ContaBancaria Proposta',
  'Main Anketa Pasport NewZaym Pogashenie Prodlenie VerifyCard',
  'Accueil Identite DemandePret Remboursement Historique',
  'Start Pesel Wniosek PozyczkaSzczegoly Splata Przedluzenie',
]

// biome-ignore format: an app is a line
const thin = [
  'Home CreditLimit KycSelfie Autopay BillPayment LateFee Installments Merchants',
  'Inicio Cedula Biometria ReferenciasPersonales Credito CreditoDetalle Cuotas PagarCuota FirmaContrato Pagare',
  'Main Bvn Apply Repayment',
  'Main Ine Selfie Referencias DatosTrabajo Clabe Adeudo Prorroga Desembolso',
  'Main KontakDarurat InfoPekerjaan Ktp Wajah Tagihan Pencairan',
  'Main Pan Aadhaar EmergencyContacts CompanyInfo CreditLimit Disburse DueDetails Extension',
]

// biome-ignore format: an app is a line
const others = [
  'Main Transfer Beneficiary Cards Statement LoanApplication IdentityVerification Selfie Savings Exchange',
  'Home NeftTransfer AddBeneficiary FdOpening LoanAccounts LoanApply Kyc UpiPin ChequeRequest',
  'Home ProductList ProductDetails AddToCart LoanApplication IdUpload StoreLocator',
  'Home CarDetail CarLoanCalculator TestDrive SellCar LoanApply',
  'Main Transfer TransferResult LoanHome FaceRecognition BindCard Deposit FundList CreditCard Statement',
  'Home Pix Transferencia Extrato Emprestimo Cartao Investimentos Selfie',
  'Home Transfer Airtime Savings Overdraft LoanHome Bvn Card Statement',
  'Home Topup Transfer Qris Pulsa PayLater KycSelfie Voucher',
  'Home SendMoney BuyGoods Withdraw Airtime LoanMenu IdScan',
  'Main Scan Zhuanzhang ShouKuan JieKuanHome RenLian YinHangKa HongBao',
  'Home ProductDetail Cart Checkout PayLater KycKtp OrderHistory Chat',
  'Home ProductPage Cart Checkout PayLaterKyc EmiOptions PanVerification Wishlist',
  'Home Watchlist OrderBook Holdings Funds LoanAgainstSecurities Kyc Ipv Pan',
  'Home Portfolio StockDetail MarginBorrow IdentityCheck Transfers',
  'Home PolicyDetails PremiumPay LoanAgainstPolicy Kyc Nominee Claims',
  'Main KaoQin QingJia BaoXiao JieKuanDan RenLianDaKa Approval',
  'Home Trip Earnings DriverDocument SelfieCheck EmergencyContact VehicleInfo CashOut LoanOffer',
  'Main BookDetail BorrowList HuanShu FaceBorrow IdCardLogin Overdue',
  'Home ItemDetail BorrowRequest LendItem Chat VerifyIdentity',
  'Home CarList Booking DrivingLicense FaceVerify IdCard Overdue Fine Deposit',
  'Main AddLoan LoanList Borrowers Repayments Settings Backup',
  'Main EmiCalculator LoanCompare LoanProfile Amortization History',
  'Home InvestorDashboard LoanList LoanDetail AutoInvest Portfolio Kyc',
  'Home LenderDashboard InvestNow BorrowerProfile Portfolio Kyc BankDetails',
  'Main Liveness IdCard Ocr FaceCompare Result',
  'Home Invoice Ledger LoanAccount Customers Payment Reports BankAccount',
  'Login CaseList VisitReport OverdueList Allocation Receipt Location',
  'Main Bill HuaFei Recharge FenQiGouJi RealNameAuth FaceLiveness TaoCan',
  'Main HouseDetail DaiKuanJiSuan ZuFang RealName Contract Bill',
  'Home CourseDetail Quiz StudentLoan FeeInstallment IdCard Attendance Hostel',
  'Home Prescription Cart Checkout PayLater Doctor Lab',
  'Main Conversation Contacts Face',
  'Main ZhuanZhang YuE DaiKuan DaiKuanXiangQing RenLianRenZheng LiCai CunKuan',
  'Home KantongDetail TransferBaru KtpScan WajahScan PinjamanInfo TopUp Qris',
  'Home QrPay Topup SendMoney CashLoan LoanRepay Bvn BuyAirtime Bills',
  'Inicio Yapear EscanearQr Recargas Creditos Dni Tienda',
  'Main Goods Cart PayCenter WeiPinHua FenQi BindCard FaceVerify',
  'Home FlightSearch HotelSearch PassengerInfo PayLater KycUpload PassportInfo',
  'Home ClockIn LeaveApply Payslips LoanApply LoanDetail EmergencyContacts BankDetails',
  'Main Search ItemDetail MyLoans LoanHistory Renew Holds Fines CardScan',
  'Main ToyDetail BorrowToy BorrowHistory ReturnToy Identity Deposit',
  'Main MapView RideStart RideSummary IdVerification PaymentMethod',
  'Main AddDebt DebtList Loans LoanDetail Settings Restore',
  'Main LoanEmi LoanCompare LoanEligibility FdCalculator Gst History',
  'Main CaptureId CaptureFace Liveness Compare Result',
  'Login GroupMeeting Collections LoanApplication ClientKyc SyncData Attendance',
  'Home Courses Quiz FeePayment EducationLoan StudentIdCard',
  'Main Chat Voice FaceAuth Wallet Withdraw RealName',
  'Main Item Reserve Loan LoanReturn Membership IdCheck',
  'Home Pix PixKeys Boleto Cartoes Emprestimos EmprestimoDetalhe SelfieValidation Investimentos',
  'Main ZhuanZhang LiCai XinYongKa DaiKuan DaiKuanJinDu RenLian JiaoFei',
  'Main Category Goods ShoppingBag Order Installment InstallmentKyc IdCard',
  'Inicio Catalogo Producto Carrito Credito CreditoIne Tiendas',
  'Home Watchlist OptionChain Orders Portfolio FundsAdd LoanMtf KycPan',
  'Home Attendance Leave LoansAndAdvances Payslip Selfie',
  'Main DaKa QingJia JieKuan BaoXiao RenLian',
  'Main CariBuku DetailBuku Peminjaman RiwayatPinjam KartuAnggota',
  'Main ToolDetail BorrowTool LendTool VerifyId Chat',
  'Main AddPerson GiveLoan TakeLoan LoanDetail Interest ExportPdf',
  'Main Emi Loan LoanPrepay Sip Gst',
  'Main Ktp Selfie Liveness SignContract Certificate',
  'Login Leads LoanLeads KycUpload Commission Training',
  'Home Buy Loan RepayLoan MeterList',
  'Main Loan Repay Store Achievements',
  'Home ListingDetail MortgageApply LoanEstimate IdentityCheck Agents',
  'Home Spot Futures Loan LoanRepay KycLiveness Deposit Withdraw Staking',
  'Home Pension Pf LoanScheme Aadhaar FaceAuth Documents',
  'Home CreditReport ScoreDetail LoanOffers IdentityVerification Dispute Card',
  'Home SendMoney MobileRecharge CashOut Loan NidVerification FaceVerification PayBill',
  'Home Policies PolicyView ClaimFile LoanOnPolicy FaceVerify',
  'Home InvestorHome LoanBook LoanBid Escrow Kyc BankAccount',
  'Home Passbook Claim PfLoan Aadhaar FaceAuth',
  'Home BuyGold SellGold GoldLoan Kyc Sip',
  'Home Doctors LabTests MedLoan MedLoanKyc Orders',
  'Main LoanAccounts LoanOffers CreditCardOffers ScoreSimulator VerifyIdentity Selfie',
  'Home PayLater Installment Cart Orders',
]

// Who shows little else may be a lender.
// biome-ignore format: an app is a line
const inside = [
  'Main GongJiJinChaXun DaiKuanChaXun TiQu RenLianShiBie ShiMing',
  'Main Shop LoanShark BorrowGold Repay Daily',
  'Home Scheme CropLoan SubsidyStatus Aadhaar LandRecord',
  'Home QrScan TopUpPhone CashOut KycLevel LoanMenu CardLink',
]

describe('an app whose name says nothing, by its screens', () => {
  test.for(lenders)('lends: %s', (names) => {
    expect(screens(names)).toMatchObject({ class: 'likely', rung: { id: 'built.screens' } })
  })

  test.for(thin)('may lend: %s', (names) => {
    expect(screens(names).class).toBe('possible')
  })

  test.for(others)('does something else: %s', (names) => {
    expect(screens(names).class).toBe('none')
  })

  test.for(inside)('does something else, and may lend inside: %s', (names) => {
    expect(screens(names).class).toBe('possible')
  })
})

const asks = (...names: string[]): Partial<Known> => ({
  requestedPermissions: names.map((name) => ({ name: `android.permission.${name}` })),
})
const oneLoan = 'Main Loan Kyc'
const twoLoans = 'Main LoanApply LoanDetail Kyc'

// biome-ignore format: a table is read by its columns
test.for<[string, string, Partial<Known>, string]>([
  ['loan screens and nothing else',                'Main LoanApply LoanAgreement',       {},                              'none'],
  ['one loan screen and one check',              oneLoan,                              {},                              'possible'],
  ['and a question of an application',           `${oneLoan} WorkInfo`,                {},                              'likely'],
  ['and the call log to read',                   oneLoan,                              asks('READ_CALL_LOG'),           'likely'],
  ['and messages and contacts to read',          oneLoan,                              asks('READ_SMS', 'READ_CONTACTS'), 'possible'],
  ['two of each',                                'Main Loan Repay Kyc Selfie',         {},                              'likely'],
  ['more loan screens than screens of a shop',   'Main LoanList LoanDetail Kyc',       {},                              'likely'],
  ['no more of them',                            'Main LoanList LoanDetail Kyc Cart',  {},                              'none'],
  ['a whole lender in a shop',                   `${twoLoans} WorkInfo Cart Wishlist`, {},                              'none'],
  ['a whole lender for staff',                   `${twoLoans} WorkInfo Attendance`,    {},                              'none'],
  ['a bank by its name',                         `${twoLoans} WorkInfo`,               { packageName: 'com.example.bank' }, 'none'],
  ['credit in the name, a loan screen, a check', oneLoan,                              { packageName: 'com.example.suncredit' }, 'likely'],
  ['cash in the name and a loan screen',         'Main Loan',                          { packageName: 'com.example.suncash' }, 'none'],
  ['and messages to read beside them',           'Main Loan',                          { packageName: 'com.example.suncash', ...asks('READ_SMS') }, 'likely'],
  ['and a screen to send money by',              'Main Loan SendMoney',                { packageName: 'com.example.suncash', ...asks('READ_SMS') }, 'possible'],
  ['credit in the name, and a loan screen',      'Main Loan',                          { packageName: 'com.example.suncredit' }, 'possible'],
  ['credit in the name, and the camera',         'Main',                               { packageName: 'com.example.suncredit', ...asks('CAMERA') }, 'possible'],
  ['borrowing, a check and a date to return by', 'Main BorrowRecord Overdue Face',     {},                              'possible'],
  ['and whom to call',                           'Main BorrowRecord Overdue Face Guarantor', {},                        'likely'],
  ['money in the name and a loan screen',        'Main Loan',                          { packageName: 'com.example.sunmoney' }, 'none'],
  ['money in the name, a loan screen, a check',  oneLoan,                              { packageName: 'com.example.sunmoney' }, 'likely'],
  ['a loan from offer to repayment',             'Main LoanProduct LoanRecord RepayWay', {},                            'none'],
  ['and messages to read beside it',             'Main LoanProduct LoanRecord RepayWay', asks('READ_SMS'),              'likely'],
  ['and a service that sends them on',           'Main LoanProduct LoanRecord RepayWay SmsUpload', asks('READ_SMS'),    'likely'],
  ['and the lists of a messenger',               'Main LoanProduct LoanRecord RepayWay Mms', asks('READ_SMS'),          'none'],
  ['and rides to earn by',                       'Main LoanProduct LoanRecord RepayWay EmergencyContact Earnings', asks('READ_CALL_LOG'), 'none'],
  ['and a shop',                                 'Main LoanProduct LoanRecord RepayWay Cart Checkout', asks('READ_SMS'), 'none'],
  ['messages and calls to read, and a face',     'A B C OrderDetail Liveness',         asks('READ_SMS', 'READ_CALL_LOG'), 'possible'],
  ['messages and calls to read, and one loan',   'A B C Loan',                         asks('READ_SMS', 'READ_CALL_LOG'), 'possible'],
  ['messages alone to read, and one loan',       'A B C Loan',                         asks('READ_SMS'),                'none'],
  ['a loan that can be topped up, by its name one of finance', 'Main LoanDetails Overdue TopUp', { packageName: 'in.sunfinance.app', labels: { default: 'Sun Finance' } }, 'likely'],
  ['a watch with faces, and who calls',         'WatchFace CallerIdentity',           asks('READ_SMS', 'READ_CALL_LOG'), 'none'],
  ['the same of who blocks calls',               'A B C BlockList Liveness',           asks('READ_SMS', 'READ_CALL_LOG'), 'none'],
  ['borrowing, and whom to call',                'Main BorrowRecord BorrowDetail ContactInfo Face', asks('READ_SMS'),   'likely'],
  ['borrowing, and a check',                     'Main BorrowRecord BorrowDetail Face', asks('READ_SMS'),               'none'],
  ['a manager of money by its name',             'Main LoanList LoanDetail RepayWay Overdue', { packageName: 'com.example.expenses', ...asks('READ_SMS') }, 'none'],
  ['cash in the name, messages and no screens',  '',                                   { packageName: 'com.example.suncash', ...asks('READ_SMS') }, 'possible'],
  ['cash in the name and calls to read',         '',                                   { packageName: 'com.example.suncash', ...asks('READ_CALL_LOG') }, 'likely'],
  ['cash in the name, a loan, a check',          oneLoan,                              { packageName: 'com.example.suncash' }, 'likely'],
  ['and a screen to send money by',              `${oneLoan} SendMoney`,               { packageName: 'com.example.suncash' }, 'none'],
  ['the checkout that a lender takes payments with', `${twoLoans} Checkout`,           { }, 'likely'],
  ['offers, checks and repayments in French',    'Main DemandePret Remboursement Identite', {},                           'likely'],
  ['instalments in a plan, a mandate and a date', 'Main EmiPlan NachMandate EmiDue',   { packageName: 'com.example.sunmoney' }, 'likely'],
  ['and those of a wallet',                      'Main SendMoney Airtime',             { packageName: 'com.example.suncash', ...asks('READ_SMS') }, 'none'],
  ['cash in the name and the label of a game',   '',                                   { packageName: 'com.example.hellocash', labels: { default: 'Hello Cash' }, components: ['com.unity3d.player.UnityPlayerActivity'] }, 'none'],
])('%s', ([, names, change, called]) => {
  expect(screens(names, change).class).toBe(called)
})
