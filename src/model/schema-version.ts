/** Of reports. What earlier versions wrote, `src/sources/older-reports.ts` reads. */
export const SCHEMA_VERSION = '2.1'
