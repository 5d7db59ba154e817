/** What a dump shows of an app besides its record: names, never what is done under them. */
export interface Seen {
  /** Screens that can be started or linked to; whole class names. */
  components: Set<string>
  /** Class names of content providers and their authorities. */
  providers: Set<string>
  /** Packages that it declares to look for. */
  queries: Set<string>
  /** SHA-256 of its signing certificates, in hex; none where it is not sure whose they are. */
  signers?: string[]
}

/** What is worth decoding. Everything else is walked over and counted. */
export interface Interest {
  /** Packages whose permissions matter, by name and what was seen; of others only names and users are kept. */
  wanted: (packageName: string, seen?: Seen) => boolean
  /** Packages whose record must not be missing where they are named. */
  missed: Interest['wanted']
  /** By their whole names; only those of `android.permission.` are read. */
  permissions: ReadonlySet<string>
  appOps: ReadonlySet<string>
  /** Words of class names and authorities that are worth keeping; lower-case ASCII letters. */
  components: readonly string[]
  /** Is told what is skipped without being understood: `line: of an app op`. */
  skipped?: (what: string) => void
  /** Of a dump of packages nothing matters but the records of apps that came after the phone was sold. */
  recordsOnly?: true
}
