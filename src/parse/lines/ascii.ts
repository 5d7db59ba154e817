/** Bytes that lines are told by. */
export const TAB = 0x09
export const LF = 0x0a
export const FORM_FEED = 0x0c
export const CR = 0x0d
export const SPACE = 0x20
export const PARENTHESIS = 0x28
export const SLASH = 0x2f
export const COLON = 0x3a
export const EQUALS = 0x3d
export const CAPITAL_P = 0x50
export const CAPITAL_S = 0x53
export const BRACKET = 0x5b
export const SMALL_A = 0x61
export const SMALL_Z = 0x7a
