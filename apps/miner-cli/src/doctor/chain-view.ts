import { IgError } from '@ig/errors'
import type {
  BlockInfo,
  ChainStatus,
  ConnectionEvent,
  Metagraph,
  Neuron,
  SubtensorClient,
} from '@ig/subtensor-client'
import { NETWORKS } from '@ig/subtensor-client/networks'
import { type ChosenNetwork, withGenesis } from '../chain-commands/chosen-network.ts'
import type { CommandContext } from '../commands/command.ts'
import { walletColdkey, walletHotkey } from '../wallet/wallet-addresses.ts'

/** What the chain says at its newest block, read once for all checks. */
export interface ChainView {
  /** As its genesis shows: a node on this machine may follow the main network. */
  readonly network: ChosenNetwork
  readonly status: ChainStatus
  readonly head: BlockInfo
  readonly readAtMs: number
  /** Null where there is no subnet of this netuid. */
  readonly metagraph: Metagraph | null
  /** Null where the wallet's public half cannot be read. */
  readonly hotkeySs58: string | null
  /** Ours; null where it is not registered. */
  readonly neuron: Neuron | null
  /** Of the neuron, else of the wallet. */
  readonly coldkey: { readonly ss58: string; readonly freeRao: bigint } | null
}

const CONNECT_MS = 12_000

/** Connects and reads. The client is closed by `cleanup`. */
export async function readChainView({
  network: named,
  cleanup,
  signal,
  nowMs,
  ...wallet
}: Pick<CommandContext, 'settings' | 'sources' | 'home'> & {
  readonly network: ChosenNetwork
  readonly cleanup: AsyncDisposableStack
  readonly signal: AbortSignal
  readonly nowMs: () => number
}): Promise<ChainView> {
  const { netuid } = wallet.settings
  const { createSubtensorClient } = await import('@ig/subtensor-client')
  const gaveUp = new AbortController()
  const client = createSubtensorClient({ ...named.client, onEvent: afterEachFailed(named, gaveUp) })
  cleanup.defer(() => client.close())
  await client.ready({ signal: AbortSignal.any([signal, gaveUp.signal]), timeoutMs: CONNECT_MS })
  const head = await client.getBlock({ signal })
  const readAtMs = nowMs()
  const network = withGenesis(named, client.status().genesisHash)
  const metagraph = await readMetagraph(client, netuid, signal)
  const hotkeySs58 = orNull(() => walletHotkey(wallet))
  const neuron = metagraph?.neurons.find((one) => one.hotkeySs58 === hotkeySs58) ?? null
  const coldkeySs58 = neuron?.coldkeySs58 ?? orNull(() => walletColdkey(wallet))
  const balance = coldkeySs58 === null ? null : await client.getBalance(coldkeySs58, { signal })
  return {
    network,
    status: client.status(),
    head,
    readAtMs,
    metagraph,
    hotkeySs58,
    neuron,
    coldkey:
      coldkeySs58 !== null && balance !== null ? { ss58: coldkeySs58, freeRao: balance.freeRao } : null,
  }
}

/** A miner tries on and on; who asks what is wrong wants to know once every endpoint has failed. */
function afterEachFailed({ name, client }: ChosenNetwork, gaveUp: AbortController) {
  const known = client.endpoints ?? (name === 'custom' ? [] : NETWORKS[name].endpoints)
  const failed = new Map<string, string>()
  return (event: ConnectionEvent) => {
    if (event.type !== 'attempt-failed') return
    failed.set(event.endpoint, event.problem)
    if (failed.size < new Set(known).size) return
    gaveUp.abort(
      new IgError({
        code: 'E_CHAIN_UNREACHABLE',
        message: 'No endpoint of the chain can be reached.',
        values: Object.fromEntries(failed),
        hint: 'See that the network works and that the address is right.',
        retryable: true,
      }),
    )
  }
}

async function readMetagraph(
  client: SubtensorClient,
  netuid: number,
  signal: AbortSignal,
): Promise<Metagraph | null> {
  try {
    return await client.getMetagraph(netuid, { signal })
  } catch (error) {
    if (IgError.isInstance(error) && error.code === 'E_CHAIN_SUBNET') return null
    throw error
  }
}

/** The row of the hotkey says what is wrong with the wallet. */
function orNull(read: () => string): string | null {
  try {
    return read()
  } catch (error) {
    if (IgError.isInstance(error)) return null
    throw error
  }
}
