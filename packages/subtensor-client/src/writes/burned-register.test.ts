import { encodeSs58 } from '@ig/protocol'
import { keypairFromUri } from '@ig/sr25519'
import { afterEach, describe, expect, test, vi } from 'vitest'
import type { RegisterOptions } from '../client.ts'
import type { InMemoryChainOptions } from '../testing/index.ts'
import { openTestChain } from '../testing/open-test-chain.ts'
import { burnedRegister, dryRunRegister } from './burned-register.ts'

const coldkey = keypairFromUri('//Alice')
const ALICE = encodeSs58(coldkey.publicKey)
const HOTKEY = encodeSs58(keypairFromUri('//Alice//hot').publicKey)
const TAO = 1_000_000_000n

const ends: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const end of ends.splice(0)) await end()
})

function openChain(options: InMemoryChainOptions) {
  const opened = openTestChain({ fund: [{ ss58: ALICE, tao: 10 }], burnRao: TAO, ...options })
  ends.push(opened.close)
  const register = (options: Partial<RegisterOptions> = {}) =>
    burnedRegister(opened.context, { netuid: 2, hotkeySs58: HOTKEY, coldkey, maxCostRao: TAO, ...options })
  return { ...opened, register, freeRao: () => opened.freeRaoOf(ALICE) }
}

const until = (condition: () => void) => vi.waitFor(condition, { timeout: 15_000, interval: 5 })

describe('where the runtime has register_limit (424)', () => {
  test('the limit goes along, and the outcome is the same', async () => {
    const { chain, register, freeRao } = openChain({ spec: 424 })
    const outcome = await register({ maxCostRao: 3n * TAO })
    expect(chain.extrinsics).toMatchObject([
      { call: 'subtensorModule.registerLimit', args: { limitPrice: String(3n * TAO) } },
    ])
    expect(outcome).toMatchObject({ netuid: 2, uid: 1, burnRao: TAO, balanceBeforeRao: 10n * TAO })
    expect(outcome.balanceAfterRao).toBe(9n * TAO - outcome.feeRao)
    expect(await freeRao()).toBe(outcome.balanceAfterRao)
  })

  test('a price that rises after sending is refused by the runtime itself: nothing is burned', async () => {
    const { chain, register, freeRao } = openChain({ spec: 424, sealing: 'manual' })
    const registering = register()
    registering.catch(() => {})
    await until(() => expect(chain.extrinsics).toHaveLength(1))
    chain.setBurnRao(2n * TAO)
    chain.mineBlock()
    await expect(registering).rejects.toMatchObject({
      code: 'E_CHAIN_REFUSED',
      values: { error: 'RegistrationPriceLimitExceeded', pallet: 'SubtensorModule', path: 'block' },
    })
    expect(await freeRao()).toBeGreaterThan(9n * TAO)
  })
})

describe('where it has not (293)', () => {
  test('the price of the last block before sending decides', async () => {
    const { chain, register } = openChain({ spec: 293 })
    chain.setBurnRao(2n * TAO)
    await expect(register()).rejects.toMatchObject({
      code: 'E_CHAIN_COST',
      values: { costRao: 2n * TAO, maxCostRao: TAO, block: chain.head().number },
    })
    expect(chain.extrinsics).toHaveLength(0)
    await register({ maxCostRao: 2n * TAO })
    expect(chain.extrinsics).toMatchObject([{ call: 'subtensorModule.burnedRegister' }])
  })

  test('it cannot be included later than 8 blocks from then, however long an era is asked for', async () => {
    const { chain, register } = openChain({ spec: 293, sealing: 'manual', finalityLagBlocks: 0 })
    const controller = new AbortController()
    const registering = register({ eraBlocks: 64, signal: controller.signal })
    registering.catch(() => {})
    await until(() => expect(chain.extrinsics).toHaveLength(1))
    controller.abort()
    await expect(registering).rejects.toMatchObject({
      code: 'E_CHAIN_UNKNOWN_OUTCOME',
      values: { lastEraBlock: chain.head().number + 7 },
    })
  })
})

test('a registration lost with its connection after sending is found, and paid for once', async () => {
  const { chain, register, freeRao } = openChain({ spec: 293 })
  chain.failNext({ method: 'author_submitExtrinsic', drop: 'after' })
  expect(await register()).toMatchObject({ uid: 1, burnRao: TAO })
  expect(chain.extrinsics).toHaveLength(1)
  expect(await freeRao()).toBe(9n * TAO)
})

test('a registration that a fork takes back is found in the block that has it then', async () => {
  const { chain, register, freeRao } = openChain({ spec: 293, sealing: 'manual', finalityLagBlocks: 2 })
  const registering = register({ waitFor: 'finality' })
  await until(() => expect(chain.extrinsics).toHaveLength(1))
  chain.mineBlock()
  chain.fork({ keepExtrinsics: true })
  const { hash } = chain.head()
  chain.mineBlock(2)
  expect(await registering).toMatchObject({ uid: 1, burnRao: TAO, finalized: true, block: { hash } })
  expect(await freeRao()).toBe(9n * TAO)
})

test.each([
  ['5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQ', 'E_SS58'],
  ['15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5', 'E_SS58'],
])('the hotkey %s is no address of this network', async (hotkeySs58, code) => {
  const { chain, context, register } = openChain({})
  await expect(register({ hotkeySs58 })).rejects.toMatchObject({ code })
  await expect(
    dryRunRegister(context, { netuid: 2, hotkeySs58, coldkeySs58: ALICE, maxCostRao: TAO }),
  ).rejects.toMatchObject({ code })
  expect(chain.extrinsics).toHaveLength(0)
})

test.each([293, 424] as const)('a limit that no u64 holds is no limit (%i)', async (spec) => {
  const { chain, context, register } = openChain({ spec })
  for (const maxCostRao of [2n ** 64n, -1n]) {
    const refused = { code: 'E_CHAIN_ARGUMENT', values: { maxCostRao } }
    await expect(register({ maxCostRao })).rejects.toMatchObject(refused)
    await expect(
      dryRunRegister(context, { netuid: 2, hotkeySs58: HOTKEY, coldkeySs58: ALICE, maxCostRao }),
    ).rejects.toMatchObject(refused)
  }
  expect(chain.extrinsics).toHaveLength(0)
  expect(await register({ maxCostRao: 2n ** 64n - 1n })).toMatchObject({ burnRao: TAO })
})
