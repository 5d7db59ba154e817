import type { DumpCommand } from '../../model/phone/phone-command.ts'
import { textOf } from '../lines/line.ts'
import type { SectionKind } from './kind.ts'

/** Properties that name the maker's system, the surest first. */
export const romProperties = new Map(
  Object.entries({
    'ro.mi.os.version.name': 'hyperos',
    'ro.miui.ui.version.name': 'miui',
    'ro.build.version.oplusrom': 'coloros',
    'ro.build.version.opporom': 'coloros',
    'ro.vivo.os.version': 'originos',
    'hw_sc.build.platform.version': 'harmony',
    'msc.config.magic.version': 'honor',
    'ro.build.version.magic': 'honor',
    'ro.build.version.emui': 'emui',
    'ro.build.version.oneui': 'oneui',
    'ro.build.version.sep': 'oneui',
    'ro.flyme.published': 'flyme',
  }),
)

/** Properties that name the system, and nothing that names the person or the device. */
const asked = [
  'ro.build.version.sdk',
  'ro.build.version.sdk_full',
  'ro.build.version.release',
  'ro.build.version.security_patch',
  'ro.build.fingerprint',
  'ro.product.manufacturer',
  'ro.product.brand',
  'ro.product.model',
  'persist.sys.timezone',
  ...romProperties.keys(),
]
/** `cn`; `ke,ke` of two SIMs. */
export const networkProperties = ['gsm.sim.operator.iso-country', 'gsm.operator.iso-country']
/** `zh-CN`, `zh-Hans-CN`, `CN`: what was chosen on the phone, or else what it was sold with. */
export const localeProperties = [
  ['persist.sys.locale', 'persist.sys.country'],
  ['ro.product.locale', 'ro.product.locale.region', 'ro.boot.hwc'],
]
/**
 * A whole `getprop` says besides which phone it is, which keeps two phones apart, and where; no phone is asked for
 * either.
 */
const kept = new Set([...asked, 'ro.serialno', ...networkProperties, ...localeProperties.flat()])

/**
 * One round trip and one `getprop` for all properties: what else it prints stays on the phone. Where that gives nothing
 * each is asked for by itself, which starts a program every time. The script is a constant.
 */
export const askProperties: DumpCommand = {
  words: [
    'sh',
    '-c',
    `getprop | grep -E '^.(${asked.join('|')}).: ' || for k in ${asked.join(' ')}; do echo "[$k]: [$(getprop $k)]"; done`,
  ],
  file: () => 'getprop.txt',
  timeoutMs: 20_000,
  required: true,
  step: 'phone',
  per: 'phone',
}

/** Reads `getprop`: `[ro.build.version.sdk]: [34]`. */
export const getprop: SectionKind<[key: string, value: string]> = {
  kind: 'getprop',
  asks: [askProperties],
  title: '------ SYSTEM PROPERTIES',
  opens: (text) => /^\[[\w.-]+\]: \[/.test(text),
  parser: (_, found) => ({
    line(line) {
      const [, key, value] = /^\[([\w.-]+)\]: \[(.*)\]$/.exec(textOf(line)) ?? []
      if (key !== undefined && value !== undefined && kept.has(key)) found([key, value])
    },
  }),
}
