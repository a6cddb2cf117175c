import { z } from 'zod'
import type { Neuron } from '../chain-data.ts'
import { axonRecord } from './axon-record.ts'
import type { ChainState } from './chain-state.ts'
import { account, count, fraction, parseAs, rao } from './parse-as.ts'

const MODULE = 'subtensorModule'
const ROOT_NETUID = 0
const TAO_WEIGHT_UNIT = 1n << 64n

// Per netuid, a vector by uid; runtimes drop some of them.
const vectors = {
  active: z.array(z.boolean()),
  rank: z.array(fraction),
  trust: z.array(fraction),
  consensus: z.array(fraction),
  incentive: z.array(fraction),
  dividends: z.array(fraction),
  validatorTrust: z.array(fraction),
  validatorPermit: z.array(z.boolean()),
  emission: z.array(rao),
  lastUpdate: z.array(count),
}
const vectorsSchema = z.object(vectors).partial()

/**
 * A subnet's neurons from storage alone, for runtimes whose API lacks the calls. Stake is what the hotkey itself holds;
 * what child hotkeys and parents add is not in it.
 */
export async function neuronsFromStorage(
  state: ChainState,
  netuid: number,
  neurons: number,
): Promise<readonly Neuron[]> {
  const uids = Array.from({ length: neurons }, (_, uid) => uid)
  const names = Object.keys(vectors).filter((name) => state.hasStorage(`${MODULE}.${name}`))
  const [keys, registrations, columns, weight] = await Promise.all([
    state.storages(uids.map((uid) => [`${MODULE}.keys`, netuid, uid])),
    state.storages(uids.map((uid) => [`${MODULE}.blockAtRegistration`, netuid, uid])),
    state.storages(names.map((name) => [`${MODULE}.${name}`, netuid])),
    state.storage(`${MODULE}.taoWeight`),
  ])
  const hotkeys = parseAs(z.array(account), 'the hotkeys of a subnet', keys)
  const registeredAt = parseAs(z.array(count), 'the blocks of registration', registrations)
  const taoWeight = parseAs(rao, 'the weight of TAO', weight)
  const column = parseAs(
    vectorsSchema,
    'the scores of a subnet',
    Object.fromEntries(names.map((name, i) => [name, columns[i]])),
  )
  const [owners, axons, alphas, roots] = await Promise.all([
    state.storages(hotkeys.map((hotkey) => [`${MODULE}.owner`, hotkey])),
    state.storages(hotkeys.map((hotkey) => [`${MODULE}.axons`, netuid, hotkey])),
    state.storages(hotkeys.map((hotkey) => [`${MODULE}.totalHotkeyAlpha`, hotkey, netuid])),
    state.storages(hotkeys.map((hotkey) => [`${MODULE}.totalHotkeyAlpha`, hotkey, ROOT_NETUID])),
  ])
  const coldkeys = parseAs(z.array(account), 'the owners of hotkeys', owners)
  const axonRecords = parseAs(z.array(axonRecord.nullable()), 'the axons of a subnet', axons)
  const alphaStakes = parseAs(z.array(rao), 'the stakes of a subnet', alphas)
  const taoStakes = parseAs(z.array(rao), 'the stakes on the root', roots)
  return uids.map((uid) => {
    const alphaStakeRao = alphaStakes[uid] ?? 0n
    const taoStakeRao = taoStakes[uid] ?? 0n
    return {
      netuid,
      uid,
      hotkeySs58: hotkeys[uid] ?? '',
      coldkeySs58: coldkeys[uid] ?? '',
      active: column.active?.[uid] ?? false,
      axon: axonRecords[uid] ?? null,
      stakeRao: alphaStakeRao + (taoStakeRao * taoWeight) / TAO_WEIGHT_UNIT,
      alphaStakeRao,
      taoStakeRao,
      rank: column.rank?.[uid] ?? 0,
      trust: column.trust?.[uid] ?? 0,
      consensus: column.consensus?.[uid] ?? 0,
      incentive: column.incentive?.[uid] ?? 0,
      dividends: column.dividends?.[uid] ?? 0,
      validatorTrust: column.validatorTrust?.[uid] ?? 0,
      validatorPermit: column.validatorPermit?.[uid] ?? false,
      emissionRao: column.emission?.[uid] ?? 0n,
      lastUpdateBlock: column.lastUpdate?.[uid] ?? 0,
      registeredAtBlock: registeredAt[uid] ?? null,
    }
  })
}
