/** What is worth decoding. Everything else is walked over and counted. */
export interface Interest {
  /** Packages whose permissions matter; of the others only names and users are kept. */
  wanted: (packageName: string) => boolean
  /** Permission names without `android.permission.`. */
  permissions: ReadonlySet<string>
  appOps: ReadonlySet<string>
}
