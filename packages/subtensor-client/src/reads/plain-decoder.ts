import { encodeSs58 } from '@ig/protocol'
import type { PortableRegistry } from '@polkadot/types'
import type { SiLookupTypeId, SiType } from '@polkadot/types/interfaces'
import {
  readBytes,
  readCompact,
  readLength,
  readText,
  readU8,
  readU16,
  readU32,
  readU64,
  readUint,
  type ScaleCursor,
} from './scale-cursor.ts'

/** Reads one value of a type. */
export type Decode = (cursor: ScaleCursor) => unknown

/**
 * Decoders straight from SCALE to plain data, made from the types of a runtime's metadata: ten times as fast as the
 * codecs of @polkadot/api, which are made for encoding as well. Integers of up to 32 bits are numbers, larger ones
 * bigint; accounts SS58 (prefix 42); byte lists `Uint8Array`; options the value or null; structures objects with
 * camelCase names; tuples arrays; variants their name, or `{ type, value }` where they hold something. A structure
 * of one nameless field is that field.
 */
export function plainDecoder(lookup: PortableRegistry): (type: SiLookupTypeId) => Decode {
  const made = new Map<number, Decode>()

  function decoder(id: SiLookupTypeId): Decode {
    const key = id.toNumber()
    const known = made.get(key)
    if (known !== undefined) return known
    // Types may hold themselves: until this one is made, it is looked up when it is used.
    made.set(key, (cursor) => (made.get(key) as Decode)(cursor))
    const decode = make(lookup.getSiType(id))
    made.set(key, decode)
    return decode
  }

  function make({ def, path, params }: SiType): Decode {
    const name = path.at(-1)?.toString()
    if (name === 'AccountId32') return (cursor) => ss58(readBytes(cursor, 32))
    if (name === 'Option' && params[0]?.type.isSome) {
      const inner = decoder(params[0].type.unwrap())
      return (cursor) => (readU8(cursor) === 0 ? null : inner(cursor))
    }
    if (def.isPrimitive) return primitive(def.asPrimitive.type)
    if (def.isCompact) return compact(def.asCompact.type)
    if (def.isSequence) {
      if (isByte(def.asSequence.type)) return (cursor) => readBytes(cursor, readLength(cursor)).slice()
      return list(decoder(def.asSequence.type), readLength)
    }
    if (def.isArray) {
      const length = def.asArray.len.toNumber()
      if (isByte(def.asArray.type)) return (cursor) => readBytes(cursor, length).slice()
      return list(decoder(def.asArray.type), () => length)
    }
    if (def.isTuple) return tuple(def.asTuple.map(decoder))
    if (def.isComposite) return fields(def.asComposite.fields)
    if (def.isVariant) {
      const variants = new Map(
        def.asVariant.variants.map(({ index, name, fields: inner }) => [
          index.toNumber(),
          { type: name.toString(), decode: inner.length === 0 ? null : fields(inner) },
        ]),
      )
      return (cursor) => {
        const index = readU8(cursor)
        const variant = variants.get(index)
        if (variant === undefined) throw new RangeError(`variant ${index}`)
        return variant.decode === null ? variant.type : { type: variant.type, value: variant.decode(cursor) }
      }
    }
    if (def.isBitSequence)
      return (cursor) => readBytes(cursor, Math.ceil(Number(readCompact(cursor)) / 8)).slice()
    throw new RangeError(`a type of the kind ${def.type}`)
  }

  function fields(
    all: readonly { readonly name: { toString(): string; isSome: boolean }; readonly type: SiLookupTypeId }[],
  ): Decode {
    const named = all.map(({ name, type }) => ({
      name: name.isSome ? camelCase(name.toString()) : null,
      decode: decoder(type),
    }))
    const [first] = named
    if (first === undefined) return () => null
    if (first.name === null)
      return named.length === 1 ? first.decode : tuple(named.map(({ decode }) => decode))
    return (cursor) => {
      const object: Record<string, unknown> = {}
      for (const { name, decode } of named) object[name as string] = decode(cursor)
      return object
    }
  }

  function isByte(id: SiLookupTypeId): boolean {
    const { def } = lookup.getSiType(id)
    return def.isPrimitive && def.asPrimitive.isU8
  }

  /** Below 2^32 or not is a matter of the type, so that a value's kind never depends on its size. */
  function compact(id: SiLookupTypeId): Decode {
    let { def } = lookup.getSiType(id)
    while (def.isComposite && def.asComposite.fields[0] !== undefined) {
      def = lookup.getSiType(def.asComposite.fields[0].type).def
    }
    const isSmall =
      def.isPrimitive && (def.asPrimitive.isU8 || def.asPrimitive.isU16 || def.asPrimitive.isU32)
    return isSmall ? (cursor) => Number(readCompact(cursor)) : (cursor) => BigInt(readCompact(cursor))
  }

  return decoder
}

/** As @polkadot/api names fields, without importing it. */
export function camelCase(name: string): string {
  return name.replaceAll(/_+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase())
}

function primitive(type: string): Decode {
  switch (type) {
    case 'Bool':
      return (cursor) => readU8(cursor) !== 0
    case 'U8':
      return readU8
    case 'U16':
      return readU16
    case 'U32':
    case 'Char':
      return readU32
    case 'U64':
      return readU64
    case 'Str':
      return readText
    default: {
      const bits = Number(type.slice(1))
      const isSigned = type.startsWith('I')
      return (cursor) => {
        const value = readUint(cursor, bits / 8)
        const exact = isSigned ? BigInt.asIntN(bits, value) : value
        return bits <= 32 ? Number(exact) : exact
      }
    }
  }
}

function list(decode: Decode, readCount: (cursor: ScaleCursor) => number): Decode {
  return (cursor) => {
    const length = readCount(cursor)
    const entries = new Array<unknown>(length)
    for (let i = 0; i < length; i += 1) entries[i] = decode(cursor)
    return entries
  }
}

function tuple(entries: readonly Decode[]): Decode {
  return (cursor) => entries.map((decode) => decode(cursor))
}

// Encoding costs a hash and a long division; a metagraph brings the same keys every time.
const MAX_KNOWN_ADDRESSES = 16_384
const addresses = new Map<string, string>()

function ss58(publicKey: Uint8Array): string {
  const key = Buffer.from(publicKey.buffer, publicKey.byteOffset, 32).toString('latin1')
  const known = addresses.get(key)
  if (known !== undefined) return known
  const address = encodeSs58(publicKey)
  if (addresses.size >= MAX_KNOWN_ADDRESSES) addresses.clear()
  addresses.set(key, address)
  return address
}
