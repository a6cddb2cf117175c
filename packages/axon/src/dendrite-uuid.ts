/** 100-ns intervals from the Gregorian reform, 1582-10-15, to the Unix epoch. */
const GREGORIAN_OFFSET = 0x01b21dd213814000n

/**
 * A time-based UUID (version 1) with a random node, as the SDK's dendrite names itself by.
 *
 * Source: RFC 9562, section 5.1.
 *
 * @param random 8 bytes: two for the clock sequence, six for the node.
 */
export function uuid1(nowNs: bigint, random: Uint8Array): string {
  const bytes = new Uint8Array(16)
  const view = new DataView(bytes.buffer)
  const time = nowNs / 100n + GREGORIAN_OFFSET
  view.setUint32(0, Number(time & 0xffff_ffffn))
  view.setUint16(4, Number((time >> 32n) & 0xffffn))
  view.setUint16(6, Number((time >> 48n) & 0x0fffn) | 0x1000)
  bytes.set(random.subarray(0, 8), 8)
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80)
  // A multicast address: no network card has one, so it cannot be taken for a real one.
  view.setUint8(10, view.getUint8(10) | 0x01)
  const hex = Buffer.from(bytes).toString('hex')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
