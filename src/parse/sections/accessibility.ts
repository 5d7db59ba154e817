import type { Evidence } from '../../model/evidence.ts'
import type { SpecialAccess, UnclearAccess } from '../../model/phone/snapshot.ts'
import { userIdIn } from '../../model/phone/user-id.ts'
import { evidenceOf } from '../lines/line.ts'
import { MOST_UNCLEAR } from '../phone-limits.ts'
import { tellAccess } from './holders.ts'
import type { SectionKind } from './kind.ts'

/**
 * Reads `dumpsys accessibility` of Android 10 and later (AOSP `AccessibilityUserState.java`, `dump`).
 *
 *     User state[
 *          attributes:{id=0, touchExplorationEnabled=false, ...}
 *          Enabled services:{{com.example.cash/com.example.cash.Helper}, {com.example.notes/.Reader}}
 */
export const accessibility: SectionKind<SpecialAccess | UnclearAccess> = {
  kind: 'dumpsys accessibility',
  service: 'accessibility',
  opens: (text) => text === 'ACCESSIBILITY MANAGER (dumpsys accessibility)',
  parser({ path }, found) {
    let userId = 0
    /** A list is printed for each user, once. */
    let lists = 0
    const others: Evidence[] = []
    return {
      line(line) {
        const evidence = evidenceOf(line, path)
        const { text } = evidence
        if (text.startsWith('User state[')) lists--
        const [, user] = /attributes:\{id=(\d+)/.exec(text) ?? []
        if (user !== undefined) userId = userIdIn(user) ?? 0
        const [, enabled] = /^Enabled services:(.*)/.exec(text) ?? []
        if (enabled === undefined) {
          if (lists < 0 && others.length <= MOST_UNCLEAR && /\w\.\w/.test(text)) others.push(evidence)
          return
        }
        if (/^\{(\{.*\})?\}$/.test(enabled)) lists++
        tellAccess(found, { kind: 'accessibility', userId, evidence }, enabled)
      },
      end() {
        if (lists >= 0) return
        for (const evidence of others) tellAccess(found, { userId, evidence })
      },
    }
  },
}
