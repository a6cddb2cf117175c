import { existentialDepositRao, freeRao, readAccount, setFreeRao } from '../account.ts'
import {
  amountArg,
  type CallContext,
  type CallHandler,
  flagArg,
  textArg,
  tokenFailure,
} from './call-context.ts'

/** Takes TAO out of an account and out of what exists. */
export function withdraw(
  { view, emit }: Pick<CallContext, 'view' | 'emit'>,
  ss58: string,
  rao: bigint,
): void {
  setFreeRao(view, ss58, freeRao(view, ss58) - rao)
  view.put('Balances.TotalIssuance', [], view.amount('Balances.TotalIssuance') - rao)
  emit('Balances.Withdraw', ss58, rao)
}

/** The opposite of {@link withdraw}. */
export function deposit({ view, emit }: Pick<CallContext, 'view' | 'emit'>, ss58: string, rao: bigint): void {
  setFreeRao(view, ss58, freeRao(view, ss58) + rao)
  view.put('Balances.TotalIssuance', [], view.amount('Balances.TotalIssuance') + rao)
  emit('Balances.Deposit', ss58, rao)
}

function move(context: CallContext, rao: bigint, keepAlive: boolean): void {
  const { view, signerSs58, emit } = context
  const to = textArg(context, 'dest')
  const minimum = existentialDepositRao(view)
  const left = freeRao(view, signerSs58) - rao
  if (left < (keepAlive ? minimum : 0n)) throw tokenFailure('FundsUnavailable')
  const receiver = readAccount(view, to)
  if (receiver.data.free + rao < minimum) throw tokenFailure('BelowMinimum')

  if (signerSs58 !== to) {
    setFreeRao(view, signerSs58, left)
    if (left < minimum) emit('System.KilledAccount', signerSs58)
    setFreeRao(view, to, receiver.data.free + rao)
    if (receiver.providers === 0) {
      emit('System.NewAccount', to)
      emit('Balances.Endowed', to, rao)
    }
  }
  emit('Balances.Transfer', signerSs58, to, rao)
}

const transferAll: CallHandler = (context) => {
  const keepAlive = flagArg(context, 'keepAlive')
  const free = freeRao(context.view, context.signerSs58)
  move(context, keepAlive ? free - existentialDepositRao(context.view) : free, keepAlive)
}

export const balancesCalls: Readonly<Record<string, CallHandler>> = {
  'balances.transferAllowDeath': (context) => move(context, amountArg(context, 'value'), false),
  'balances.transferKeepAlive': (context) => move(context, amountArg(context, 'value'), true),
  'balances.transferAll': transferAll,
}
