import type { AppOp } from '../../model/phone/snapshot.ts'
import type { Ending } from '../section.ts'

/** App ops of one uid: the uid modes, and per package the modes and last uses. */
export interface UidOps {
  userId: number
  appId: number
  uid: Record<string, AppOp>
  packages: Map<string, Record<string, AppOp>>
  /** Number of the first line that Android does not print here, or not twice: text of an app, or damage. */
  torn?: number
}

export interface AppOpsSection {
  path: string
  uids: UidOps[]
  /** MIUI and HyperOS print private ops: `MIUIOP(10029)`. */
  hasMiuiOps: boolean
  ending: Ending
}
