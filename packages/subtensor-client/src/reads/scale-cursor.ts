const TEXT = new TextDecoder()

/** A place in SCALE-encoded bytes; reading moves it on, and reading past the end throws a `RangeError`. */
export interface ScaleCursor {
  readonly view: DataView
  readonly bytes: Uint8Array
  offset: number
}

/** A cursor at the first byte. */
export function scaleCursor(bytes: Uint8Array): ScaleCursor {
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), offset: 0 }
}

export function readU8(cursor: ScaleCursor): number {
  const value = cursor.view.getUint8(cursor.offset)
  cursor.offset += 1
  return value
}

export function readU16(cursor: ScaleCursor): number {
  const value = cursor.view.getUint16(cursor.offset, true)
  cursor.offset += 2
  return value
}

export function readU32(cursor: ScaleCursor): number {
  const value = cursor.view.getUint32(cursor.offset, true)
  cursor.offset += 4
  return value
}

export function readU64(cursor: ScaleCursor): bigint {
  const value = cursor.view.getBigUint64(cursor.offset, true)
  cursor.offset += 8
  return value
}

/** An unsigned integer of `byteLength` bytes, lowest first. */
export function readUint(cursor: ScaleCursor, byteLength: number): bigint {
  let value = 0n
  const bytes = readBytes(cursor, byteLength)
  for (let i = byteLength - 1; i >= 0; i -= 1) value = (value << 8n) | BigInt(bytes[i] ?? 0)
  return value
}

/** A compact integer; a number below 2^30, where it is written in 1, 2 or 4 bytes. */
export function readCompact(cursor: ScaleCursor): number | bigint {
  const first = cursor.view.getUint8(cursor.offset)
  switch (first & 3) {
    case 0:
      return readU8(cursor) >>> 2
    case 1:
      return readU16(cursor) >>> 2
    case 2:
      return readU32(cursor) >>> 2
    default:
      cursor.offset += 1
      return readUint(cursor, (first >>> 2) + 4)
  }
}

/** The length of a list. More entries than there are bytes left is no list. */
export function readLength(cursor: ScaleCursor): number {
  const length = Number(readCompact(cursor))
  if (length > cursor.bytes.length - cursor.offset) throw new RangeError(`a list of ${length} entries`)
  return length
}

/** A view of the next bytes, not a copy. */
export function readBytes(cursor: ScaleCursor, length: number): Uint8Array {
  const end = cursor.offset + length
  if (end > cursor.bytes.length) throw new RangeError(`${length} bytes`)
  const bytes = cursor.bytes.subarray(cursor.offset, end)
  cursor.offset = end
  return bytes
}

export function readText(cursor: ScaleCursor): string {
  return TEXT.decode(readBytes(cursor, readLength(cursor)))
}
