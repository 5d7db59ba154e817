import { isPackageName } from '../../model/vocabulary.ts'

/**
 * Every command that is sent to a phone: fixed argument arrays, nothing else. All of them only read, and none reads
 * contacts, calls, messages or accounts.
 */
export interface PhoneCommand {
  /** Name of the file that keeps its answer. */
  name: string
  argv: string[]
  timeoutMs: number
  /** The audit is not whole without it. */
  required?: boolean
}

/** Where Android keeps an app: `/data/app/~~Qx3a==/com.example.cash-b1c2==/base.apk`. */
const APK_PATH = /^\/[\w./=~+-]+\.apk$/
/** Unit of ranges of a file. */
export const BLOCK = 4096

/** Whether a phone can be asked about it: no word of ours, and no option, has a dot. */
export const isAskable = (name: string) => isPackageName(name) && (name.includes('.') || name === 'android')

const SECOND = 1000

/** Properties that name the system, and nothing that names the person or the device. */
const PROPERTIES = [
  'ro.build.version.sdk',
  'ro.build.version.sdk_full',
  'ro.build.version.release',
  'ro.build.version.security_patch',
  'ro.build.fingerprint',
  'ro.product.manufacturer',
  'ro.product.brand',
  'ro.product.model',
  'persist.sys.timezone',
  'ro.mi.os.version.name',
  'ro.miui.ui.version.name',
  'ro.build.version.oplusrom',
  'ro.build.version.opporom',
  'ro.vivo.os.version',
  'hw_sc.build.platform.version',
  'msc.config.magic.version',
  'ro.build.version.magic',
  'ro.build.version.emui',
  'ro.build.version.oneui',
  'ro.build.version.sep',
  'ro.flyme.published',
]

/** One round trip for all properties, printed as `getprop` prints them; the script is a constant. */
const GETPROP = `for k in ${PROPERTIES.join(' ')}; do echo "[$k]: [$(getprop $k)]"; done`

export const SECURE_SETTINGS = [
  'enabled_accessibility_services',
  'enabled_notification_listeners',
  'default_input_method',
  'sms_default_application',
  'dialer_default_application',
] as const

/** Roles that carry contacts with them, and the Android version that brought each (AOSP `roles.xml`). */
export const ROLES = [
  { role: 'android.app.role.SMS', minSdk: 29 },
  { role: 'android.app.role.DIALER', minSdk: 29 },
  { role: 'android.app.role.COMPANION_DEVICE_WATCH', minSdk: 31 },
  { role: 'android.app.role.COMPANION_DEVICE_GLASSES', minSdk: 34 },
] as const

/** `dumpsys -t` exists from 24; before it dumpsys gives up after 10 seconds. */
const dumpsys = (sdk: number, seconds: number, ...args: string[]) =>
  sdk >= 24 ? ['dumpsys', '-t', String(seconds), ...args] : ['dumpsys', ...args]

export const commands = {
  clock: (): PhoneCommand => ({ name: 'clock.txt', argv: ['date', '+%Y%m%dT%H%M%S%z'], timeoutMs: 10 * SECOND }),
  properties: (): PhoneCommand => ({
    name: 'getprop.txt',
    argv: ['sh', '-c', GETPROP],
    timeoutMs: 20 * SECOND,
    required: true,
  }),
  users: (sdk: number): PhoneCommand => ({
    name: 'users.txt',
    argv: dumpsys(sdk, 30, 'user'),
    timeoutMs: 40 * SECOND,
  }),
  packages: (sdk: number): PhoneCommand => ({
    name: 'package.txt',
    argv: dumpsys(sdk, 60, 'package'),
    timeoutMs: 90 * SECOND,
    required: true,
  }),
  appOps: (sdk: number): PhoneCommand => ({
    name: 'appops.txt',
    argv: dumpsys(sdk, 60, 'appops'),
    timeoutMs: 90 * SECOND,
  }),
  /** `-U` exists from 26. Some profiles refuse the shell; `dumpsys package` prints them all the same. */
  listPackages: (sdk: number, userId: number): PhoneCommand => ({
    name: `list-packages-user-${userId}.txt`,
    argv: ['pm', 'list', 'packages', ...(sdk >= 26 ? ['-U'] : []), '--user', String(userId)],
    timeoutMs: 30 * SECOND,
  }),
  /** Of one package, for its own list of requests. */
  package: (sdk: number, packageName: string): PhoneCommand => {
    if (!isAskable(packageName)) throw new Error(`not a package name: ${packageName}`)
    return {
      name: `package-${packageName}.txt`,
      argv: dumpsys(sdk, 30, 'package', packageName),
      timeoutMs: 40 * SECOND,
    }
  },
  setting: (userId: number, key: (typeof SECURE_SETTINGS)[number]): PhoneCommand => ({
    name: `settings-user-${userId}-${key}.txt`,
    argv: ['settings', 'get', '--user', String(userId), 'secure', key],
    timeoutMs: 10 * SECOND,
  }),
  roleHolders: (userId: number, role: string): PhoneCommand => ({
    name: `role-user-${userId}-${role.slice(role.lastIndexOf('.') + 1)}.txt`,
    argv: ['cmd', 'role', 'get-role-holders', '--user', String(userId), role],
    timeoutMs: 10 * SECOND,
  }),
  devicePolicy: (sdk: number): PhoneCommand => ({
    name: 'device_policy.txt',
    argv: dumpsys(sdk, 30, 'device_policy'),
    timeoutMs: 40 * SECOND,
  }),
  /** Bytes and path of each APK; toybox brought `stat` and `dd` with Android 6. */
  apkSizes: (paths: string[]): PhoneCommand => ({
    name: 'apk-sizes',
    argv: ['stat', '-c', '%s %n', ...paths.map(apk)],
    timeoutMs: 30 * SECOND,
  }),
  /** Blocks of an APK. */
  apkBlocks: (path: string, skip: number, count: number): PhoneCommand => ({
    name: path,
    argv: ['dd', `if=${apk(path)}`, `bs=${BLOCK}`, `skip=${skip}`, `count=${count}`],
    timeoutMs: 30 * SECOND,
  }),
}

function apk(path: string): string {
  if (!APK_PATH.test(path)) throw new Error(`not the path of an APK: ${path}`)
  return path
}

/** A command in a message: short, and without the names of apps, which are nobody's business but their owner's. */
export function shownCommand(argv: string[]): string {
  const isApp = (arg: string) => (isAskable(arg) && !arg.startsWith('android.app.role.')) || arg.includes('/')
  const text = argv.map((arg) => (isApp(arg) ? '…' : arg)).join(' ')
  return text.length > 60 ? `${text.slice(0, 58)}..` : text
}

/** Programs of the phone that the catalogue uses, and what may stand behind each. */
const ALLOWED: Record<string, RegExp> = {
  date: /^\+[%A-Za-z:+\- T]+$/,
  dumpsys: /^(-t\0\d+\0)?(user|package|appops|device_policy|package\0[\w.]+)$/,
  pm: /^list\0packages\0(-U\0)?--user\0\d+$|^path\0--user\0\d+\0[\w.]+$/,
  settings: /^get\0--user\0\d+\0secure\0[a-z_]+$/,
  cmd: /^role\0get-role-holders\0--user\0\d+\0android\.app\.role\.[A-Z_]+$/,
  stat: /^-c\0%s %n(\0\/[^'\0]+\.apk)+$/,
  dd: /^if=\/[^']+\.apk\0bs=\d+\0skip=\d+(\0count=\d+)?$/,
}

/** What must never be sent, whoever asks: what hands out people, calls, messages, accounts or the files of apps. */
const DENIED =
  /content|contacts|call_?log|sms|mms|telephony|telecom|account|notification|\/data\/(data|user|media)|sdcard/i
/** Names that a command of the catalogue asks about; they are data, and may hold any word. */
const ASKED_ABOUT =
  /\0secure\0[a-z_]+$|android\.app\.role\.[A-Z_]+$|(package|--user\0\d+)\0[\w.]+$|\/[^\0]+\/[^\0]+\.apk/

/**
 * Lets a command of the catalogue pass.
 *
 * @throws Error for anything else: a bug of ours, found before it reaches a phone
 */
export function guard(argv: string[]): string[] {
  const [program = '', ...rest] = argv
  const args = rest.join('\0')
  const isKnown =
    args === `-c\0${GETPROP}` ? program === 'sh' : Object.hasOwn(ALLOWED, program) && ALLOWED[program]?.test(args)
  if (!isKnown || DENIED.test(`${program} ${args.replace(ASKED_ABOUT, '')}`) || /\/data\/(data|user|media)/.test(args))
    throw new Error(`not a command for a phone: ${argv.join(' ')}`)
  return argv
}
