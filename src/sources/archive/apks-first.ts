import { namedByFile } from '../../parse/apk/unnamed.ts'

/** An APK, a file that holds the parts of one, or what a capture keeps of one. */
export const isApk = (path: string) => /\.(apk[ms]?|xapk)$/i.test(path) || namedByFile(path) !== undefined

/** An APK says what an app is called: that must be known when a dump that names the app is read. */
export const apksFirst = <File>(files: File[], pathOf: (file: File) => string): File[] => [
  ...files.filter((file) => isApk(pathOf(file))),
  ...files.filter((file) => !isApk(pathOf(file))),
]
