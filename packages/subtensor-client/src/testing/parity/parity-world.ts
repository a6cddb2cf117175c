import { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import { Keyring } from '@polkadot/keyring'
import { cryptoWaitReady } from '@polkadot/util-crypto'
import type { ChainProvider } from '../../connection/connection.ts'
import type { ChainUnderTest, OpenChain } from '../describe-on-chains.ts'
import { createSender, type Sender } from './sender.ts'

await cryptoWaitReady()
const keyring = new Keyring({ type: 'sr25519', ss58Format: 42 })

export const alice = keyring.addFromUri('//Alice')
/** Owns the hotkeys `miner` and `other`. */
export const bob = keyring.addFromUri('//Bob')
export const miner = keyring.addFromUri('//Bob//miner')
export const other = keyring.addFromUri('//Bob//other')
/** Starts with nothing, and is given some. */
export const poor = keyring.addFromUri('//Poor')
export const nobody = keyring.addFromUri('//Nobody')

export const TAO = 1_000_000_000n

/** The last events of an extrinsic that cost nothing but what the call itself took. */
export const FREE_CALL = ['transactionPayment.TransactionFeePaid', 'system.ExtrinsicSuccess']
export const FREE_FAILURE = ['transactionPayment.TransactionFeePaid', 'system.ExtrinsicFailed']

/** One chain for all stories, which follow each other on it, and short ways to ask it. */
export interface ParityWorld extends Sender {
  start(open: OpenChain): Promise<void>
  stop(): Promise<void>
  api(): ApiPromise
  chain(): ChainUnderTest
  provider(): ChainProvider
  call(pallet: string, name: string, ...args: readonly unknown[]): SubmittableExtrinsic<'promise'>
  subtensor(name: string, ...args: readonly unknown[]): SubmittableExtrinsic<'promise'>
  /** As JSON. */
  read(pallet: string, item: string, ...args: readonly unknown[]): Promise<unknown>
  freeOf(ss58: string): Promise<bigint>
  nonceOf(ss58: string): Promise<number>
  metagraph(): Promise<Record<string, unknown[]>>
}

interface Opened {
  readonly chain: ChainUnderTest
  readonly provider: ChainProvider
  readonly api: ApiPromise
  readonly sender: Sender
}

const extensions = { SubtensorTransactionExtension: { extrinsic: {}, payload: {} } }

export function createParityWorld(): ParityWorld {
  let opened: Opened | null = null
  const now = (): Opened => {
    if (!opened) throw new Error('The chain has not been opened.')
    return opened
  }
  const call: ParityWorld['call'] = (pallet, name, ...args) => {
    const make = now().api.tx[pallet]?.[name]
    if (!make) throw new Error(`The runtime has no call ${pallet}.${name}.`)
    return make(...args)
  }
  const read: ParityWorld['read'] = async (pallet, item, ...args) =>
    (await now().api.query[pallet]?.[item]?.(...args))?.toJSON()
  const accountOf = async (ss58: string) =>
    (await read('system', 'account', ss58)) as { nonce: number; data: { free: number | string } }

  return {
    async start(open) {
      const chain = await open({
        fund: [
          { ss58: alice.address, tao: 5_000 },
          { ss58: bob.address, tao: 10_000 },
        ],
        tempoBlocks: 10_000,
        servingRateLimitBlocks: 3,
      })
      const provider = chain.openProvider(chain.endpoint)
      const created = ApiPromise.create({ provider, noInitWarn: true, signedExtensions: extensions })
      await provider.connect()
      const api = await created
      opened = { chain, provider, api, sender: createSender(api, provider) }
    },
    async stop() {
      await opened?.api.disconnect()
      await opened?.chain.close()
    },
    api: () => now().api,
    chain: () => now().chain,
    provider: () => now().provider,
    send: (...args) => now().sender.send(...args),
    submit: (hex) => now().sender.submit(hex),
    call,
    subtensor: (name, ...args) => call('subtensorModule', name, ...args),
    read,
    freeOf: async (ss58) => BigInt((await accountOf(ss58)).data.free),
    nonceOf: async (ss58) => (await accountOf(ss58)).nonce,
    metagraph: async () =>
      ((await now().api.call.subnetInfoRuntimeApi?.getMetagraph?.(2))?.toJSON() ?? {}) as Record<
        string,
        unknown[]
      >,
  }
}
