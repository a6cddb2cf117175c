import { IgError } from '@ig/errors'
import type { Balance } from '@ig/subtensor-client'
import { fundsMissing, overLimit } from './spending-limits.ts'

/** What the chain says about a registration before anybody pays for it. */
export interface RegistrationQuote {
  readonly netuid: number
  readonly hotkeySs58: string
  readonly coldkeySs58: string
  /** The uid that the hotkey has there already. */
  readonly uid: number | null
  /** The coldkey that the hotkey belongs to already. */
  readonly ownerSs58: string | null
  readonly registrationAllowed: boolean
  readonly burnRao: bigint
  readonly feeRao: bigint
  readonly balance: Balance
}

/**
 * Why this registration is not even tried; null where it may be. Nothing has been spent in any of these cases:
 * `E_CHAIN_REFUSED` for what the runtime would refuse, `E_CHAIN_COST` above the limit, `E_CHAIN_FUNDS` where money
 * is missing.
 */
export function refusalOf(quote: RegistrationQuote, maxCostRao: bigint | null): IgError | null {
  const { netuid, hotkeySs58, coldkeySs58, uid, ownerSs58 } = quote
  if (uid !== null) {
    return refused(
      'HotKeyAlreadyRegisteredInSubNet',
      'The hotkey is registered on this subnet already; nothing was spent.',
      { netuid, uid, hotkeySs58 },
      'Start the miner with it, or name another hotkey with --wallet.hotkey.',
    )
  }
  if (ownerSs58 !== null && ownerSs58 !== coldkeySs58) {
    return refused(
      'NonAssociatedColdKey',
      'The hotkey belongs to another coldkey on the chain; nothing was spent.',
      { hotkeySs58, ownerSs58, coldkeySs58 },
      'Use the wallet of its owner, or make a new hotkey.',
    )
  }
  if (!quote.registrationAllowed) {
    return refused(
      'SubNetRegistrationDisabled',
      'The subnet takes no registrations now; nothing was spent.',
      { netuid },
      'Choose another subnet: `pnpm miner subnets` shows which are open.',
    )
  }
  const costRao = quote.burnRao + quote.feeRao
  const { transferableRao } = quote.balance
  return (
    overLimit({ costRao, maxCostRao }) ??
    fundsMissing({ accountSs58: coldkeySs58, transferableRao, neededRao: costRao })
  )
}

function refused(error: string, message: string, values: Record<string, unknown>, hint: string): IgError {
  return new IgError({ code: 'E_CHAIN_REFUSED', message, values: { error, ...values }, hint })
}
