import type { EndOf, Say } from '../words.ts'

const STORES: readonly EndOf<'installer.store'>[] = [
  'com.android.vending',
  'com.xiaomi.market',
  'com.huawei.appmarket',
  'com.hihonor.appmarket',
  'com.heytap.market',
  'com.oppo.market',
  'com.bbk.appstore',
  'com.sec.android.app.samsungapps',
  'com.meizu.mstore',
  'com.tencent.android.qqdownloader',
]

/** What an app was installed from, behind `from`: a file, a computer, a store. Else its package tells. */
export function installerInWords(installer: string, say: Say): string {
  if (installer.endsWith('.packageinstaller')) return say('installer.from.file')
  if (installer === 'com.android.shell') return say('installer.from.computer')
  const store = STORES.find((one) => one === installer)
  return store ? say(`installer.store.${store}`) : installer
}
