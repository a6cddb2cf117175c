import type { ApiPromise } from '@polkadot/api'
import type { SubmittableExtrinsic } from '@polkadot/api/types'
import type { KeyringPair } from '@polkadot/keyring/types'
import { vi } from 'vitest'
import type { ChainProvider } from '../../connection/connection.ts'

/** How an extrinsic ended, in words that are the same on every chain. */
export interface Ending {
  /** `Custom 12`, `Stale`; null where the pool took it. */
  readonly refusal: string | null
  /** `SubtensorModule.SubNetworkDoesNotExist`, `Token.FundsUnavailable`; null where the call did what it was for. */
  readonly error: string | null
  /** Names, in order. */
  readonly events: readonly string[]
  /** The fields of each event, as JSON. */
  readonly data: readonly unknown[]
}

export interface Sender {
  send(call: SubmittableExtrinsic<'promise'>, signer: KeyringPair, options?: object): Promise<Ending>
  submit(hex: string): Promise<string | null>
}

const WAIT = { timeout: 60_000, interval: 20 }

/** Sends by the plain RPC methods, so that nothing of @polkadot/api's own bookkeeping stands between. */
export function createSender(api: ApiPromise, provider: ChainProvider): Sender {
  const submit = async (hex: string): Promise<string | null> => {
    try {
      await provider.send('author_submitExtrinsic', [hex])
      return null
    } catch (error) {
      return refusalInWords(error as Error)
    }
  }

  const find = async (hex: string): Promise<Ending> => {
    const hash = await provider.send<string>('chain_getBlockHash', [])
    const { block } = await provider.send<{ block: { extrinsics: string[] } }>('chain_getBlock', [hash])
    const index = block.extrinsics.indexOf(hex)
    if (index < 0) throw new Error('The extrinsic is not in the newest block.')
    const records = await (await api.at(hash)).query.system?.events?.()
    const all = records as unknown as readonly {
      readonly phase: {
        readonly isApplyExtrinsic: boolean
        readonly asApplyExtrinsic: { toNumber(): number }
      }
      readonly event: {
        readonly section: string
        readonly method: string
        readonly data: readonly unknown[] & { toJSON(): unknown }
      }
    }[]
    const own = all.filter(
      ({ phase }) => phase.isApplyExtrinsic && phase.asApplyExtrinsic.toNumber() === index,
    )
    const failed = own.find(({ event }) => event.method === 'ExtrinsicFailed')
    return {
      refusal: null,
      error: failed ? errorInWords(api, failed.event.data[0]) : null,
      events: own.map(({ event }) => `${event.section}.${event.method}`),
      data: own.map(({ event }) => event.data.toJSON()),
    }
  }

  return {
    submit,
    async send(call, signer, options = {}) {
      const signed = await call.signAsync(signer, { nonce: -1, ...options })
      const hex = signed.toHex()
      const refusal = await submit(hex)
      if (refusal !== null) return { refusal, error: null, events: [], data: [] }
      return await vi.waitFor(() => find(hex), WAIT)
    },
  }
}

function errorInWords(api: ApiPromise, value: unknown): string {
  const error = value as {
    readonly isModule: boolean
    readonly asModule: Parameters<typeof api.registry.findMetaError>[0]
    readonly asToken: { readonly type: string }
  }
  if (!error.isModule) return `Token.${error.asToken.type}`
  const { section, name } = api.registry.findMetaError(error.asModule)
  return `${section}.${name}`
}

const REASONS: Readonly<Record<string, string>> = {
  badProof: 'BadProof',
  'Transaction has a bad signature': 'BadProof',
  stale: 'Stale',
  'Transaction is outdated': 'Stale',
  payment: 'Payment',
  'Inability to pay some fees (e.g. account balance too low)': 'Payment',
}

function refusalInWords({ message }: Error): string {
  const code = /[Cc]ustom(?: error)?"?: ?(\d+)/.exec(message)?.[1]
  if (code !== undefined) return `Custom ${code}`
  return Object.entries(REASONS).find(([words]) => message.includes(words))?.[1] ?? message
}
