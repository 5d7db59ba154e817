import type { Device } from '../../model/phone/snapshot.ts'
import { localeProperties, networkProperties, romProperties } from '../sections/getprop.ts'

/** `ro.build.version.sdk` of each release (AOSP `Build.VERSION_CODES`). */
const SDK_OF = new Map(
  Object.entries({
    '2.3': 10,
    '4.0': 15,
    '4.1': 16,
    '4.2': 17,
    '4.3': 18,
    '4.4': 19,
    '5.0': 21,
    '5.1': 22,
    '6': 23,
    '7.0': 24,
    '7.1': 25,
    '8.0': 26,
    '8.1': 27,
    '9': 28,
    '10': 29,
    '11': 30,
    '12': 31,
    '12.1': 32,
    '13': 33,
    '14': 34,
    '15': 35,
    '16': 36,
    '17': 37,
  }),
)

const sdkOf = (release: string) =>
  SDK_OF.get(release) ?? SDK_OF.get(release.split('.', 2).join('.')) ?? SDK_OF.get(release.split('.', 1)[0] ?? '')

/** Brands as a build fingerprint begins with them. */
const ROM_OF_BRAND = new Map(
  Object.entries({
    xiaomi: 'miui',
    redmi: 'miui',
    poco: 'miui',
    oppo: 'coloros',
    oneplus: 'coloros',
    realme: 'coloros',
    vivo: 'originos',
    iqoo: 'originos',
    huawei: 'emui',
    honor: 'honor',
    samsung: 'oneui',
    meizu: 'flyme',
  }),
)

/**
 * What the phone is, as far as the dump tells.
 *
 * @param fingerprint `brand/product/device:release/id/incremental:type/tags`
 * @param signs maker's marks in other sections: keys of package records, `MIUIOP` app ops
 */
export function deviceOf(
  properties: ReadonlyMap<string, string>,
  {
    fingerprint = properties.get('ro.build.fingerprint'),
    sdk,
    signs = new Set<string>(),
  }: { fingerprint?: string | undefined; sdk?: number | undefined; signs?: ReadonlySet<string> },
): Device {
  const [, brand, release] = /^([^/]*)\/.*?:([\d.]+)\//.exec(fingerprint ?? '') ?? []
  const androidVersion = properties.get('ro.build.version.release') ?? release
  const known = sdk ?? levelIn(properties.get('ro.build.version.sdk')) ?? sdkOf(androidVersion ?? '')
  const rom =
    [...romProperties].find(([property]) => (properties.get(property) ?? '') !== '')?.[1] ??
    (signs.has('MIUIOP') ? 'miui' : signs.has('ofs') ? 'coloros' : signs.has('pkgFlagsEx') ? 'flyme' : undefined) ??
    ROM_OF_BRAND.get((brand ?? '').toLowerCase()) ??
    'aosp'
  const maybe = {
    manufacturer: properties.get('ro.product.manufacturer'),
    model: properties.get('ro.product.model'),
    androidVersion: androidVersion ?? releaseOf(known),
    sdk: known,
    securityPatch: properties.get('ro.build.version.security_patch'),
    fingerprint,
    timeZone: properties.get('persist.sys.timezone'),
    country: agreed(properties, networkProperties, /^([a-z]{2})$/i),
    localeCountry: localeProperties
      .map((names) => agreed(properties, names, REGION))
      .find((country) => country !== undefined),
  }
  return {
    rom,
    ...Object.fromEntries(Object.entries(maybe).filter(([, value]) => value !== undefined && value !== '')),
  }
}

/** What all of some properties agree on. */
function agreed(properties: ReadonlyMap<string, string>, names: string[], pattern: RegExp): string | undefined {
  const found = names.flatMap((name) =>
    (properties.get(name) ?? '').split(',').flatMap((value) => pattern.exec(value.trim())?.[1]?.toLowerCase() ?? []),
  )
  const [country, ...others] = new Set(found)
  return others.length === 0 ? country : undefined
}

/** `Global` and `zh` name no country. */
const REGION = /^(?:[a-z]{2,3}[-_](?:[A-Z][a-z]{3}[-_])?)?([A-Z]{2})$/

/** An API level: `34`, or the `10000` of a build in the making. */
const levelIn = (text: string | undefined) => (/^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : undefined)

const releaseOf = (sdk: number | undefined) => [...SDK_OF].find(([, level]) => level === sdk)?.[0]
