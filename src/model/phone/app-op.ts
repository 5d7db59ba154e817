/** App ops that are not called as the permission is that they guard (AOSP `AppOpsManager`). */
const OP_OF: Record<string, string> = {
  'android.permission.ACCESS_FINE_LOCATION': 'FINE_LOCATION',
  'android.permission.ACCESS_BACKGROUND_LOCATION': 'FINE_LOCATION',
}

/** The app op that guards a permission. */
export const opOf = (permission: string): string =>
  OP_OF[permission] ?? permission.slice(permission.lastIndexOf('.') + 1)

/** App ops that came after Android 5.0 (AOSP `AppOpsManager`). */
const OPS_SINCE: Record<string, number> = {
  GET_ACCOUNTS: 24,
  PROCESS_OUTGOING_CALLS: 23,
  READ_CELL_BROADCASTS: 23,
  READ_PHONE_STATE: 23,
  ADD_VOICEMAIL: 23,
  USE_SIP: 23,
  READ_PHONE_NUMBERS: 26,
  ANSWER_PHONE_CALLS: 26,
}

/** Whether a version of Android has that app op. */
export const hasOp = (permission: string, sdk: number): boolean => sdk >= (OPS_SINCE[opOf(permission)] ?? 0)
