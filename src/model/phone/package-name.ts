/** A longer one is the name of no package (`MAX_FILE_NAME_SIZE` of AOSP `FrameworkParsingPackageUtils`). */
export const LONGEST_PACKAGE_NAME = 223

/** The name of an app, for regular expressions: two parts at least. */
export const APP_PACKAGE = String.raw`[A-Za-z]\w*(\.\w+)+`

/** What Android takes for a package name; one part alone is the framework's own, `android`. No shell takes it apart. */
export const isPackageName = (name: string) => name.length <= LONGEST_PACKAGE_NAME && /^[A-Za-z]\w*(\.\w+)*$/.test(name)

export const isAppPackage = (name: string) => isPackageName(name) && name.includes('.')
