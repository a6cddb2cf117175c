import { decodeBittensorAddress, encodeSs58 } from '@ig/protocol'
import type { ApiPromise } from '@polkadot/api'
import type { ExtrinsicOutcome } from '../chain-data.ts'
import type { DryRun, TransferOptions } from '../client.ts'
import { existentialDepositRao, readBalance } from '../reads/get-balance.ts'
import { checkAmount, checkFunds } from './amounts.ts'
import { buildCall } from './build-call.ts'
import { dryRun } from './dry-run.ts'
import { estimateFeeRao } from './estimate-fee.ts'
import type { ChainNow, Intent } from './intent.ts'
import { refusedBeforeSending } from './refused-before-sending.ts'
import { submitExtrinsic } from './submit-extrinsic.ts'
import type { WriteContext } from './write-context.ts'

type Payment = Pick<TransferOptions, 'toSs58' | 'amountRao'> & { readonly fromSs58: string }

/**
 * Sends TAO (rao) to another account, or all that can be sent, and keeps the sending account alive. The amount, the
 * fee and the existential deposit are checked against the newest block before anything is sent: a transfer that fails
 * in a block costs its fee.
 *
 * @throws IgError `E_SS58`, `E_CHAIN_ARGUMENT`; `E_CHAIN_FUNDS`; `E_CHAIN_REFUSED` (`BelowMinimum`); what
 * {@link submitExtrinsic} throws.
 * @see Substrate, pallet Balances: `transfer_keep_alive`, `transfer_all`
 */
export async function transfer(context: WriteContext, options: TransferOptions): Promise<ExtrinsicOutcome> {
  const { from } = options
  const intent = paymentIntent({ ...options, fromSs58: encodeSs58(from.publicKey) })
  return submitExtrinsic(context, { intent, keypair: from, options })
}

/** What {@link transfer} would cost, and whether the runtime would take it. */
export async function dryRunTransfer(
  context: WriteContext,
  options: Omit<TransferOptions, 'from'> & { readonly fromSs58: string },
): Promise<DryRun> {
  return dryRun(context, paymentIntent(options), options.signal)
}

/** What is sent, and what is checked before. */
export function paymentIntent(payment: Payment): Intent {
  const { fromSs58, toSs58, amountRao } = payment
  decodeBittensorAddress(fromSs58)
  decodeBittensorAddress(toSs58)
  if (amountRao !== 'all') checkAmount('amountRao', amountRao)
  const build = (api: ApiPromise) =>
    amountRao === 'all'
      ? buildCall(api, 'balances', 'transferAll', [toSs58, true])
      : buildCall(api, 'balances', 'transferKeepAlive', [toSs58, amountRao])
  return {
    accountSs58: fromSs58,
    build,
    check: async (chain) =>
      checkPayment(chain, payment, await estimateFeeRao(chain.api, build(chain.api), fromSs58)),
  }
}

async function checkPayment(
  { at }: ChainNow,
  { fromSs58, toSs58, amountRao }: Payment,
  feeRao: bigint,
): Promise<void> {
  // Of `all`, something has to be left to send.
  await checkFunds(at, fromSs58, feeRao + (amountRao === 'all' ? 1n : amountRao))
  const depositRao = existentialDepositRao(at)
  const sentRao = amountRao === 'all' ? (await readBalance(at, fromSs58)).transferableRao - feeRao : amountRao
  const receiver = await readBalance(at, toSs58)
  if (receiver.freeRao + sentRao < depositRao) {
    throw refusedBeforeSending(
      'BelowMinimum',
      { toSs58, amountRao: sentRao, existentialDepositRao: depositRao },
      'Token',
    )
  }
}
