import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, expect, test, vi } from 'vitest'
import type { TransferOptions } from '../client.ts'
import type { InMemoryChainOptions } from '../testing/index.ts'
import { openTestChain } from '../testing/open-test-chain.ts'
import { transfer } from './transfer.ts'

const alice = keypairFromUri('//Alice')
const ALICE = encodeSs58(alice.publicKey)
const BOB = encodeSs58(keypairFromUri('//Bob').publicKey)
const TAO = 1_000_000_000n

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

/** A chain with Alice's 10 TAO, and her transfers. */
function openChain(options: InMemoryChainOptions = {}) {
  const opened = openTestChain({ fund: [{ ss58: ALICE, tao: 10 }], ...options })
  ends.push(opened.close)
  const send = (options: Partial<TransferOptions> = {}) =>
    transfer(opened.context, { from: alice, toSs58: BOB, amountRao: TAO, ...options })
  return { ...opened, send, freeRao: opened.freeRaoOf }
}

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 15_000, interval: 5 })

test('what the pool refuses by a code of its own is named, may be tried again, and cost nothing', async () => {
  const { chain, send, freeRao } = openChain()
  const refusals = [
    [1012, 'TemporarilyBanned'],
    [1014, 'PriorityTooLow'],
    [1016, 'ImmediatelyDropped'],
  ] as const
  for (const [code, error] of refusals) {
    chain.failNext({ method: 'author_submitExtrinsic', error: { code, message: 'No.' } })
    await expect(send()).rejects.toMatchObject({
      code: 'E_CHAIN_REFUSED',
      retryable: true,
      values: { error, path: 'pool' },
    })
  }
  expect(await freeRao(ALICE)).toBe(10n * TAO)
})

test.each(['substrate', 'chopsticks'] as const)(
  'what the runtime finds invalid is named, and cost nothing, as %s says it',
  async (refusalStyle) => {
    const { chain, send, freeRao } = openChain({ refusalStyle })
    for (const pool of ['Stale', 'Future', 'BadProof', 'AncientBirthBlock'] as const) {
      chain.failNext({ pool })
      await expect(send()).rejects.toMatchObject({
        code: 'E_CHAIN_REFUSED',
        retryable: true,
        values: { error: pool, path: 'pool' },
      })
    }
    chain.failNext({ pool: 'Payment' })
    await expect(send()).rejects.toMatchObject({ code: 'E_CHAIN_FUNDS', values: { error: 'Payment' } })
    chain.failNext({ pool: 6 })
    await expect(send()).rejects.toMatchObject({ values: { error: 'RateLimitExceeded' } })
    expect(await freeRao(ALICE)).toBe(10n * TAO)
  },
)

test('a node that says that it has it already is believed, and the blocks decide', async () => {
  const { chain, send } = openChain()
  chain.failNext({ method: 'author_submitExtrinsic', error: { code: 1013, message: 'Already imported' } })
  let failure: unknown
  send().catch((error: unknown) => {
    failure = error
  })
  await until(() => {
    chain.mineBlock(2)
    expect(failure).toMatchObject({ code: 'E_CHAIN_REFUSED', values: { error: 'EraEnded' } })
  })
})

test('what fails in its block says why, and what it cost', async () => {
  const { chain, send, freeRao } = openChain()
  chain.failNext({ module: 'Balances.InsufficientBalance' })
  const failure = await send().catch((error: unknown) => error)
  expect(failure).toMatchObject({
    code: 'E_CHAIN_FUNDS',
    values: { error: 'InsufficientBalance', pallet: 'Balances', path: 'block', block: chain.head().number },
  })
  const { feeRao } = (failure as { values: { feeRao: bigint } }).values
  expect(feeRao).toBeGreaterThan(0n)
  expect(await freeRao(ALICE)).toBe(10n * TAO - feeRao)
})

test('a connection lost while it is checked and signed sends nothing', async () => {
  const { chain, send, freeRao } = openChain()
  chain.failNext({ method: 'system_accountNextIndex', drop: 'before' })
  await expect(send()).rejects.toMatchObject({ code: 'E_CHAIN_UNREACHABLE', retryable: true })
  expect(chain.extrinsics).toHaveLength(0)
  await send()
  expect(await freeRao(BOB)).toBe(TAO)
})
