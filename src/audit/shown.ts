import type { DeviceSnapshot, Gap } from '../model/phone/snapshot.ts'
import type { Audit } from '../model/report/audit.ts'
import type { Report } from '../model/report/report.ts'
import { namedByFile } from '../parse/apk/unnamed.ts'
import { type Assessment, packagesOf } from './assessment.ts'
import type { Reading } from './read.ts'
import { localTime } from './reported-app.ts'

/** A capture names its APK files after their apps: those of apps that the report does not name are left out. */
export function shownArtifacts({ artifacts }: DeviceSnapshot, shown: Assessment[]): DeviceSnapshot['artifacts'] {
  const names = packagesOf(shown)
  return artifacts.filter(({ path }) => {
    const name = namedByFile(path)
    return name === undefined || names.has(name)
  })
}

export const sourcesOf = (artifacts: DeviceSnapshot['artifacts'], seals: Reading['seals']): Audit['sources'] =>
  artifacts.map(({ path, kinds, encoding, lineEnding, lines, capturedAt, complete }, at) => {
    const { bytes = 0, sha256 = '' } = seals.get(path) ?? {}
    const form = { encoding, lineEnding, lines }
    return { id: `a${at}`, path, kinds, bytes, sha256, ...form, capturedAt: localTime(capturedAt), complete }
  })

export const problemOf = ({ code, path, line, params, incomplete }: Gap): Audit['problems'][number] => ({
  code,
  severity: incomplete ? 'error' : 'warning',
  path,
  line: line ?? null,
  params,
})

export const deviceOf = ({ device }: DeviceSnapshot): Report['device'] => ({
  manufacturer: device.manufacturer ?? null,
  model: device.model ?? null,
  androidVersion: device.androidVersion ?? null,
  sdk: device.sdk ?? null,
  securityPatch: device.securityPatch ?? null,
  rom: device.rom,
})
