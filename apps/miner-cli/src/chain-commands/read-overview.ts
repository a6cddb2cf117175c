import type { ReadOptions, SubtensorClient } from '@ig/subtensor-client'
import type { SubnetOverview } from './overview.ts'

/** The wallet whose neurons are looked for. */
export interface OwnKeys {
  /** The wallet's name. */
  readonly coldkey: string
  readonly coldkeySs58: string
  /** Names by address, of the hotkeys that lie in the wallet's folder. */
  readonly hotkeyNames: ReadonlyMap<string, string>
}

/** What `wallet overview` shows: everything of one block. */
export interface Overview {
  readonly block: number
  readonly balanceRao: bigint
  readonly subnets: readonly SubnetOverview[]
}

const LOOKUPS_AT_ONCE = 64

/**
 * The neurons of the wallet's hotkeys, those in its folder and those that the chain knows to be the coldkey's, on the
 * subnet of that netuid or on all of them.
 *
 * @throws IgError `E_CHAIN_SUBNET` where there is no subnet of that netuid.
 */
export async function readOverview(
  client: SubtensorClient,
  keys: OwnKeys,
  { netuid, signal }: { readonly netuid: number | null; readonly signal: AbortSignal },
): Promise<Overview> {
  const { number: block, hash } = await client.getBlock({ signal })
  const at = { signal, atBlockHash: hash }
  const [balance, owned, subnets] = await Promise.all([
    client.getBalance(keys.coldkeySs58, at),
    client.getOwnedHotkeys(keys.coldkeySs58, at),
    netuid === null ? client.getSubnets(at) : oneSubnet(client, netuid, at),
  ])
  const hotkeys = [...new Set([...keys.hotkeyNames.keys(), ...owned])]
  const places = subnets.flatMap((subnet) => hotkeys.map((hotkeySs58) => ({ ...subnet, hotkeySs58 })))
  const neurons = await inGroups(places, (place) => readNeuron(client, place, at))
  return {
    block,
    balanceRao: balance.freeRao,
    subnets: subnets
      .map(({ netuid: one, tempoBlocks }) => ({
        netuid: one,
        tempoBlocks,
        neurons: neurons
          .filter((neuron) => neuron?.netuid === one)
          .flatMap((neuron) => neuron ?? [])
          .map((neuron) => ({
            coldkey: keys.coldkey,
            hotkey: keys.hotkeyNames.get(neuron.hotkeySs58) ?? neuron.hotkeySs58,
            neuron,
          })),
      }))
      .filter(({ neurons: own }) => own.length > 0),
  }
}

async function oneSubnet(client: SubtensorClient, netuid: number, at: ReadOptions) {
  const { tempoBlocks } = await client.getHyperparameters(netuid, at)
  return [{ netuid, tempoBlocks }]
}

async function readNeuron(
  client: SubtensorClient,
  { netuid, hotkeySs58 }: { readonly netuid: number; readonly hotkeySs58: string },
  at: ReadOptions,
) {
  const uid = await client.getUid({ netuid, hotkeySs58 }, at)
  return uid === null ? null : client.getNeuron({ netuid, uid }, at)
}

/** Many small reads, without asking a public node for thousands at once. */
async function inGroups<T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = []
  for (let at = 0; at < items.length; at += LOOKUPS_AT_ONCE) {
    results.push(...(await Promise.all(items.slice(at, at + LOOKUPS_AT_ONCE).map(read))))
  }
  return results
}
