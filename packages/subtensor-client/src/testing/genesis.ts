import type { StateView } from './state-view.ts'
import { type RuntimeCallVectors, readVectorJson } from './vector-files.ts'

/** How many neurons the chain starts with; 0 stands for the subnet owner's alone. */
export type NeuronCount = 0 | 5 | 256

/** The development key `//Alice`, which owns subnet 2. */
export const SUBNET_OWNER_COLDKEY = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'
/** Of `//Alice//owner`. */
export const SUBNET_OWNER_HOTKEY = '5GE862kfD7oBanSWGVtFQUvWy1s3Remeqk3oKqUUhe6MCHFi'
const NOBODY = '5C4hrfjw9DjXZTzV3MwzrrAr9P1MJhSrvWGWqi1eSuyUpnhM'

/** The block that the vectors were taken at, and the first that is built upon. */
export const START_BLOCK = 3

type Json = Readonly<Record<string, unknown>>

interface NeuronSeed extends Json {
  readonly uid: number
  readonly hotkey: string
  readonly coldkey: string
  readonly axonInfo: { readonly block: number }
  readonly prometheusInfo: { readonly block: number }
  readonly stake: readonly (readonly [string, number | string])[]
}

/** Per-uid vectors of the storage, by the field of `NeuronInfoLite` that they hold. */
const UID_VECTORS = {
  Active: 'active',
  Consensus: 'consensus',
  Dividends: 'dividends',
  Emission: 'emission',
  Incentive: 'incentive',
  LastUpdate: 'lastUpdate',
  PruningScores: 'pruningScore',
  Rank: 'rank',
  Trust: 'trust',
  ValidatorPermit: 'validatorPermit',
  ValidatorTrust: 'validatorTrust',
} as const

export const UID_VECTOR_ITEMS = Object.keys(UID_VECTORS) as readonly (keyof typeof UID_VECTORS)[]

/** Fills the state as the real runtime had it when the vectors were taken: subnets 0, 1 and 2, the last with neurons. */
export function writeGenesis(view: StateView, neurons: NeuronCount): void {
  writeSubnets(view)
  const seeds = neurons === 0 ? [ownerSeed()] : readNeurons(neurons)
  writeNeurons(view, 2, seeds)
  writeNeurons(view, 1, [{ ...ownerSeed(), hotkey: NOBODY, coldkey: NOBODY, lastUpdate: 0 }], 0)
  view.put('SubtensorModule.TotalHotkeyAlpha', [NOBODY, 1], 1_000_000_000)
  view.put('SubtensorModule.SubnetworkN', [0], 0)
}

/** Puts the neurons of the vectors on subnet 2 of a state that has them not. */
export const writeVectorNeurons = (view: StateView, count: 5 | 256): void =>
  writeNeurons(view, 2, readNeurons(count))

function readNeurons(count: 5 | 256): readonly NeuronSeed[] {
  const { calls } = readVectorJson<RuntimeCallVectors>(`runtime_calls_n${count}.json`)
  return calls.find((call) => call.fn === 'NeuronInfoRuntimeApi_get_neurons_lite')?.json as NeuronSeed[]
}

const ownerSeed = (): NeuronSeed => ({
  uid: 0,
  hotkey: SUBNET_OWNER_HOTKEY,
  coldkey: SUBNET_OWNER_COLDKEY,
  axonInfo: { block: 0 },
  prometheusInfo: { block: 0 },
  stake: [],
  active: true,
  lastUpdate: 2,
  validatorPermit: false,
})

function writeSubnets(view: StateView): void {
  const put = (item: string, netuid: number | null, value: unknown) =>
    view.put(`SubtensorModule.${item}`, netuid === null ? [] : [netuid], value)

  put('TotalNetworks', null, 3)
  put('TotalStake', null, 1_000_000_000_000)
  put('NetworkRateLimit', null, 0)
  put('NetworkLastLockCost', null, 1_000_000_000_000)
  put('NetworkLastRegistered', null, 2)
  for (const netuid of [0, 1, 2]) {
    put('NetworksAdded', netuid, true)
    put('TokenSymbol', netuid, ['Τ', 'α', 'β'][netuid])
    put('MaxAllowedUids', netuid, [64, 256, 256][netuid])
    put('MaxAllowedValidators', netuid, 64)
    put('MinAllowedWeights', netuid, [0, 0, 1][netuid])
    put('MaxWeightsLimit', netuid, 65_535)
    put('NetworkRegistrationAllowed', netuid, true)
    put('RegistrationsThisBlock', netuid, 0)
    put('CommitRevealWeightsEnabled', netuid, false)
    put('Tempo', netuid, [100, 100, 10][netuid])
    put('TargetRegistrationsPerInterval', netuid, [1, 2, 1000][netuid])
  }
  for (const netuid of [1, 2]) {
    put('SubnetMechanism', netuid, 1)
    put('SubnetAlphaOut', netuid, 1_000_000_000)
    const poolRao = netuid === 1 ? 10_000_000_000 : 1_000_000_000_000
    put('SubnetTAO', netuid, poolRao)
    put('SubnetAlphaIn', netuid, poolRao)
  }
  put('BlocksSinceLastStep', 1, 3)
  put('BlocksSinceLastStep', 2, 1)
  put('SubnetOwner', 1, NOBODY)
  put('SubnetOwner', 2, SUBNET_OWNER_COLDKEY)
  put('SubnetOwnerHotkey', 2, SUBNET_OWNER_HOTKEY)
  put('NetworkRegisteredAt', 2, 2)
  put('ServingRateLimit', 2, 50)
  put('ImmunityPeriod', 2, 5000)
  put('ActivityCutoff', 2, 5000)
  put('Kappa', 2, 32_767)
  put('MaxRegistrationsPerBlock', 2, 100)
  put('AdjustmentInterval', 2, 360)
  put('AdjustmentAlpha', 2, '0xf851eb851eb851ea')
  put('Difficulty', 2, 10_000_000)
  put('MinDifficulty', 2, '0xffffffffffffffff')
  put('MaxDifficulty', 2, '0xffffffffffffffff')
  put('NetworkPowRegistrationAllowed', 2, true)
  put('SubtokenEnabled', 2, true)
  put('FirstEmissionBlockNumber', 2, 2)
  put('SubnetAlphaOutEmission', 2, 1_000_000_000)
  put('PendingEmission', 2, 820_004_577)
  put('PendingServerEmission', 2, 820_004_577)
  put('PendingOwnerCut', 2, 179_995_422)
}

/** `registeredAt` of all; the block of uid + 1 unless given, as in the vectors. */
function writeNeurons(
  view: StateView,
  netuid: number,
  neurons: readonly NeuronSeed[],
  registeredAt?: number,
): void {
  const put = (item: string, args: readonly unknown[], value: unknown) =>
    view.put(`SubtensorModule.${item}`, args, value)
  const owned = new Map<string, string[]>()

  put('SubnetworkN', [netuid], neurons.length)
  for (const [item, field] of Object.entries(UID_VECTORS))
    put(
      item,
      [netuid],
      neurons.map((neuron) => neuron[field] ?? 0),
    )
  for (const { uid, hotkey, coldkey, axonInfo, prometheusInfo, stake } of neurons) {
    const alphaRao = BigInt(stake[0]?.[1] ?? 0)
    put('Uids', [netuid, hotkey], uid)
    put('Keys', [netuid, uid], hotkey)
    put('Owner', [hotkey], coldkey)
    put('IsNetworkMember', [hotkey, netuid], true)
    put('BlockAtRegistration', [netuid, uid], registeredAt ?? (neurons.length === 1 ? 2 : 1 + (uid % 7)))
    if (axonInfo.block > 0) put('Axons', [netuid, hotkey], axonInfo)
    if (prometheusInfo.block > 0) put('Prometheus', [netuid, hotkey], prometheusInfo)
    if (neurons.length > 1) put('TotalHotkeyAlpha', [hotkey, netuid], alphaRao)
    if (alphaRao > 0n) {
      const shares = { bits: alphaRao << 64n }
      put('TotalHotkeyShares', [hotkey, netuid], shares)
      put('Alpha', [hotkey, coldkey, netuid], shares)
    }
    owned.set(coldkey, [...(owned.get(coldkey) ?? []), hotkey])
  }
  for (const [coldkey, hotkeys] of owned) {
    put('OwnedHotkeys', [coldkey], hotkeys)
    put('StakingHotkeys', [coldkey], hotkeys)
  }
}
