import { chainDecodeFailed } from '../errors/connection-errors.ts'
import type { Link } from './link.ts'
import { isRpcError } from './rpc-error.ts'

// Newer ones carry the runtime APIs; what is newer still is not known to @polkadot/api 16.
const NEWEST_VERSION = 16
const OLDEST_VERSION = 14
const MAGIC = Buffer.from('meta')

/**
 * The runtime's metadata as SCALE in hex, in the newest version that we can read; the old RPC's version 14, without
 * runtime APIs, where the runtime does not offer a choice.
 */
export async function fetchMetadata(link: Pick<Link, 'request'>): Promise<`0x${string}`> {
  const version = await newestVersion(link)
  const metadata =
    version === null
      ? hexBytes(await link.request('state_getMetadata', []))
      : withinOption(
          hexBytes(await link.request('state_call', ['Metadata_metadata_at_version', u32Hex(version)])),
        )
  if (!metadata.subarray(0, 4).equals(MAGIC)) throw chainDecodeFailed({ what: 'the metadata' })
  return `0x${metadata.toString('hex')}`
}

async function newestVersion(link: Pick<Link, 'request'>): Promise<number | null> {
  let answer: unknown
  try {
    answer = await link.request('state_call', ['Metadata_metadata_versions', '0x'])
  } catch (error) {
    // Runtimes from before the choice refuse the call.
    if (isRpcError(error)) return null
    throw error
  }
  // A vector of u32, whose length needs one byte.
  const bytes = hexBytes(answer)
  const versions = Array.from({ length: Math.floor((bytes.length - 1) / 4) }, (_, i) =>
    bytes.readUInt32LE(1 + 4 * i),
  ).filter((version) => version >= OLDEST_VERSION && version <= NEWEST_VERSION)
  return versions.length === 0 ? null : Math.max(...versions)
}

/** The bytes of `Some(OpaqueMetadata)`, whose length is a compact integer of 1, 2 or 4 bytes. */
function withinOption(bytes: Buffer): Buffer {
  const mode = (bytes[1] ?? 0) & 3
  if (bytes[0] !== 1 || mode === 3) throw chainDecodeFailed({ what: 'the metadata' })
  return bytes.subarray(1 + 2 ** mode)
}

function hexBytes(answer: unknown): Buffer {
  if (typeof answer !== 'string' || !/^0x([0-9a-f]{2})*$/i.test(answer)) {
    throw chainDecodeFailed({ what: 'the metadata' })
  }
  return Buffer.from(answer.slice(2), 'hex')
}

function u32Hex(value: number): string {
  return `0x${Buffer.from(new Uint32Array([value]).buffer).toString('hex')}`
}
