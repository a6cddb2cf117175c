import type { StateView } from '../state-view.ts'
import { hotkeysOf, readAxon, uidVector } from './neuron-fields.ts'

/** Computes one field of a struct about a subnet. */
export type SubnetField = (view: StateView, netuid: number) => unknown

const NAMES = ['root', 'apex', 'omron'].map((name) => new TextEncoder().encode(name))

const item =
  (name: string): SubnetField =>
  (view, netuid) =>
    view.read(`SubtensorModule.${name}`, netuid)

const vector =
  (name: string): SubnetField =>
  (view, netuid) =>
    uidVector(view, name, netuid)

const none: SubnetField = () => null
const zero: SubnetField = () => 0

/** The first entry that this runtime has: names moved between the specs. */
const firstItem =
  (...names: readonly string[]): SubnetField =>
  (view, netuid) => {
    const name = names.find((one) => view.runtime.hasStorageItem(`SubtensorModule.${one}`))
    return name === undefined ? 0 : view.read(`SubtensorModule.${name}`, netuid)
  }

const blockNumber = (view: StateView) => view.number('System.Number')

/** Root stake counts towards a subnet's by `TaoWeight` of 2^64. */
const taoStakes = (view: StateView, netuid: number) =>
  hotkeysOf(view, netuid).map(
    (hotkey) =>
      (view.amount('SubtensorModule.TotalHotkeyAlpha', hotkey, 0) *
        view.amount('SubtensorModule.TaoWeight')) >>
      64n,
  )

const alphaStakes = (view: StateView, netuid: number) =>
  hotkeysOf(view, netuid).map((hotkey) => view.amount('SubtensorModule.TotalHotkeyAlpha', hotkey, netuid))

const perHotkey: SubnetField = (view, netuid) => hotkeysOf(view, netuid).map((hotkey) => [hotkey, 0])

const validators = (view: StateView, netuid: number) =>
  view
    .list('SubtensorModule.ValidatorPermit', netuid)
    .flatMap((permit, uid) => (permit.toString() === 'true' ? [uid] : []))

const commitments = (view: StateView, netuid: number) =>
  hotkeysOf(view, netuid).flatMap((hotkey) => {
    if (!view.has('Commitments.CommitmentOf', netuid, hotkey)) return []
    const { info } = view.read('Commitments.CommitmentOf', netuid, hotkey) as unknown as {
      info: { toU8a(): Uint8Array }
    }
    return [[hotkey, [...info.toU8a()]]]
  })

/** Settings, by the names that `SubnetHyperparams`, `SubnetInfo` and `Metagraph` share. */
const settings: Readonly<Record<string, SubnetField>> = {
  rho: item('Rho'),
  kappa: item('Kappa'),
  immunityPeriod: item('ImmunityPeriod'),
  minAllowedWeights: item('MinAllowedWeights'),
  maxWeightsLimit: firstItem('MaxWeightsLimit'),
  tempo: item('Tempo'),
  difficulty: item('Difficulty'),
  minDifficulty: item('MinDifficulty'),
  maxDifficulty: item('MaxDifficulty'),
  weightsVersion: item('WeightsVersionKey'),
  weightsRateLimit: item('WeightsSetRateLimit'),
  adjustmentAlpha: item('AdjustmentAlpha'),
  adjustmentInterval: item('AdjustmentInterval'),
  activityCutoff: item('ActivityCutoff'),
  registrationAllowed: item('NetworkRegistrationAllowed'),
  powRegistrationAllowed: item('NetworkPowRegistrationAllowed'),
  targetRegsPerInterval: item('TargetRegistrationsPerInterval'),
  maxRegsPerBlock: item('MaxRegistrationsPerBlock'),
  burn: item('Burn'),
  minBurn: item('MinBurn'),
  maxBurn: item('MaxBurn'),
  bondsMovingAvg: item('BondsMovingAverage'),
  servingRateLimit: item('ServingRateLimit'),
  maxValidators: item('MaxAllowedValidators'),
  commitRevealPeriod: item('RevealPeriodEpochs'),
  commitRevealWeightsEnabled: item('CommitRevealWeightsEnabled'),
  alphaHigh: (view, netuid) => view.list('SubtensorModule.AlphaValues', netuid)[1],
  alphaLow: (view, netuid) => view.list('SubtensorModule.AlphaValues', netuid)[0],
  liquidAlphaEnabled: item('LiquidAlphaOn'),
  alphaSigmoidSteepness: (view, netuid) => ({
    bits: view.amount('SubtensorModule.AlphaSigmoidSteepness', netuid) << 32n,
  }),
  yumaVersion: (view, netuid) => (view.flag('SubtensorModule.Yuma3On', netuid) ? 3 : 2),
  subnetIsActive: item('SubtokenEnabled'),
  transfersEnabled: item('TransferToggle'),
  bondsResetEnabled: item('BondsResetOn'),
  userLiquidityEnabled: () => false,
}

/** What `SubnetInfo` and its second version say besides. */
export const subnetInfoFields: Readonly<Record<string, SubnetField>> = {
  ...settings,
  netuid: (_view, netuid) => netuid,
  maxAllowedValidators: item('MaxAllowedValidators'),
  scalingLawPower: item('ScalingLawPower'),
  subnetworkN: item('SubnetworkN'),
  maxAllowedUids: item('MaxAllowedUids'),
  blocksSinceLastStep: item('BlocksSinceLastStep'),
  networkModality: zero,
  networkConnect: () => [],
  emissionValue: zero,
  emissionValues: zero,
  owner: item('SubnetOwner'),
  identity: none,
}

/** What `Metagraph`, `DynamicInfo`, `SubnetState` and `SelectiveMetagraph` say besides. */
export const metagraphFields: Readonly<Record<string, SubnetField>> = {
  ...settings,
  netuid: (_view, netuid) => netuid,
  name: (_view, netuid) => [...(NAMES[netuid] ?? new TextEncoder().encode(`subnet${netuid}`))],
  subnetName: (view, netuid) => metagraphFields.name?.(view, netuid),
  symbol: (view, netuid) => [...view.read('SubtensorModule.TokenSymbol', netuid).toU8a(true)],
  tokenSymbol: (view, netuid) => metagraphFields.symbol?.(view, netuid),
  identity: none,
  subnetIdentity: none,
  networkRegisteredAt: item('NetworkRegisteredAt'),
  ownerHotkey: item('SubnetOwnerHotkey'),
  ownerColdkey: item('SubnetOwner'),
  block: (view) => blockNumber(view),
  lastStep: item('LastMechansimStepBlock'),
  blocksSinceLastStep: (view, netuid) =>
    blockNumber(view) - view.number('SubtensorModule.LastMechansimStepBlock', netuid),
  subnetEmission: zero,
  emission: zero,
  alphaIn: item('SubnetAlphaIn'),
  alphaOut: item('SubnetAlphaOut'),
  taoIn: item('SubnetTAO'),
  alphaOutEmission: item('SubnetAlphaOutEmission'),
  alphaInEmission: item('SubnetAlphaInEmission'),
  taoInEmission: item('SubnetTaoInEmission'),
  pendingAlphaEmission: firstItem('PendingEmission', 'PendingServerEmission'),
  pendingRootEmission: firstItem('PendingRootDivs', 'PendingRootAlphaDivs'),
  subnetVolume: item('SubnetVolume'),
  movingPrice: item('SubnetMovingPrice'),
  numUids: item('SubnetworkN'),
  maxUids: item('MaxAllowedUids'),
  hotkeys: hotkeysOf,
  coldkeys: (view, netuid) =>
    hotkeysOf(view, netuid).map((hotkey) => view.text('SubtensorModule.Owner', hotkey)),
  identities: (view, netuid) => hotkeysOf(view, netuid).map(() => null),
  axons: (view, netuid) => hotkeysOf(view, netuid).map((hotkey) => readAxon(view, netuid, hotkey)),
  active: vector('Active'),
  validatorPermit: vector('ValidatorPermit'),
  pruningScore: vector('PruningScores'),
  lastUpdate: vector('LastUpdate'),
  dividends: vector('Dividends'),
  incentives: vector('Incentive'),
  consensus: vector('Consensus'),
  trust: vector('Trust'),
  rank: vector('Rank'),
  blockAtRegistration: (view, netuid) =>
    hotkeysOf(view, netuid).map((_, uid) => view.read('SubtensorModule.BlockAtRegistration', netuid, uid)),
  alphaStake: alphaStakes,
  taoStake: taoStakes,
  totalStake: (view, netuid) => {
    const tao = taoStakes(view, netuid)
    return alphaStakes(view, netuid).map((alpha, uid) => alpha + (tao[uid] ?? 0n))
  },
  taoDividendsPerHotkey: perHotkey,
  alphaDividendsPerHotkey: perHotkey,
  validators,
  commitments,
}

/** `emission` is a vector by uid here, and an amount in `DynamicInfo`. */
export const vectorFields: Readonly<Record<string, SubnetField>> = {
  ...metagraphFields,
  emission: vector('Emission'),
  emissionHistory: (view, netuid) => {
    const networks = view.number('SubtensorModule.TotalNetworks')
    return Array.from({ length: networks }, () => hotkeysOf(view, netuid).map(() => 0))
  },
}
