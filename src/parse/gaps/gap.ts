import type { Gap } from '../../model/phone/snapshot.ts'

/** A gap in a file, which its words name. While it stands nothing is clear, where nothing else is said. */
export function gapIn(
  path: string,
  code: Gap['code'],
  {
    params,
    line,
    incomplete = true,
  }: { params?: Gap['params'] | undefined; line?: number | undefined; incomplete?: boolean } = {},
): Gap {
  return { code, path, ...(line !== undefined && { line }), params: { file: path, ...params }, incomplete }
}
