/** Of reports. */
export const SCHEMA_VERSION = '2.1'
