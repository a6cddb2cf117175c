import { encodeSs58 } from '@ig/protocol'
import type { ApiPromise } from '@polkadot/api'
import { z } from 'zod'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { StakeOptions } from '../client.ts'
import type { ChainState } from '../reads/chain-state.ts'
import { parseAs, rao } from '../reads/parse-as.ts'
import { publicKeyOf } from '../reads/public-key-of.ts'
import { requireSubnet } from '../reads/require-subnet.ts'
import { checkFunds } from './amounts.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import type { Intent } from './intent.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'
import { buildStakeCall, checkStakeChange, type StakeChange } from './stake-intent.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

/**
 * Takes alpha (`amountRao`, in rao of it) from a hotkey of a subnet and gives its worth in TAO to the coldkey; with
 * `limitPriceRao`, for no less than so many rao for one alpha. The event `SubtensorModule.StakeRemoved` says what
 * came of it.
 *
 * @throws IgError `E_SS58`, `E_CHAIN_ARGUMENT`; `E_CHAIN_SUBNET`; `E_CHAIN_FUNDS`; `E_CHAIN_REFUSED` (as names of the runtime:
 * `NotEnoughStakeToWithdraw`, `StakeAmountTooLow`, `ZeroMaxAmount` ...); what {@link submitExtrinsic} throws.
 * @see Subtensor, pallet SubtensorModule: `remove_stake`, `remove_stake_limit`
 */
export async function removeStake(context: WriteContext, options: StakeOptions): Promise<ExtrinsicOutcome> {
  const intent = removeStakeIntent({ ...options, coldkeySs58: encodeSs58(options.coldkey.publicKey) })
  return submitExtrinsic(context, { intent, keypair: options.coldkey, options })
}

/** What {@link removeStake} is made of; also for its dry run. */
export function removeStakeIntent(change: StakeChange): Intent {
  checkStakeChange(change)
  const build = (api: ApiPromise) => buildStakeCall(api, 'removeStake', change)
  return {
    accountSs58: change.coldkeySs58,
    build,
    check: async ({ api, at }) => {
      await requireSubnet(at, change.netuid)
      await checkStake(at, change)
      // Newer runtimes take the fee from the alpha where there is no TAO for it.
      if (api.events.subtensorModule?.TransactionFeePaidWithAlpha !== undefined) return
      await checkFunds(at, change.coldkeySs58, await estimateFeeRao(api, build(api), change.coldkeySs58))
    },
  }
}

const STAKE_INFO = 'StakeInfoRuntimeApi.get_stake_info_for_hotkey_coldkey_netuid'
const stakeInfo = z.object({ stake: rao }).nullable()

/** @throws IgError `E_CHAIN_REFUSED` (`NotEnoughStakeToWithdraw`) where the stake is less than what is to be taken. */
async function checkStake(
  at: ChainState,
  { hotkeySs58, coldkeySs58, netuid, amountRao }: StakeChange,
): Promise<void> {
  // A runtime without it says so itself, when the extrinsic is sent.
  if (!at.hasCall(STAKE_INFO)) return
  const info = await at.call(STAKE_INFO, publicKeyOf(hotkeySs58), publicKeyOf(coldkeySs58), netuid)
  const stakeRao = parseAs(stakeInfo, STAKE_INFO, info)?.stake ?? 0n
  if (stakeRao >= amountRao) return
  throw refusedBeforeSending('NotEnoughStakeToWithdraw', { netuid, hotkeySs58, stakeRao, amountRao })
}
