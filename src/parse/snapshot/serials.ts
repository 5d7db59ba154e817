import type { DeviceSnapshot } from '../../model/phone/snapshot.ts'

/** Serial numbers, kept beside the snapshots and not in them, so that no report can show one. */
const serials = new WeakMap<DeviceSnapshot, string>()

export function keepSerial(snapshot: DeviceSnapshot, serial: string | undefined): DeviceSnapshot {
  if (serial) serials.set(snapshot, serial)
  return snapshot
}

/** Undefined where one of them is not known. */
export function isSameSerial(a: DeviceSnapshot | undefined, b: DeviceSnapshot | undefined): boolean | undefined {
  const [serial, other] = [a, b].map((snapshot) => snapshot && serials.get(snapshot))
  return serial === undefined || other === undefined ? undefined : serial === other
}
