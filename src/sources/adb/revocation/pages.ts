import { SDK_RUNTIME } from '../../../model/phone/sdk.ts'
import { changeOf } from './changes.ts'
import type { Target } from './target.ts'

/** A page on the phone, and what is to be tapped on it first: the permission, or the list of permissions. */
export interface Page {
  shows: 'permissions' | 'app'
  command: string[]
}

/** Pages where a permission is turned off, the nearest first; a shell may open the first ones on some phones only. */
export function pagesOf({ app, user, sdk }: Target, rom: string): Page[] {
  const args = [String(user.userId), app.packageName] as const
  return [
    ...(/^(miui|hyperos)$/.test(rom)
      ? ([{ shows: 'permissions', command: changeOf('openEditor', ...args) }] as const)
      : []),
    ...(sdk >= SDK_RUNTIME ? ([{ shows: 'permissions', command: changeOf('openPermissions', ...args) }] as const) : []),
    { shows: 'app', command: changeOf('openSettings', ...args) },
  ]
}
