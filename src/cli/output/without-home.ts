import { systemHome } from '../../internal.ts'
import type { Io } from '../io.ts'

/** A text that strangers may see: a home folder, which names a person, is `~`; so is what else is named for one. */
export const withoutHome = (text: string, { env }: Pick<Io, 'env'>): string =>
  [env['HOME'], env['USERPROFILE'], systemHome()]
    .reduce<string>(
      (shown, home) => (home !== undefined && home.length > 1 ? shown.replaceAll(home, '~') : shown),
      text,
    )
    .replace(PERSONAL, '$1~')

/** The folders in which systems give each person one: of Windows as Linux on it sees them, of sticks and drives. */
const PERSONAL = /([\\/](?:home|users|media)[\\/]+)[^\\/\n]+/gi
