import type { AuditError } from '../../../errors.ts'

/**
 * An answer that is late, refused or no whole APK is a gap. After anything else there is no result at all, not half a
 * one.
 */
export const isGap = ({ code }: AuditError) => ['E209', 'E210', 'E309', 'E310', 'E311', 'E340', 'E345'].includes(code)
