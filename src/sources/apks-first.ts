export const isApk = (path: string) => path.endsWith('.apk')

/** An APK says what an app is called: that must be known when a dump that names the app is read. */
export const apksFirst = <File>(files: File[], pathOf: (file: File) => string): File[] => [
  ...files.filter((file) => isApk(pathOf(file))),
  ...files.filter((file) => !isApk(pathOf(file))),
]
