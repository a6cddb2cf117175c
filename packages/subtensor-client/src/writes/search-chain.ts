import type { ApiPromise } from '@polkadot/api'
import { z } from 'zod'
import type { BlockRef } from '../chain-data.ts'
import type { ApiContext } from '../connection/connection.ts'
import { chainDecodeFailed } from '../errors/connection-errors.ts'
import { type ChainState, openState } from '../reads/chain-state.ts'
import { count, parseAs } from '../reads/parse-as.ts'
import { publicKeyOf } from '../reads/public-key-of.ts'
import { blockOf } from '../reads/read-state.ts'
import type { Absence } from './judge-absence.ts'
import type { SignedExtrinsic } from './sign-extrinsic.ts'

/** What one look at the chain showed of an extrinsic. */
export type Sighting = { readonly found: null; readonly absence: Absence } | { readonly found: Found }

/** Where on the best chain it is. */
export interface Found {
  readonly block: BlockRef
  readonly parentHash: string
  /** Its place in the block. */
  readonly index: number
  readonly finalized: boolean
}

/** Looks for one extrinsic, again and again; remembers what it has read of the best chain. */
export interface ChainSearch {
  /** Reads the blocks that came since the last look, or that a fork put in the place of others. */
  look(api: ApiPromise, context: ApiContext): Promise<Sighting>
  /** The newest block that was searched; null before the first. */
  searchedUpToBlock(): number | null
}

interface SearchedBlock {
  readonly hash: string
  readonly parentHash: string
  /** The extrinsic's place in it; -1 where it is not there. */
  readonly index: number
}

const ACCOUNT = 'system.account'
const accountNonce = z.object({ nonce: count })

// Read as it comes: to find our bytes, other people's extrinsics need not be understood.
const blockSchema = z.object({
  block: z.object({
    header: z.object({ parentHash: z.string() }),
    extrinsics: z.array(z.string()),
  }),
})

/** Searches the blocks of the extrinsic's era on the best chain, by the bytes that were sent. */
export function createChainSearch(extrinsic: SignedExtrinsic): ChainSearch {
  const searched = new Map<number, SearchedBlock>()

  async function searchBack(api: ApiPromise, fromNumber: number, fromHash: string): Promise<void> {
    let hash = fromHash
    const fresh = new Map<number, SearchedBlock>()
    for (let number = fromNumber; number > extrinsic.birthBlock; number--) {
      if (searched.get(number)?.hash === hash) break
      const { parentHash, extrinsics } = await readBlock(api, hash)
      fresh.set(number, { hash, parentHash, index: extrinsics.indexOf(extrinsic.hex) })
      hash = parentHash
    }
    // Kept only as a whole: a search that broke off half-way would leave a gap that no later one looks into.
    for (const [number, block] of fresh) searched.set(number, block)
    // A fork may be shorter than what it replaces.
    for (const number of searched.keys()) if (number > fromNumber) searched.delete(number)
  }

  return {
    async look(api, context) {
      // In this order: asked together, a block built between the answers could be final and yet not be searched.
      const finalizedHash = await api.rpc.chain.getFinalizedHead()
      const head = await api.rpc.chain.getHeader()
      const headBlock = head.number.toNumber()
      const last = Math.min(headBlock, extrinsic.lastEraBlock)
      const lastHash = last === headBlock ? head.hash : await api.rpc.chain.getBlockHash(last)
      await searchBack(api, last, lastHash.toHex())
      const finalizedState = await openState(api, context, finalizedHash.toHex())
      const { number: finalizedBlock } = await blockOf(finalizedState)
      const found = findIn(searched, finalizedBlock)
      if (found !== null) return { found }
      const finalizedNonce = await readNonce(finalizedState, extrinsic.accountSs58)
      return {
        found,
        absence: {
          finalizedBlock,
          finalizedNonce,
          searchedUpToBlock: newestOf(searched) ?? extrinsic.birthBlock,
        },
      }
    },
    searchedUpToBlock: () => newestOf(searched),
  }
}

function newestOf(searched: ReadonlyMap<number, SearchedBlock>): number | null {
  return searched.size === 0 ? null : Math.max(...searched.keys())
}

function findIn(searched: ReadonlyMap<number, SearchedBlock>, finalizedBlock: number): Found | null {
  for (const [number, { hash, parentHash, index }] of searched) {
    if (index >= 0) return { block: { number, hash }, parentHash, index, finalized: number <= finalizedBlock }
  }
  return null
}

async function readBlock(
  api: ApiPromise,
  hash: string,
): Promise<{ parentHash: string; extrinsics: readonly string[] }> {
  const block = blockSchema.safeParse(await api.rpc.chain.getBlock.raw(hash))
  if (!block.success) throw chainDecodeFailed({ what: 'chain_getBlock', cause: block.error })
  return { parentHash: block.data.block.header.parentHash, extrinsics: block.data.block.extrinsics }
}

async function readNonce(at: ChainState, accountSs58: string): Promise<number> {
  return parseAs(accountNonce, ACCOUNT, await at.storage(ACCOUNT, publicKeyOf(accountSs58))).nonce
}
