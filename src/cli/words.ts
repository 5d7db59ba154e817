import { loadGuidance, speaker, type Language } from '../index.ts'

export type Say = (key: string, params?: Record<string, string | number>) => string

export const wordsOf = (language: Language): Say => speaker(loadGuidance(), language).say
