const words = (text) => text.trim().split(/\s+/)

/** Plain words for invented names; none of them says anything about money. */
export const nouns = words(`
  acorn anchor apple aspen badger basil beacon birch bramble brook canyon cedar cloud clover comet coral cricket daisy
  dune ember falcon fern forest garden glacier harbor hazel heron island ivory juniper kettle lagoon lantern lark maple
  meadow mosaic nectar oak olive orchid otter pebble pine planet plum prairie quill rabbit raven reef river robin sage
  shell sparrow spruce summit thistle tulip valley violet walnut willow wren`)

export const classes = words(`
  Main Login Share Detail Search Settings Profile Player Camera Gallery Web Deep Link Push Sync Boot Alarm Widget Upload
  Download Account Wallpaper Notify Session Channel Router Splash Guide Update Message Chat Map Scan Photo Video Audio`)

export const actions = words(`
  android.intent.action.MAIN android.intent.action.VIEW android.intent.action.SEND android.intent.action.SEND_MULTIPLE
  android.intent.action.PICK android.intent.action.GET_CONTENT android.intent.action.BOOT_COMPLETED
  android.intent.action.MY_PACKAGE_REPLACED android.intent.action.PACKAGE_ADDED android.intent.action.LOCALE_CHANGED
  android.intent.action.TIMEZONE_CHANGED android.intent.action.ASSIST android.intent.action.PROCESS_TEXT
  android.net.conn.CONNECTIVITY_CHANGE android.appwidget.action.APPWIDGET_UPDATE
  android.media.browse.MediaBrowserService
  android.service.quicksettings.action.QS_TILE android.view.InputMethod android.accounts.AccountAuthenticator
  android.content.SyncAdapter com.google.firebase.MESSAGING_EVENT com.google.android.c2dm.intent.RECEIVE`)

export const mimeTypes = words(`
  text/plain text/html text/x-vcard text/calendar image/* image/jpeg image/png video/* video/mp4 audio/* audio/mpeg
  application/pdf application/zip application/json application/octet-stream application/vnd.android.package-archive
  vnd.android.cursor.dir/contact vnd.android.cursor.item/contact vnd.android.cursor.dir/event */*`)

export const features = words(`
  android.hardware.audio.output android.hardware.bluetooth android.hardware.bluetooth_le android.hardware.camera
  android.hardware.camera.autofocus android.hardware.camera.flash android.hardware.camera.front
  android.hardware.fingerprint android.hardware.location android.hardware.location.gps android.hardware.microphone
  android.hardware.nfc android.hardware.nfc.hce android.hardware.screen.portrait android.hardware.sensor.accelerometer
  android.hardware.sensor.gyroscope android.hardware.sensor.light android.hardware.telephony
  android.hardware.touchscreen.multitouch android.hardware.usb.host android.hardware.wifi android.hardware.wifi.direct
  android.software.app_widgets android.software.autofill android.software.backup android.software.companion_device_setup
  android.software.connectionservice android.software.device_admin android.software.input_methods
  android.software.managed_users android.software.midi android.software.picture_in_picture android.software.print
  android.software.secure_lock_screen android.software.verified_boot android.software.webview`)

const android = (text) => words(text).map((name) => `android.permission.${name}`)

export const runtimePermissions = android(`
  READ_SMS RECEIVE_SMS SEND_SMS RECEIVE_MMS RECEIVE_WAP_PUSH READ_CALENDAR WRITE_CALENDAR READ_CALL_LOG WRITE_CALL_LOG
  ACCESS_FINE_LOCATION ACCESS_COARSE_LOCATION ACCESS_BACKGROUND_LOCATION ACCESS_MEDIA_LOCATION ANSWER_PHONE_CALLS
  READ_PHONE_NUMBERS READ_PHONE_STATE CALL_PHONE ACCEPT_HANDOVER USE_SIP PROCESS_OUTGOING_CALLS READ_CONTACTS
  WRITE_CONTACTS GET_ACCOUNTS READ_EXTERNAL_STORAGE WRITE_EXTERNAL_STORAGE READ_MEDIA_IMAGES READ_MEDIA_VIDEO
  READ_MEDIA_AUDIO READ_MEDIA_VISUAL_USER_SELECTED CAMERA RECORD_AUDIO BODY_SENSORS BODY_SENSORS_BACKGROUND
  ACTIVITY_RECOGNITION BLUETOOTH_CONNECT BLUETOOTH_ADVERTISE BLUETOOTH_SCAN UWB_RANGING NEARBY_WIFI_DEVICES
  POST_NOTIFICATIONS READ_CELL_BROADCASTS`)

export const installPermissions = android(`
  INTERNET ACCESS_NETWORK_STATE ACCESS_WIFI_STATE CHANGE_WIFI_STATE CHANGE_NETWORK_STATE CHANGE_WIFI_MULTICAST_STATE
  WAKE_LOCK VIBRATE FOREGROUND_SERVICE FOREGROUND_SERVICE_DATA_SYNC FOREGROUND_SERVICE_MEDIA_PLAYBACK
  FOREGROUND_SERVICE_LOCATION FOREGROUND_SERVICE_PHONE_CALL FOREGROUND_SERVICE_MICROPHONE RECEIVE_BOOT_COMPLETED
  REORDER_TASKS GET_TASKS NFC BLUETOOTH BLUETOOTH_ADMIN MODIFY_AUDIO_SETTINGS BROADCAST_STICKY SET_WALLPAPER
  SET_WALLPAPER_HINTS EXPAND_STATUS_BAR DISABLE_KEYGUARD USE_FINGERPRINT USE_BIOMETRIC USE_FULL_SCREEN_INTENT
  REQUEST_INSTALL_PACKAGES REQUEST_DELETE_PACKAGES QUERY_ALL_PACKAGES READ_SYNC_SETTINGS WRITE_SYNC_SETTINGS
  READ_SYNC_STATS AUTHENTICATE_ACCOUNTS MANAGE_ACCOUNTS USE_CREDENTIALS SCHEDULE_EXACT_ALARM USE_EXACT_ALARM SET_ALARM
  DOWNLOAD_WITHOUT_NOTIFICATION HIGH_SAMPLING_RATE_SENSORS REQUEST_IGNORE_BATTERY_OPTIMIZATIONS
  RUN_USER_INITIATED_JOBS SYSTEM_ALERT_WINDOW WRITE_SETTINGS PACKAGE_USAGE_STATS ACCESS_NOTIFICATION_POLICY
  KILL_BACKGROUND_PROCESSES INSTALL_SHORTCUT TRANSMIT_IR HIDE_OVERLAY_WINDOWS CREDENTIAL_MANAGER_SET_ORIGIN`)

export const signaturePermissions = android(`
  WRITE_SECURE_SETTINGS INTERACT_ACROSS_USERS MANAGE_USERS STATUS_BAR CHANGE_CONFIGURATION READ_PRIVILEGED_PHONE_STATE
  MODIFY_PHONE_STATE CONNECTIVITY_INTERNAL DEVICE_POWER FORCE_STOP_PACKAGES REAL_GET_TASKS
  START_ACTIVITIES_FROM_BACKGROUND UPDATE_DEVICE_STATS GET_APP_OPS_STATS MANAGE_APP_OPS_MODES
  OBSERVE_GRANT_REVOKE_PERMISSIONS READ_DEVICE_CONFIG SUBSTITUTE_NOTIFICATION_APP_NAME LOCAL_MAC_ADDRESS
  WRITE_MEDIA_STORAGE`)
