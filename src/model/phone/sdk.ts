/** Android 6 (AOSP `Build.VERSION_CODES.M`) brought permissions granted while an app runs, and groups of them. */
export const SDK_RUNTIME = 23
