/** `com.example.cash/.Service` or a bare package name. */
const packageOf = (component: string) => /^([A-Za-z]\w*(?:\.\w+)+)(?:\/|$)/.exec(component.trim())?.[1]

/**
 * The packages of a list of components and names, each once.
 *
 * @param between what stands between two of them
 */
export const packagesIn = (list: string, between: string): string[] => [
  ...new Set(list.split(between).flatMap((component) => packageOf(component) ?? [])),
]
