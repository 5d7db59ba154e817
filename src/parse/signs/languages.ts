/** What Android calls contacts, in languages that are written with letters. */
export const CONTACTS =
  '[ck]onta(?:[ck]?t(?:[eo]?s|e[nr]?|[iy])|tti|k)|контакт[ыи]|danh bạ|kişiler|mga contact|anwani|संपर्क|رابطے|جهات الاتصال|รายชื่อติดต่อ'

/** Words that say yes, and begins of those that allow, by language. */
export const YES = [
  'ja|sí|sim|oui|да|ya|có|evet|oo|ndiyo|हाँ|نعم|wahr|vrai|verdadei?ro',
  '(?:erlaubt|zugelassen|zulassen', // German
  'permiti|conced|autoris[ée]|autoriza', // Spanish, Portuguese, French
  'разреш', // Russian
  'izinkan|diizin|diberi|veril(?!m)', // Indonesian, Turkish
  '(?:được|cho) phép|อนุญาต|pinapayag|imeruh', // Vietnamese, Thai, Filipino, Swahili
  'अनुमति|اجازت|مسموح)[a-z\xc0-\u1fff]*', // Hindi, Urdu, Arabic
].join('|')

/** What is in an answer that says no, or is none: a kind, a number, a file, an app. */
export const NO = new RegExp(
  [
    String.raw`[\s:|,;](?:n(?:ein|icht|[eo]n?|ão)|kein|falsch|falso|faux`, // German, Spanish, Portuguese, French
    'нет?|запрещено', // Russian
    'tidak|jangan|hayır|không|chưa|hindi|huwag', // Indonesian, Turkish, Vietnamese, Filipino
    String.raw`नहीं|نہیں|غير)(?![\p{L}\p{M}])`, // Hindi, Urdu, Arabic
    'ไม่|いいえ|ない|ません|거부|아니|(?<!동)[안않]|关', // Thai, Japanese, Korean, Chinese
    String.raw`(?:dangerous|runtime|ignored?|default|optional|requ\w{4,6}|sign\w{5}|unknown|n/a|[\d.@]\w{0,99}\]?|[\u3400-\u9fff])["'\s|}]*$`,
  ].join('|'),
  'iu',
)
