/** The package that a capture names a file of an APK after. */
export const namedByFile = (path: string): string | undefined =>
  /(?:^|[/!])apk-([\w.]+)-(?:AndroidManifest\.xml|resources\.arsc)$/.exec(path)?.[1]
