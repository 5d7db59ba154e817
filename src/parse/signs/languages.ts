/** What Android calls contacts, in languages that are written with letters. */
export const CONTACTS =
  '[ck]onta(?:[ck]?t(?:[eo]?s|e[nr]?|[iy])|tti|k)|контакт[ыи]|danh bạ|kişiler|mga contact|anwani|संपर्क|رابطے|جهات الاتصال|รายชื่อติดต่อ'

/** An answer that says yes. */
export const YES =
  'ja|sí|sim|oui|да|ya|có|evet|हाँ|نعم|wahr|vrai|verdadeiro|erlaubt|permitido|autorisée?|разрешено|diizinkan|được phép'

/** One that says no, behind whatever parts it from its question; or none: a kind, a number, a file, an app. */
export const NO =
  /[\s:|,;](?:(?:n(?:[eou]n?|ein|icht|ão|i[ae]\w*|[ei][gkp]\w+)|ei)(?![\p{L}\p{M}])|н[еі]|नहीं|نہیں|kein|abge|tidak|jangan|ditolak|không|từ chối|hindi|hayır|reddedil|ไม่|ปฏิ|لا|غير|за[пб]|отк[ал]|fal[ls]|faux|gewei|interd|deneg|des[ah]|disab|blo[cq]|chưa|выкл|re[cf][hu])|いいえ|オフ|ない|ません|거부|아니|[안않]|=|(?:dangerous|runtime|ignored?|default|optional|requ\w+|sign\w+|unk\w+|n\/a|[\d.@]\w{0,99}|[\u3400-\u9fff])["'\s|}]*$/iu
