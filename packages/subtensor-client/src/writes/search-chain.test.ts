import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, expect, test, vi } from 'vitest'
import { onRequest } from '../testing/on-request.ts'
import { openTestChain } from '../testing/open-test-chain.ts'
import { buildCall } from './build-call.ts'
import { createChainSearch } from './search-chain.ts'
import { signExtrinsic } from './sign-extrinsic.ts'
import { transfer } from './transfer.ts'

const alice = keypairFromUri('//Alice')
const ALICE = encodeSs58(alice.publicKey)
const BOB = encodeSs58(keypairFromUri('//Bob').publicKey)
const TAO = 1_000_000_000n

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A chain that makes blocks when it is told to, each final at once, and what to do before the next requests. */
function openChain() {
  const before: { method: string; run: () => void }[] = []
  const opened = openTestChain(
    { fund: [{ ss58: ALICE, tao: 10 }], sealing: 'manual', finalityLagBlocks: 0 },
    {},
    (openProvider) =>
      onRequest(openProvider, (method, params) => {
        const isNewest = params.every((param) => param === undefined || param === null)
        const index = before.findIndex((one) => one.method === method && isNewest)
        if (index >= 0) before.splice(index, 1)[0]?.run()
      }),
  )
  ends.push(opened.close)
  return { ...opened, before }
}

test.each(['chain_getFinalizedHead', 'chain_getHeader'])(
  'a block that is built and final right before %s is answered is searched before anything is called lost',
  async (method) => {
    const { chain, context, before } = openChain()
    const sending = transfer(context, { from: alice, toSs58: BOB, amountRao: TAO })
    sending.catch(() => {})
    await vi.waitFor(() => expect(chain.extrinsics).toHaveLength(1), { timeout: 15_000, interval: 1 })
    before.push({ method, run: () => chain.mineBlock() })
    expect(await sending).toMatchObject({ block: chain.head() })
    expect(before).toEqual([])
  },
)

test('a search that broke off is begun anew, and leaves no block out', async () => {
  const { chain, connection } = openChain()
  const signed = await connection.withApi(async (api) => {
    const call = buildCall(api, 'balances', 'transferKeepAlive', [BOB, TAO])
    const birthBlock = chain.head().number
    return signExtrinsic(api, call, alice, {
      nonce: 0,
      era: { periodBlocks: 8, birthBlock, lastBlock: birthBlock + 7 },
      blockHash: chain.head().hash,
    })
  })
  await connection.withApi((api) => api.rpc.author.submitExtrinsic(signed.hex))
  chain.mineBlock()
  const holding = chain.head()
  chain.mineBlock(3)
  const search = createChainSearch(signed)
  let blocksRead = 0
  const look = () =>
    connection.withApi((api, context) => {
      const raw = async (hash: string) => {
        blocksRead += 1
        if (blocksRead === 2) throw new Error('the connection is lost')
        return api.rpc.chain.getBlock.raw(hash)
      }
      const { getHeader, getFinalizedHead, getBlockHash } = api.rpc.chain
      const chainRpc = { getHeader, getFinalizedHead, getBlockHash, getBlock: { raw } }
      const { registry, query, consts } = api
      const getBlockRegistry = api.getBlockRegistry.bind(api)
      const counting = { registry, query, consts, getBlockRegistry, rpc: { chain: chainRpc } }
      return search.look(counting as never, context)
    })
  await expect(look()).rejects.toThrow('lost')
  chain.mineBlock()
  expect(await look()).toMatchObject({ found: { block: holding } })
})
