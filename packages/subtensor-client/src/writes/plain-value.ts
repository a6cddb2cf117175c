import { encodeSs58 } from '@ig/protocol'
import type { Codec } from '@polkadot/types/types'

/** What is read of a codec here; which of it is there depends on the codec's kind. */
type AnyCodec = Codec & {
  readonly isSome?: boolean
  readonly isTrue?: boolean
  readonly type?: string
  readonly inner?: Codec
  readonly defKeys?: readonly string[]
  unwrap?(): Codec
  toBigInt?(): bigint
  toNumber?(): number
  bitLength?(): number
}

const PLAIN_NUMBER_BITS = 32

/**
 * A decoded value of the chain as plain data: integers of up to 32 bits as numbers and larger ones as bigint,
 * accounts as SS58 (prefix 42), hashes and bytes as hex, options as the value or null, an enum's unit variant as its
 * name and another as `{ name: value }`.
 */
export function plainValue(value: Codec): unknown {
  const codec = value as AnyCodec
  const rawType = codec.toRawType()
  if (rawType === 'AccountId' || rawType === 'AccountId32') return encodeSs58(codec.toU8a(true))
  if (rawType === 'Null') return null
  if (rawType === 'bool') return codec.isTrue === true
  if (rawType === 'Text' || rawType === 'Type') return codec.toString()
  if (codec.isSome !== undefined) return codec.isSome && codec.unwrap ? plainValue(codec.unwrap()) : null
  if (codec.toBigInt && codec.bitLength) return plainInteger(codec.toBigInt(), codec.bitLength())
  if (codec.defKeys !== undefined && codec.type !== undefined) return plainVariant(codec.type, codec.inner)
  if (codec instanceof Map) {
    return Object.fromEntries([...codec].map(([key, entry]) => [String(key), plainValue(entry as Codec)]))
  }
  if (Array.isArray(codec)) return codec.map((entry) => plainValue(entry as Codec))
  return codec.toHex()
}

function plainInteger(integer: bigint, bits: number): number | bigint {
  return bits <= PLAIN_NUMBER_BITS ? Number(integer) : integer
}

function plainVariant(name: string, inner: Codec | undefined): unknown {
  const value = inner === undefined ? null : plainValue(inner)
  return value === null ? name : { [name]: value }
}
