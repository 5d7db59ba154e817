import { userIdIn } from '../../model/phone/user-id.ts'

/** The one app that the innermost of some places names; undefined where that names two, too. */
export function appNamed(places: string[], isApp: (name: string) => boolean): string | undefined {
  const [name, ...others] = places.map((place) => namesIn(place, isApp)).findLast(({ size }) => size > 0) ?? []
  return others.length === 0 ? name : undefined
}

const namesIn = (place: string, isApp: (name: string) => boolean): Set<string> =>
  new Set((place.replace(/\.txt$/, '').match(/\w+(\.\w+)+/g) ?? []).flatMap((word) => nameIn(word, isApp) ?? []))

/** The longest name that a word is, or that `_` joins to others: `appops_com.example.cash`. */
function nameIn(word: string, isApp: (name: string) => boolean): string | undefined {
  if (word.length > LONGEST) return undefined
  const from = word.lastIndexOf('_', word.indexOf('.')) + 1
  for (let to = word.length; to > from; to = word.lastIndexOf('_', to - 1)) {
    const name = [word.slice(0, to), word.slice(from, to)].find(isApp)
    if (name !== undefined) return name
  }
  return undefined
}

/** No file system has longer names. */
const LONGEST = 255

/**
 * The user that a heading or a path names, as `--user 10`, `user-10` or `u10`: the owner where it names none. Other
 * users have 10 and more (AOSP `UserManagerService.MIN_USER_ID`); a person or a date may have any number.
 */
export const userNamed = (text: string): number =>
  userIdIn(/(?<![a-z\d.])u(?:ser)?[^a-z\d./!]{0,3}(0|[1-9]\d{1,2})(?![a-z\d])/i.exec(text)?.[1] ?? '0') ?? 0
