import { hexToU8a, u8aConcat, u8aToHex } from '@polkadot/util'
import { blake2AsHex } from '@polkadot/util-crypto'
import type { Runtime } from './runtime.ts'
import type { StateView } from './state-view.ts'

/** A header as JSON-RPC carries it. */
export interface HeaderJson {
  readonly parentHash: string
  readonly number: string
  readonly stateRoot: string
  readonly extrinsicsRoot: string
  readonly digest: { readonly logs: readonly string[] }
}

export interface Block {
  readonly number: number
  readonly hash: string
  readonly header: HeaderJson
  /** In hex, the timestamp first. */
  readonly extrinsics: readonly string[]
  /** The state after the block. */
  readonly view: StateView
}

/**
 * Puts a block together. `salt` makes two blocks of the same content differ, as a fork's do; there is no trie here,
 * so the state's root is but a hash of it.
 */
export function sealBlock(
  view: StateView,
  parent: { readonly number: number; readonly hash: string },
  extrinsics: readonly string[],
  salt: number,
): Block {
  const header: HeaderJson = {
    parentHash: parent.hash,
    number: `0x${(parent.number + 1).toString(16)}`,
    stateRoot: blake2AsHex(`${parent.hash} ${salt}`),
    extrinsicsRoot: blake2AsHex(u8aConcat(...extrinsics.map((extrinsic) => hexToU8a(extrinsic)))),
    digest: { logs: [] },
  }
  return { number: parent.number + 1, hash: headerHash(view.runtime, header), header, extrinsics, view }
}

function headerHash(runtime: Runtime, header: HeaderJson): string {
  return u8aToHex(runtime.registry.createType('Header', header).hash)
}

/** Block 0, whose hash is given, not reckoned: tests lie about it, and real ones are fixed. */
export function genesisBlock(view: StateView, hash: string): Block {
  const zeros = `0x${'00'.repeat(32)}`
  const header: HeaderJson = {
    parentHash: zeros,
    number: '0x0',
    stateRoot: zeros,
    extrinsicsRoot: zeros,
    digest: { logs: [] },
  }
  return { number: 0, hash, header, extrinsics: [], view }
}
