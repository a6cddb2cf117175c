import { freeRao } from '../account.ts'
import { buyAlpha, mostToSell, mostToSpend, sellAlpha } from '../alpha-pool.ts'
import { associate } from '../neurons.ts'
import { shareBits, stakeOf } from '../runtime-calls/stake-info.ts'
import type { StateView } from '../state-view.ts'
import { deposit, withdraw } from './balances.ts'
import { amountArg, type CallContext, type CallHandler, flagArg, numberArg, textArg } from './call-context.ts'

/** What the pool refuses stake calls for, by the code of `Custom error`. */
export const STAKE_REFUSALS = {
  StakeAmountTooLow: 1,
  BalanceTooLow: 2,
  SubnetNotExists: 3,
  HotkeyAccountDoesntExist: 4,
  NotEnoughStakeToWithdraw: 5,
  SlippageTooHigh: 8,
  ZeroMaxAmount: 14,
} as const

/** `DefaultMinStake` of the runtime. */
const MIN_STAKE_RAO = 2_000_000n

const alphaArg = (context: CallContext): bigint => amountArg(context, 'amountUnstaked')

/** What an amount comes to under a limit; null without one. */
function limited(context: CallContext, mostRao: (view: StateView, netuid: number, limit: bigint) => bigint) {
  if (!('limitPrice' in context.args)) return null
  return mostRao(context.view, numberArg(context, 'netuid'), amountArg(context, 'limitPrice'))
}

function limitRefusal(context: CallContext, amountRao: bigint, mostRao: bigint | null): number | null {
  if (mostRao === null) return null
  if (mostRao === 0n) return STAKE_REFUSALS.ZeroMaxAmount
  return amountRao > mostRao && !flagArg(context, 'allowPartial') ? STAKE_REFUSALS.SlippageTooHigh : null
}

const hasHotkey = (context: CallContext) =>
  context.view.has('SubtensorModule.Owner', textArg(context, 'hotkey'))

const hasSubnet = (context: CallContext) =>
  context.view.flag('SubtensorModule.NetworksAdded', numberArg(context, 'netuid'))

/** Null where the stake can be added. */
export function addStakeRefusal(context: CallContext): number | null {
  const amountRao = amountArg(context, 'amountStaked')
  if (!hasSubnet(context)) return STAKE_REFUSALS.SubnetNotExists
  const refusal = limitRefusal(context, amountRao, limited(context, mostToSpend))
  if (refusal === STAKE_REFUSALS.ZeroMaxAmount) return refusal
  if (amountRao < MIN_STAKE_RAO) return STAKE_REFUSALS.StakeAmountTooLow
  if (freeRao(context.view, context.signerSs58) < amountRao) return STAKE_REFUSALS.BalanceTooLow
  if (!hasHotkey(context)) return STAKE_REFUSALS.HotkeyAccountDoesntExist
  return refusal
}

/** Null where the stake can be removed. */
export function removeStakeRefusal(context: CallContext): number | null {
  const { view, signerSs58 } = context
  const [netuid, hotkey, alphaRao] = [
    numberArg(context, 'netuid'),
    textArg(context, 'hotkey'),
    alphaArg(context),
  ]
  if (!hasSubnet(context)) return STAKE_REFUSALS.SubnetNotExists
  const refusal = limitRefusal(context, alphaRao, limited(context, mostToSell))
  if (refusal === STAKE_REFUSALS.ZeroMaxAmount) return refusal
  if (!hasHotkey(context)) return STAKE_REFUSALS.HotkeyAccountDoesntExist
  if (stakeOf(view, hotkey, signerSs58, netuid) < alphaRao) return STAKE_REFUSALS.NotEnoughStakeToWithdraw
  if (alphaRao < MIN_STAKE_RAO) return STAKE_REFUSALS.StakeAmountTooLow
  return refusal
}

const smaller = (a: bigint, b: bigint | null) => (b === null || a < b ? a : b)

const addStake: CallHandler = (context) => {
  const { view, signerSs58, emit } = context
  const [netuid, hotkey] = [numberArg(context, 'netuid'), textArg(context, 'hotkey')]
  const taoRao = smaller(amountArg(context, 'amountStaked'), limited(context, mostToSpend))
  withdraw(context, signerSs58, taoRao)
  const { outRao, feeRao } = buyAlpha(view, netuid, taoRao)
  changeStake(view, hotkey, signerSs58, netuid, outRao)
  associate(view, hotkey, signerSs58)
  view.put('SubtensorModule.TotalStake', [], view.amount('SubtensorModule.TotalStake') + taoRao)
  emit('SubtensorModule.StakeAdded', signerSs58, hotkey, taoRao, outRao, netuid, feeRao)
}

const removeStake: CallHandler = (context) => {
  const { view, signerSs58, emit } = context
  const [netuid, hotkey] = [numberArg(context, 'netuid'), textArg(context, 'hotkey')]
  const alphaRao = smaller(alphaArg(context), limited(context, mostToSell))
  const { outRao, feeRao } = sellAlpha(view, netuid, alphaRao)
  changeStake(view, hotkey, signerSs58, netuid, -alphaRao)
  view.put('SubtensorModule.TotalStake', [], view.amount('SubtensorModule.TotalStake') - outRao)
  emit('SubtensorModule.StakeRemoved', signerSs58, hotkey, outRao, alphaRao, netuid, feeRao)
  deposit(context, signerSs58, outRao)
}

/** Adds to a hotkey's pool, and as many shares of it as keep everyone else's stake what it was. */
function changeStake(
  view: StateView,
  hotkey: string,
  coldkey: string,
  netuid: number,
  alphaRao: bigint,
): void {
  const poolRao = view.amount('SubtensorModule.TotalHotkeyAlpha', hotkey, netuid)
  const totalShares = shareBits(view, 'SubtensorModule.TotalHotkeyShares', hotkey, netuid)
  const shares = totalShares === 0n ? alphaRao << 64n : (alphaRao * totalShares) / poolRao
  const ownShares = shareBits(view, 'SubtensorModule.Alpha', hotkey, coldkey, netuid)
  view.put('SubtensorModule.TotalHotkeyAlpha', [hotkey, netuid], poolRao + alphaRao)
  view.put('SubtensorModule.TotalHotkeyShares', [hotkey, netuid], { bits: totalShares + shares })
  view.put('SubtensorModule.Alpha', [hotkey, coldkey, netuid], { bits: ownShares + shares })
  view.put(
    'SubtensorModule.SubnetAlphaOut',
    [netuid],
    view.amount('SubtensorModule.SubnetAlphaOut', netuid) + alphaRao,
  )
}

export const stakingCalls: Readonly<Record<string, CallHandler>> = {
  'subtensorModule.addStake': addStake,
  'subtensorModule.addStakeLimit': addStake,
  'subtensorModule.removeStake': removeStake,
  'subtensorModule.removeStakeLimit': removeStake,
}
