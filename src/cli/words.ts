import type { Language } from '../index.ts'
import { loadWords, sayer } from '../words.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

export const wordsOf = (language: Language): Say => sayer(loadWords(), language)
