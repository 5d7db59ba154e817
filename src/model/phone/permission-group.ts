import { contactsGroup } from '../vocabulary.ts'
import { SDK_RUNTIME } from './sdk.ts'

/** What can be taken away from an app, each with the siblings that would give it back in silence. */
export const permissionGroups = ['contacts', 'sms', 'call-log'] as const
export type PermissionGroup = (typeof permissionGroups)[number]

interface Members {
  /** Those that show what the group is about. */
  reads: readonly string[]
  siblings: readonly string[]
  /** Siblings up to Android 8.1 only, which has one switch for calls and their log. */
  siblingsTo27?: readonly string[]
}

const named = (...names: string[]) => names.map((name) => `android.permission.${name}`)

/** AOSP `PermissionMapping`; before Android 10 the manifest of the platform. */
const members: Record<PermissionGroup, Members> = {
  contacts: { reads: contactsGroup.slice(0, 1), siblings: contactsGroup.slice(1) },
  sms: {
    reads: named('READ_SMS', 'RECEIVE_SMS', 'RECEIVE_MMS', 'RECEIVE_WAP_PUSH'),
    siblings: named('SEND_SMS', 'READ_CELL_BROADCASTS'),
  },
  'call-log': {
    reads: named('READ_CALL_LOG', 'WRITE_CALL_LOG', 'PROCESS_OUTGOING_CALLS'),
    siblings: [],
    siblingsTo27: [
      ...named('READ_PHONE_STATE', 'READ_PHONE_NUMBERS', 'CALL_PHONE', 'ANSWER_PHONE_CALLS', 'USE_SIP'),
      'com.android.voicemail.permission.ADD_VOICEMAIL',
    ],
  },
}

const SDK_CALL_LOG_GROUP = 28

export const readsOf = (group: PermissionGroup): readonly string[] => members[group].reads

/** The permissions of a group on a version of Android; before Android 6 there are no groups, and no siblings. */
export function membersOf(group: PermissionGroup, sdk: number): string[] {
  const { reads, siblings, siblingsTo27 = [] } = members[group]
  const hasOneSwitch = sdk >= SDK_RUNTIME && sdk < SDK_CALL_LOG_GROUP
  return [...reads, ...siblings, ...(hasOneSwitch ? siblingsTo27 : [])]
}

/** Whether its switch is the one of calls too. */
export const isPhoneGroup = (group: PermissionGroup, sdk: number): boolean =>
  group === 'call-log' && membersOf(group, sdk).length > members[group].reads.length

export const allMembers: string[] = permissionGroups.flatMap((group) => membersOf(group, SDK_RUNTIME))
