/** Whether something was compared with its source over twelve months before a time, both as RFC 3339 has them. */
export const isStale = (checkedOn: string, now: string): boolean =>
  now.slice(0, 10) > `${Number(checkedOn.slice(0, 4)) + 1}${checkedOn.slice(4, 10)}`
