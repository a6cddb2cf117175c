import { countNonce, freeRao, readAccount } from '../account.ts'
import { extrinsicFee } from '../extrinsic-fee.ts'
import { RefusedError } from '../pool/refusal.ts'
import { checkSignature } from '../pool/signature.ts'
import type { Submission } from '../pool/submission.ts'
import { createStateView, type StateView } from '../state-view.ts'
import { withdraw } from './balances.ts'
import { type CallContext, DispatchFailure } from './call-context.ts'
import { calls, customRefusal } from './calls.ts'
import type { EmittedEvent } from './events.ts'

/** How an extrinsic ended in its block. */
export interface Applied {
  readonly events: readonly EmittedEvent[]
  /** Null where the call did what it was for. */
  readonly dispatchError: Readonly<Record<string, unknown>> | null
  readonly feeRao: bigint
}

const contextOf = (view: StateView, submission: Submission, events: EmittedEvent[]): CallContext => ({
  view,
  signerSs58: submission.signerSs58,
  args: submission.args,
  blockNumber: view.number('System.Number'),
  emit: (name, ...fields) => events.push({ name, fields }),
})

/**
 * What every transaction extension looks at, in a state that already is the next block's: throws a
 * {@link RefusedError}. A nonce still to come is not refused here: the pool keeps such an extrinsic.
 */
export function checkValidity(view: StateView, submission: Submission, genesisHash: string): void {
  if (submission.nonce < readAccount(view, submission.signerSs58).nonce) throw new RefusedError('Stale')
  checkSignature(view, submission, genesisHash)
  const { feeRao } = extrinsicFee(view.runtime, submission.extrinsic.toU8a())
  if (freeRao(view, submission.signerSs58) < feeRao + submission.tipRao) throw new RefusedError('Payment')
  const code = customRefusal(submission.call, contextOf(view, submission, []))
  if (code !== null) throw new RefusedError({ Custom: code })
}

/**
 * Takes the fee, counts the nonce and runs the call; where it fails, all but fee and nonce is undone. `forced` makes
 * it fail in a way that a test chose. Returns the state after it.
 */
export function applyExtrinsic(
  before: StateView,
  submission: Submission,
  forced: DispatchFailure | null,
): { readonly view: StateView; readonly applied: Applied } {
  const { runtime } = before
  const { signerSs58, tipRao } = submission
  const { feeRao, paysFee, dispatchInfo } = extrinsicFee(runtime, submission.extrinsic.toU8a())
  const events: EmittedEvent[] = []
  const emit: CallContext['emit'] = (name, ...fields) => events.push({ name, fields })
  const chargedRao = paysFee ? feeRao + tipRao : tipRao

  countNonce(before, signerSs58)
  if (chargedRao > 0n) withdraw({ view: before, emit }, signerSs58, chargedRao)

  const view = createStateView(runtime, before.state.fork())
  const callEvents: EmittedEvent[] = []
  const failure = forced ?? runCallHandler(contextOf(view, submission, callEvents), submission.call)
  const after = failure ? before : view
  if (!failure) events.push(...callEvents)
  // The fee was exact: nothing is given back, but the runtime says so, unless the account is gone.
  if (chargedRao > 0n && freeRao(after, signerSs58) > 0n) emit('Balances.Deposit', signerSs58, 0)
  emit('TransactionPayment.TransactionFeePaid', signerSs58, chargedRao, tipRao)
  if (failure) emit('System.ExtrinsicFailed', failure.dispatchError, dispatchInfo)
  else emit('System.ExtrinsicSuccess', dispatchInfo)
  return {
    view: after,
    applied: { events, dispatchError: failure?.dispatchError ?? null, feeRao: chargedRao },
  }
}

function runCallHandler(context: CallContext, call: string): DispatchFailure | null {
  try {
    calls[call]?.(context)
    return null
  } catch (error) {
    if (error instanceof DispatchFailure) return error
    throw error
  }
}
