import { encodeSs58 } from '@ig/protocol'
import type { ApiPromise } from '@polkadot/api'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { StakeOptions } from '../client.ts'
import { requireSubnet } from '../reads/require-subnet.ts'
import { checkFunds } from './amounts.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import type { Intent } from './intent.ts'
import { buildStakeCall, checkStakeChange, type StakeChange } from './stake-intent.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

/**
 * Stakes TAO (`amountRao`) of the coldkey on a hotkey of a subnet, for the subnet's alpha; with `limitPriceRao`, at
 * no more than so many rao for one alpha. The event `SubtensorModule.StakeAdded` says what came of it.
 *
 * @throws IgError `E_SS58`, `E_CHAIN_ARGUMENT`; `E_CHAIN_SUBNET`; `E_CHAIN_FUNDS`; `E_CHAIN_REFUSED` (as names of the
 * runtime: `StakeAmountTooLow`, `HotkeyAccountDoesntExist`, `SlippageTooHigh`, `ZeroMaxAmount` ...); what
 * {@link submitExtrinsic} throws.
 * @see Subtensor, pallet SubtensorModule: `add_stake`, `add_stake_limit`
 */
export async function addStake(context: WriteContext, options: StakeOptions): Promise<ExtrinsicOutcome> {
  const intent = addStakeIntent({ ...options, coldkeySs58: encodeSs58(options.coldkey.publicKey) })
  return submitExtrinsic(context, { intent, keypair: options.coldkey, options })
}

/** What {@link addStake} is made of; also for its dry run. */
export function addStakeIntent(change: StakeChange): Intent {
  checkStakeChange(change)
  const { netuid, coldkeySs58, amountRao } = change
  const build = (api: ApiPromise) => buildStakeCall(api, 'addStake', change)
  return {
    accountSs58: coldkeySs58,
    build,
    check: async ({ api, at }) => {
      await requireSubnet(at, netuid)
      await checkFunds(at, coldkeySs58, amountRao + (await estimateFeeRao(api, build(api), coldkeySs58)))
    },
  }
}
