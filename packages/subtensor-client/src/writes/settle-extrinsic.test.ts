import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, expect, test, vi } from 'vitest'
import type { TransferOptions } from '../client.ts'
import type { InMemoryChainOptions } from '../testing/index.ts'
import { openTestChain } from '../testing/open-test-chain.ts'
import { buildCall } from './build-call.ts'
import { signExtrinsic } from './sign-extrinsic.ts'
import { transfer } from './transfer.ts'
import type { WriteContext } from './write-context.ts'

const alice = keypairFromUri('//Alice')
const ALICE = encodeSs58(alice.publicKey)
const BOB = encodeSs58(keypairFromUri('//Bob').publicKey)
const TAO = 1_000_000_000n

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A chain with Alice's 10 TAO, and her transfers. */
function openChain(options: InMemoryChainOptions = {}, settings: Partial<WriteContext> = {}) {
  const opened = openTestChain({ fund: [{ ss58: ALICE, tao: 10 }], ...options }, settings)
  ends.push(opened.close)
  const send = (options: Partial<TransferOptions> = {}) =>
    transfer(opened.context, { from: alice, toSs58: BOB, amountRao: TAO, ...options })
  return { ...opened, send, freeRao: opened.freeRaoOf }
}

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 15_000, interval: 5 })

test('a connection lost after the node took it: the block that holds it is found, and it is sent once', async () => {
  const { chain, send, freeRao } = openChain()
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'after' })
  const outcome = await send()
  expect(outcome.extrinsicHash).toBe(chain.extrinsics[0]?.hash)
  expect(chain.extrinsics).toHaveLength(1)
  expect(await freeRao(BOB)).toBe(TAO)
})

test('a connection lost before the node heard of it: said to be lost when its era has ended, and not before', async () => {
  const { chain, connection, send, freeRao } = openChain()
  await connection.ready()
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'before' })
  let isSettled = false
  const sending = send().finally(() => {
    isSettled = true
  })
  sending.catch(() => {})
  await until(() => expect(connection.status()).toMatchObject({ drops: 1, connected: true }))
  chain.mineBlock(6)
  await connection.withApi((api) => api.rpc.chain.getHeader())
  expect(isSettled).toBe(false)
  chain.mineBlock(1)
  await expect(sending).rejects.toMatchObject({
    code: 'E_CHAIN_REFUSED',
    retryable: true,
    values: { error: 'EraEnded' },
  })
  expect(chain.extrinsics).toHaveLength(0)
  await send()
  expect(chain.extrinsics).toHaveLength(1)
  expect(await freeRao(BOB)).toBe(TAO)
})

test('a node that falls silent after sending: the outcome is unknown, with all that is needed to find it', async () => {
  const { chain, send } = openChain({ sealing: 'manual' }, { patienceMs: 400 })
  const sending = send()
  sending.catch(() => {})
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  const at = chain.head().number
  chain.stall(true)
  await expect(sending).rejects.toMatchObject({
    code: 'E_CHAIN_UNKNOWN_OUTCOME',
    values: {
      call: 'Balances.transfer_keep_alive',
      extrinsicHash: chain.extrinsics[0]?.hash,
      accountSs58: ALICE,
      nonce: 0,
      lastEraBlock: at + 7,
    },
  })
  expect(chain.extrinsics).toHaveLength(1)
})

test('a new head is looked at when it comes, and nothing is asked meanwhile', async () => {
  const sleeps: number[] = []
  const sleep = (ms: number, signal: AbortSignal) => {
    sleeps.push(ms)
    return new Promise((_resolve, reject) => {
      if (signal.aborted) reject(signal.reason)
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  }
  const { chain, send } = openChain({ sealing: 'manual' }, { sleep, pollMs: 60_000 })
  const sending = send()
  await until(() => expect(sleeps).toContain(60_000))
  chain.mineBlock()
  expect((await sending).block).toEqual(chain.head())
})

test('a node that is silent for a while is waited out', async () => {
  const { chain, send } = openChain({ sealing: 'manual' })
  const sending = send()
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  chain.stall(true)
  chain.mineBlock()
  chain.stall(false)
  expect((await sending).block.number).toBe(chain.head().number)
})

test('an abort before it is sent sends nothing', async () => {
  const { chain, send } = openChain()
  const reason = new Error('enough')
  await expect(send({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  const controller = new AbortController()
  const sending = send({ signal: controller.signal })
  controller.abort(reason)
  await expect(sending).rejects.toBe(reason)
  expect(chain.extrinsics).toHaveLength(0)
})

test('an abort after it was sent tells the truth: unknown while no block holds it', async () => {
  const { chain, send } = openChain({ sealing: 'manual' })
  const controller = new AbortController()
  const sending = send({ signal: controller.signal })
  sending.catch(() => {})
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  controller.abort(new Error('enough'))
  await expect(sending).rejects.toMatchObject({
    code: 'E_CHAIN_UNKNOWN_OUTCOME',
    cause: expect.objectContaining({ message: 'enough' }),
    values: { extrinsicHash: chain.extrinsics[0]?.hash },
  })
})

test('an abort while it waits for finality gives the outcome so far', async () => {
  const { chain, send } = openChain({ sealing: 'manual', finalityLagBlocks: 3 })
  const controller = new AbortController()
  const sending = send({ signal: controller.signal, waitFor: 'finality' })
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  chain.mineBlock()
  controller.abort()
  expect(await sending).toMatchObject({ finalized: false, block: { number: chain.head().number } })
})

test('a fork moves it to another block, and finality is waited for there', async () => {
  const { chain, connection, send, freeRao } = openChain({ sealing: 'manual', finalityLagBlocks: 2 })
  const sending = send({ waitFor: 'finality' })
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  chain.mineBlock()
  const first = chain.head()
  await connection.withApi((api) => api.rpc.chain.getHeader())
  chain.fork({ keepExtrinsics: true })
  const second = chain.head()
  chain.mineBlock(2)
  const outcome = await sending
  expect(second.hash).not.toBe(first.hash)
  expect(outcome).toMatchObject({ finalized: true, block: second })
  expect(await freeRao(BOB)).toBe(TAO)
})

test('a fork that loses it for good: it did nothing, and is not sent again', async () => {
  const { chain, send, freeRao } = openChain({ sealing: 'manual', finalityLagBlocks: 2 })
  const sending = send({ waitFor: 'finality' })
  sending.catch(() => {})
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  chain.mineBlock()
  chain.fork()
  chain.mineBlock(12)
  await expect(sending).rejects.toMatchObject({ code: 'E_CHAIN_REFUSED', values: { error: 'EraEnded' } })
  expect(chain.extrinsics).toHaveLength(1)
  expect(await freeRao(BOB)).toBe(0n)
})

test('another process that signs with the same nonce first: this one did nothing, and says so', async () => {
  const { chain, connection, send, freeRao } = openChain({ sealing: 'manual', finalityLagBlocks: 0 })
  await connection.ready()
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'before' })
  const sending = send()
  sending.catch(() => {})
  await until(() => expect(connection.status()).toMatchObject({ drops: 1, connected: true }))
  await connection.withApi(async (api) => {
    const call = buildCall(api, 'balances', 'transferKeepAlive', [BOB, 700n])
    const blockHash = api.genesisHash.toHex()
    const { hex } = await signExtrinsic(api, call, alice, { nonce: 0, era: null, blockHash })
    await api.rpc.author.submitExtrinsic(hex)
  })
  chain.mineBlock()
  await expect(sending).rejects.toMatchObject({
    code: 'E_CHAIN_REFUSED',
    retryable: true,
    values: { error: 'NonceTaken', nonce: 0 },
  })
  expect(await freeRao(BOB)).toBe(700n)
})

test('transfers that begin together take one nonce each, and fit into one block', async () => {
  const { chain, send, freeRao } = openChain({ sealing: 'manual' })
  const sending = Promise.all([send(), send(), send()])
  await until(() => expect(chain.extrinsics).toHaveLength(3))
  chain.mineBlock()
  const outcomes = await sending
  expect(chain.extrinsics.map(({ nonce }) => nonce)).toEqual([0, 1, 2])
  expect(new Set(outcomes.map(({ block }) => block.hash)).size).toBe(1)
  expect(await freeRao(BOB)).toBe(3n * TAO)
})

test('a client that is closed meanwhile says that the outcome is unknown', async () => {
  const { chain, connection, send } = openChain({ sealing: 'manual' })
  const sending = send()
  sending.catch(() => {})
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  await connection.close()
  await expect(sending).rejects.toMatchObject({ code: 'E_CHAIN_UNKNOWN_OUTCOME' })
})
