const words = (text: string) => new Set(text.trim().split(/\s+/))

/** Keys of a package record that carry what the audit needs. */
export const KEPT_KEYS = words(`
  userId appId sharedUser pkg codePath versionCode targetSdk versionName pkgFlags firstInstallTime lastUpdateTime
  installerPackageName
`)

/** Keys that AOSP prints besides, 2.3 to 17 (`pm/Settings.java`, `dumpPackageLPr`). Any other is a maker's own. */
export const KNOWN_KEYS = words(`
  resourcePath legacyNativeLibraryDir nativeLibraryPath nativeLibraryPathString primaryCpuAbi secondaryCpuAbi
  cpuAbiOverride extractNativeLibs minExtensionVersions splits apkSigningVersion applicationInfo flags privateFlags
  privatePkgFlags forceQueryable queriesPackages queriesIntents dataDir supportsScreens timeStamp signatures
  installPermissionsFixed permissionsFixed haveGids gids volumeUuid packageSource installerAttributionTag
  installerPackageUid initiatingPackageName originatingPackageName updateOwnerPackageName appMetadataFilePath
  appMetadataSource apexModuleName loadingCompletedTime hiddenApiEnforcementPolicy scannedAsStoppedSystemApp
  usesNonSdkApi pageSizeCompat pccId overlayTarget overlayCategory isOrphaned resizeableActivity parentPackageName
  childPackageNames obbs uid
`)
