type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

/** A record without the keys that have no value. */
export const definedOnly = <T extends object>(record: T) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Defined<T>
