/** A longer one is the name of no package (`MAX_FILE_NAME_SIZE` of AOSP `FrameworkParsingPackageUtils`). */
export const LONGEST_PACKAGE_NAME = 223

/** Android shows no more of the name of an app (`MAX_SAFE_LABEL_LENGTH` of AOSP `PackageItemInfo`). */
export const LONGEST_LABEL = 1000
