import { decodeBittensorAddress } from '@ig/protocol'
import type { ApiPromise } from '@polkadot/api'
import type { StakeOptions } from '../client.ts'
import { badArgument } from '../errors/write-errors.ts'
import { checkAmount } from './amounts.ts'
import { buildCall } from './build-call.ts'
import type { Call } from './sign-extrinsic.ts'

/** A stake to be added or taken, without the key that signs it. */
export type StakeChange = Omit<StakeOptions, 'coldkey'> & { readonly coldkeySs58: string }

/** @throws IgError `E_SS58`; `E_CHAIN_ARGUMENT` for an amount, a limit or a part that makes no sense. */
export function checkStakeChange(change: StakeChange): void {
  const { hotkeySs58, coldkeySs58, amountRao, limitPriceRao, allowPartial } = change
  decodeBittensorAddress(hotkeySs58)
  decodeBittensorAddress(coldkeySs58)
  checkAmount('amountRao', amountRao)
  if (limitPriceRao !== undefined) checkAmount('limitPriceRao', limitPriceRao)
  else if (allowPartial)
    throw badArgument('A part of the stake can only be allowed together with a limit.', { allowPartial })
}

/** The call of this name, or its twin with a limit. */
export function buildStakeCall(
  api: ApiPromise,
  name: 'addStake' | 'removeStake',
  { netuid, hotkeySs58, amountRao, limitPriceRao, allowPartial = false }: StakeChange,
): Call {
  const values = [hotkeySs58, netuid, amountRao]
  return limitPriceRao === undefined
    ? buildCall(api, 'subtensorModule', name, values)
    : buildCall(api, 'subtensorModule', `${name}Limit`, [...values, limitPriceRao, allowPartial])
}
