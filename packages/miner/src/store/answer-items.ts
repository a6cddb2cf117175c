import type { AnswerRecord } from '../ports.ts'

type Items = AnswerRecord['items']

const SENT = 1
const FORECAST = 2
const LONGEST_ITEM_BYTES = 1 + 10 + 8

/**
 * What was sent in one query as bytes (ids below 2^52): for each item a flag byte (1: something was sent, 2: a forecast stands
 * behind it), the zigzag varint of the step from the last forecast id, and the number sent as a
 * little-endian double.
 */
export function encodeItems(items: Items): Uint8Array {
  const bytes = new Uint8Array(items.length * LONGEST_ITEM_BYTES)
  const view = new DataView(bytes.buffer)
  let offset = 0
  let lastId = 0
  for (const { forecastId, sent } of items) {
    bytes[offset++] = (sent === null ? 0 : SENT) | (forecastId === null ? 0 : FORECAST)
    if (forecastId !== null) {
      const step = forecastId - lastId
      lastId = forecastId
      let rest = step < 0 ? -2 * step - 1 : 2 * step
      while (rest > 0x7f) {
        bytes[offset++] = (rest % 0x80) | 0x80
        rest = Math.floor(rest / 0x80)
      }
      bytes[offset++] = rest
    }
    if (sent !== null) {
      view.setFloat64(offset, sent, true)
      offset += 8
    }
  }
  return bytes.slice(0, offset)
}

/** The inverse of `encodeItems`. */
export function decodeItems(bytes: Uint8Array): Items {
  const items: { forecastId: number | null; sent: number | null }[] = []
  walkItems(bytes, (forecastId, sent) => {
    items.push({ forecastId, sent })
    return true
  })
  return items
}

/** Shows items one by one, making nothing of them, as long as `visit` says true. */
export function walkItems(
  bytes: Uint8Array,
  visit: (forecastId: number | null, sent: number | null) => boolean,
): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let offset = 0
  let lastId = 0
  while (offset < bytes.length) {
    const flags = view.getUint8(offset++)
    if (flags & FORECAST) {
      let zigzag = 0
      let place = 1
      let byte: number
      do {
        byte = view.getUint8(offset++)
        zigzag += (byte & 0x7f) * place
        place *= 0x80
      } while (byte & 0x80)
      lastId += zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2
    }
    const sent = flags & SENT ? view.getFloat64(offset, true) : null
    if (flags & SENT) offset += 8
    if (!visit(flags & FORECAST ? lastId : null, sent)) return
  }
}
