/** Chrome's WebUSB, as far as a page that speaks adb needs it, over the functions that `usb-stand-in.ts` exposes. */
{
  const { usbObstacle, usbOpen, usbIn, usbOut, usbClose } = globalThis
  const refuse = (name, text) => Promise.reject(new DOMException(text, name))
  const endpoint = (endpointNumber, direction) => ({ endpointNumber, direction, type: 'bulk', packetSize: 512 })
  const alternate = {
    alternateSetting: 0,
    interfaceClass: 0xff,
    interfaceSubclass: 0x42,
    interfaceProtocol: 1,
    endpoints: [endpoint(1, 'in'), endpoint(2, 'out')],
  }
  const face = { interfaceNumber: 1, claimed: false, alternate, alternates: [alternate] }
  const configuration = { configurationValue: 1, interfaces: [face] }

  class Usb extends EventTarget {
    requestDevice({ filters: [{ classCode, subclassCode, protocolCode }] }) {
      if (!navigator.userActivation.isActive) return refuse('SecurityError', 'Must be handling a user gesture')
      const isAdb = classCode === 0xff && subclassCode === 0x42 && protocolCode === 1
      if (!isAdb || usbObstacle === 'none chosen') return refuse('NotFoundError', 'No device selected.')
      return Promise.resolve(device)
    }
  }
  const usb = new Usb()

  const device = {
    vendorId: 0x18d1,
    productId: 0x4ee7,
    serialNumber: 'BENCH0001',
    configuration,
    configurations: [configuration],
    opened: false,
    async open() {
      if (usbObstacle === 'closed to browsers') await refuse('SecurityError', 'Access denied.')
      await usbOpen()
      device.opened = true
    },
    async close() {
      face.claimed = false
      device.opened = false
      await usbClose()
    },
    async claimInterface() {
      if (usbObstacle === 'held') await refuse('NetworkError', 'Unable to claim interface.')
      face.claimed = true
    },
    async transferIn(_, length) {
      const text = await usbIn()
      if (text === null && !device.opened) return refuse('AbortError', 'The transfer was cancelled.')
      if (text === null) {
        device.opened = false
        usb.dispatchEvent(Object.assign(new Event('disconnect'), { device }))
        return refuse('NetworkError', 'A transfer error has occurred.')
      }
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
      if (bytes.length > length) return refuse('NetworkError', 'babble')
      return { status: 'ok', data: new DataView(bytes.buffer) }
    },
    async transferOut(_, data) {
      if (!device.opened) return refuse('NotFoundError', 'The device was disconnected.')
      await usbOut(btoa(String.fromCharCode(...data)))
      return { status: 'ok', bytesWritten: data.length }
    },
  }
  Object.defineProperty(Navigator.prototype, 'usb', { get: () => usb })
}
