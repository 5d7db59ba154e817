import type { SpecialAccess } from '../../model/snapshot.ts'
import { userIdIn } from '../../model/user-id.ts'
import { evidenceOf } from '../line.ts'
import { packagesIn } from './holders.ts'
import type { SectionKind } from './kind.ts'

/**
 * Reads `dumpsys accessibility` of Android 10 and later (AOSP `AccessibilityUserState.java`, `dump`).
 *
 *     User state[
 *          attributes:{id=0, touchExplorationEnabled=false, ...}
 *          Enabled services:{{com.example.cash/com.example.cash.Helper}, {com.example.notes/.Reader}}
 */
export const accessibility: SectionKind<SpecialAccess> = {
  kind: 'dumpsys accessibility',
  service: 'accessibility',
  opens: (text) => text === 'ACCESSIBILITY MANAGER (dumpsys accessibility)',
  parser({ path }, found) {
    let userId = 0
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        const [, user] = /attributes:\{id=(\d+)/.exec(text) ?? []
        if (user !== undefined) userId = userIdIn(user) ?? 0
        const [, enabled] = /^Enabled services:\{\{(.*)\}\}/.exec(text) ?? []
        if (enabled === undefined) return
        for (const packageName of packagesIn(enabled, '}, {'))
          found({ kind: 'accessibility', packageName, userId, evidence })
      },
      end: () => {},
    }
  },
}
