import { random } from './random.js'
import { nouns } from './words.js'

const platform = [
  ['android', 1000, 'android.uid.system'],
  ['com.android.settings', 1000, 'android.uid.system'],
  ['com.android.inputdevices', 1000, 'android.uid.system'],
  ['com.android.phone', 1001, 'android.uid.phone'],
  ['com.android.providers.telephony', 1001, 'android.uid.phone'],
  ['com.android.shell', 2000, 'android.uid.shell'],
  ['com.android.providers.contacts', 10001, 'android.uid.shared'],
  ['com.android.providers.userdictionary', 10001, 'android.uid.shared'],
  ['com.android.providers.media', 10002, 'android.media'],
  ['com.android.providers.downloads', 10002, 'android.media'],
  ['com.android.systemui', 10003, 'android.uid.systemui'],
]
const owners = ['com.example', 'org.example', 'net.example', 'cn.example']

/** The apps of an invented phone: the platform's own, some preinstalled, and two lenders among the rest. */
export function phone(count) {
  const { hex, pick } = random(`phone of ${count}`)
  const name = (index) => {
    if (index === Math.floor(count / 3)) return 'com.example.kuaijie'
    if (index === Math.floor((count * 2) / 3)) return 'com.example.qianbao'
    const word = (step) => nouns[Math.floor(index / step) % nouns.length]
    return [pick(owners), word(1), word(nouns.length), index < nouns.length ** 2 ? 'app' : 'plus'].join('.')
  }
  const made = Array.from({ length: count - platform.length }, (_, step) => {
    const index = step + platform.length
    const system = index < count / 4
    return { name: name(index), appId: 10100 + step, system, updated: system && index % 8 === 0 }
  })
  const own = platform.map(([name, appId, sharedUser]) => ({ name, appId, sharedUser, system: true, updated: false }))
  return [...own, ...made].map((app) => ({ ...app, hex: hex() }))
}
