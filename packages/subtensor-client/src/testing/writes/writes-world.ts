import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterAll, beforeAll, expect } from 'vitest'
import type { SubtensorClient } from '../../client.ts'
import { createSubtensorClient } from '../../create-subtensor-client.ts'
import type { ChainUnderTest, OpenChain } from '../describe-on-chains.ts'

export const TAO = 1_000_000_000n
export const NETUID = 2
export const MISSING_NETUID = 250

const key = (uri: string) => {
  const keypair = keypairFromUri(uri)
  return { keypair, ss58: encodeSs58(keypair.publicKey) }
}
export const alice = key('//Alice')
export const bob = key('//Bob')
export const miner = key('//Bob//miner')
export const other = key('//Bob//other')
export const poor = key('//Poor')
export const nobody = key('//Nobody')

/** A chain on which Alice and Bob have money, and a client of it, from the first test on. */
export interface WritesWorld {
  readonly chain: ChainUnderTest
  readonly client: SubtensorClient
  freeOf(ss58: string): Promise<bigint>
  /** What was refused cost nothing: neither money nor a nonce. */
  expectNothingSpent(ss58: string, refused: () => Promise<unknown>, expected: object): Promise<void>
}

/** Opens it before the tests, and closes it after them. */
export function openWritesWorld(open: OpenChain): WritesWorld {
  let chain: ChainUnderTest
  let client: SubtensorClient

  beforeAll(async () => {
    chain = await open({
      fund: [
        { ss58: alice.ss58, tao: 5_000 },
        { ss58: bob.ss58, tao: 10_000 },
      ],
      tempoBlocks: 10_000,
      servingRateLimitBlocks: 3,
    })
    client = createSubtensorClient({ endpoints: [chain.endpoint], genesisHash: null })
    await client.ready()
  }, 120_000)

  afterAll(async () => {
    await client.close()
    await chain.close()
  })

  const freeOf = async (ss58: string) => (await client.getBalance(ss58)).freeRao

  return {
    get chain() {
      return chain
    },
    get client() {
      return client
    },
    freeOf,
    async expectNothingSpent(ss58, refused, expected) {
      const before = [await freeOf(ss58), (await client.getBlock()).number]
      await expect(refused()).rejects.toMatchObject(expected)
      expect([await freeOf(ss58), (await client.getBlock()).number]).toEqual(before)
    },
  }
}
