/** What Android calls contacts, in languages that are written with letters. */
export const CONTACTS = '[ck]onta(?:[ck]?t(?:[eo]?s|e[nr]?|[iy])|tti|k)|контакты|danh bạ|संपर्क'

/** An answer that says yes. */
export const YES = 'ja|sí|sim|oui|да|ya|có|wahr|verdadeiro|permitido'

/** One that says no, behind whatever parts it from its question; or none: a kind, a number, a file, an app. */
export const NO =
  /[\s:|,;](?:(?:n(?:[eou]n?|ein|icht|ão|i[ae]\w*|[ei][gkp]\w+)|ei)(?![\p{L}\p{M}])|н[еі]|नहीं|kein|abge|tidak|jangan|ditolak|không|từ chối|за[пб]|отк[ал]|fal[ls]|faux|interd|deneg|disab|re[cf][hu])|いいえ|ない|ません|=|(?:dangerous|runtime|ignored?|default|optional|requ\w+|sign\w+|unk\w+|n\/a|[\d.@]\w{0,99}|[\u3400-\u9fff])["'\s|}]*$/iu
