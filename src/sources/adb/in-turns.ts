/** More than two commands at once make a phone slower, not faster. */
const AT_ONCE = 2

/** Runs through a list with some at a time, and stops at the first error. */
export async function inTurns<Item, Result>(
  items: Item[],
  run: (item: Item) => Promise<Result>,
  atOnce = AT_ONCE,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  let failed = false
  const worker = async () => {
    while (next < items.length && !failed) {
      const at = next++
      const item = items[at] as Item
      results[at] = await run(item).catch((error) => {
        failed = true
        throw error
      })
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: atOnce }, worker))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
  return results
}
