import { systemHome } from '../../internal.ts'
import type { Io } from '../io.ts'

/** A text that strangers may see: a home folder, which names a person, is `~`. */
export const withoutHome = (text: string, { env }: Pick<Io, 'env'>): string =>
  [env['HOME'], env['USERPROFILE'], systemHome()].reduce<string>(
    (shown, home) => (home !== undefined && home.length > 1 ? shown.replaceAll(home, '~') : shown),
    text,
  )
