/** Which step helps, where the phone itself is not it. */
type Step = 'denied' | 'missing'

/**
 * What adb, a command line, the shell of a phone and dumpsys say instead of a dump. The first column is what is shown
 * of it: the words themselves may hold the serial number of the phone.
 */
// biome-ignore format: a table is read by its columns
const REFUSALS: [shown: string, said: RegExp, step?: Step][] = [
  ['no devices/emulators found', /no devices(\/emulators)? found/],
  ['device unauthorized',   /device (still )?(unauthorized|authorizing)/],
  ['device offline',        /device offline/],
  ['more than one device',  /^(error|adb(\.exe)?): more than one device/],
  ['device not found',      /^(error|adb(\.exe)?): device .*not found/],
  ['insufficient permissions', /insufficient permissions for device/],
  ['adb: command not found', /not recognized as (an internal|the name|a name)|不是内部或外部命令|无法将.*识别为|\badb[':] (command )?not found|\badb: No such file|command( not found)?: adb\b|^['"]adb['"] /, 'missing'],
  ['waiting for device',    /^- waiting for/],
  ['List of devices attached', /^List of devices/],
  ["Can't find service",    /^(cmd: )?Can't find service/],
  ['Permission Denial',     /^(Permission Denial|Security exception|java\.lang\.SecurityException)/, 'denied'],
  ['Permission denied',     /^(\/system\/bin\/sh|sh|cmd): .*[Pp]ermission denied/, 'denied'],
  ['not found',             /^(\/system\/bin\/sh|sh): .*not found/],
  ['connection closed',     /^(error|adb(\.exe)?): (closed|protocol fault)/],
  ['adb daemon',            /^\* (daemon|cannot start|failed to start)|cannot connect to daemon/],
  ['Exception',             /^(java\.lang\.|Exception )/],
  ['Error',                 /^(Failure|(error|Error|adb(\.exe)?|adb |cmd|\/system\/bin\/sh|sh): )/],
]

/** What a line refuses with; undefined for any other line. */
export const refusalIn = (line: string) => REFUSALS.find(([, said]) => said.test(line))
