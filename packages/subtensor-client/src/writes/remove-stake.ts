import { encodeSs58 } from '@ig/protocol'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { StakeOptions } from '../client.ts'
import type { Intent } from './intent.ts'
import { checkSubnet } from './read-subnet.ts'
import { buildStakeCall, checkStakeChange, type StakeChange } from './stake-intent.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

/**
 * Takes alpha (`amountRao`, in rao of it) from a hotkey of a subnet and gives its worth in TAO to the coldkey; with
 * `limitPriceRao`, for no less than so many rao for one alpha. The event `SubtensorModule.StakeRemoved` says what
 * came of it.
 *
 * @throws IgError `E_SS58`, `E_CHAIN_ARGUMENT`; `E_CHAIN_SUBNET`; `E_CHAIN_REFUSED` (as names of the runtime:
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
  return {
    accountSs58: change.coldkeySs58,
    build: (api) => buildStakeCall(api, 'removeStake', change),
    check: ({ at }) => checkSubnet(at, change.netuid),
  }
}
