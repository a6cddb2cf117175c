import { z } from 'zod'
import type { ChainState } from './chain-state.ts'
import { isAnotherForm } from './is-another-form.ts'
import { parseAs, rao } from './parse-as.ts'

const ROOT_NETUID = 0
const BUY = 'SwapRuntimeApi.sim_swap_tao_for_alpha'
const SELL = 'SwapRuntimeApi.sim_swap_alpha_for_tao'
const simulated = z.object({ taoAmount: rao, alphaAmount: rao })

/**
 * What a subnet's pool would give for TAO (`add`) or for its alpha (`remove`), fee and slippage counted, in rao. Null
 * where the runtime has no simulation, or none of this trade.
 *
 * @see Subtensor, `SwapRuntimeApi` (runtime 424; 293 has the price alone)
 */
export async function simulateSwap(
  state: ChainState,
  trade: { readonly direction: 'add' | 'remove'; readonly netuid: number; readonly amountRao: bigint },
): Promise<bigint | null> {
  const { direction, netuid, amountRao } = trade
  // Root has no pool: its alpha is TAO.
  if (netuid === ROOT_NETUID) return amountRao
  const call = direction === 'add' ? BUY : SELL
  if (!state.hasCall(call)) return null
  try {
    const { taoAmount, alphaAmount } = parseAs(simulated, call, await state.call(call, netuid, amountRao))
    const receivedRao = direction === 'add' ? alphaAmount : taoAmount
    // The runtime answers with zeros for a trade that it would refuse.
    return receivedRao > 0n ? receivedRao : null
  } catch (error) {
    if (isAnotherForm(error)) return null
    throw error
  }
}
