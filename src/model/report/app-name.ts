import type { Language } from '../vocabulary.ts'
import type { Say } from '../words.ts'
import type { Report } from './report.ts'
import type { ReportedApp } from './reported-app.ts'

/** Android shows no more of what an app calls itself (`MAX_SAFE_LABEL_LENGTH` of AOSP `PackageItemInfo`). */
export const LONGEST_LABEL = 1000

/** What it calls itself in a language, else everywhere, else what the catalogue calls it. */
export const labelIn = (lang: Language, { label, labels = {} }: Pick<ReportedApp, 'label' | 'labels'>): string | null =>
  labels[lang] ?? labels['default'] ?? label

export const versionOf = ({ versionName, versionCode }: Pick<ReportedApp, 'versionName' | 'versionCode'>) =>
  [versionName, versionCode && `(${versionCode})`].filter(Boolean).join(' ')

type Named = Pick<ReportedApp, 'label' | 'package' | 'user'>

/** What an app is called in a line; whose it is where it is not the owner's. */
export const nameOf = ({ label, package: name, user }: Named, users: Report['users'], say: Say) =>
  user === 0 ? (label ?? name) : say('join.beside', { text: label ?? name, beside: userInWords(user, users, say) })

/** `示例快借 (com.example.kuaijie)`, and in the brackets whatever else there is to say of it. */
export function inFull({ label, package: name }: Pick<Named, 'label' | 'package'>, say: Say, more: string[] = []) {
  const [text = name, ...beside] = [...(label === null || label === name ? [] : [label]), name, ...more]
  return beside.length === 0 ? text : say('join.beside', { text, beside: beside.join(say('join.clause')) })
}

/** A clone or a work profile as such where the phone has one of the kind; else by its number. */
export function userInWords(user: number, users: Report['users'], say: Say): string {
  const kind = users.find(({ id }) => id === user)?.kind ?? 'secondary'
  const isOnly = kind !== 'secondary' && users.filter((one) => one.kind === kind).length === 1
  return isOnly ? say(`value.user.${kind}`) : say('value.user', { user })
}
