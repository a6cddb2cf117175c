import type { ApiPromise } from '@polkadot/api'
import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import { type NeuronCount, writeVectorNeurons } from '../genesis.ts'
import type { Runtime } from '../runtime.ts'
import { createState } from '../state.ts'
import { createStateView, type StateView } from '../state-view.ts'

export interface RealChainOptions {
  /** On subnet 2; 0 (the default) leaves the owner's alone, as uid 0. */
  readonly neurons?: NeuronCount
  readonly fund?: readonly { readonly ss58: string; readonly tao: number }[]
  readonly burnRao?: bigint
  readonly servingRateLimitBlocks?: number
  /** A large one keeps the runtime from reckoning the synthetic neurons' scores anew. */
  readonly tempoBlocks?: number
}

const NETUID = 2
/** What `register_network` locks, and something to live on. */
const OWNER_TAO = 2_000n
const RAO_PER_TAO = 1_000_000_000n

/** Sends JSON-RPC that @polkadot/api has no name for. */
export type SendRpc = (method: string, params: unknown[]) => Promise<unknown>

/** Writes storage by the names of the metadata, from outside of any block. */
export async function writeStorage(
  runtime: Runtime,
  send: SendRpc,
  write: (view: StateView) => void,
): Promise<void> {
  const state = createState()
  write(createStateView(runtime, state))
  await send('dev_setStorage', [state.keys('0x').map((key) => [key, state.get(key)])])
}

/** Makes the chain what tests expect: subnet 2 of //Alice, open for registration, its neurons, and funded accounts. */
export async function prepareRealChain(
  api: ApiPromise,
  runtime: Runtime,
  send: SendRpc,
  options: RealChainOptions,
): Promise<void> {
  await cryptoWaitReady()
  const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })
  const alice = keyring.addFromUri('//Alice')
  const owner = keyring.addFromUri('//Alice//owner')
  const write = (change: (view: StateView) => void) => writeStorage(runtime, send, change)

  await write((view) => {
    view.put('System.Account', [alice.address], account(OWNER_TAO * RAO_PER_TAO))
    view.put('SubtensorModule.NetworkRateLimit', [], 0)
  })
  const register = api.tx.subtensorModule?.registerNetwork
  if (!register) throw new Error('The runtime has no register_network.')
  const signed = await register(owner.address).signAsync(alice, { nonce: -1 })
  await send('author_submitExtrinsic', [signed.toHex()])
  await untilTrue(async () => {
    const added = await api.query.subtensorModule?.networksAdded?.(NETUID)
    return added?.toString() === 'true'
  })

  await write((view) => {
    const put = (item: string, value: unknown) => view.put(`SubtensorModule.${item}`, [NETUID], value)
    put('NetworkRegistrationAllowed', true)
    put('ServingRateLimit', options.servingRateLimitBlocks ?? 50)
    put('SubtokenEnabled', true)
    put('FirstEmissionBlockNumber', 2)
    put('TargetRegistrationsPerInterval', 1000)
    put('MaxRegistrationsPerBlock', 100)
    if (options.burnRao !== undefined) put('Burn', options.burnRao)
    if (options.tempoBlocks !== undefined) put('Tempo', options.tempoBlocks)
    for (const { ss58, tao } of options.fund ?? [])
      view.put('System.Account', [ss58], account(BigInt(Math.round(tao * 1e9))))
    if (options.neurons) writeVectorNeurons(view, options.neurons)
  })
  await send('dev_newBlock', [{ count: 1 }])
}

export const account = (freeRao: bigint) => ({
  nonce: 0,
  consumers: 0,
  providers: 1,
  sufficients: 0,
  data: { free: freeRao, reserved: 0, frozen: 0, flags: NEW_LOGIC },
})

/** The flag of accounts that the balances pallet need not upgrade any more. */
const NEW_LOGIC = 1n << 127n

const ATTEMPTS = 100
const PAUSE_MS = 50

async function untilTrue(holds: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error('The real chain did not register its subnet in time.')
}
