import { IgError } from '@ig/errors'
import type { BlockRef } from '../chain-data.ts'
import type { Refusal } from './refusal.ts'
import { runtimeErrorNote } from './runtime-error-note.ts'

/** Where an extrinsic stood when it failed. */
export interface ExtrinsicSeen {
  readonly call: string
  readonly extrinsicHash: string
  readonly nonce: number
}

/**
 * The chain refused: `E_CHAIN_FUNDS` where money is missing, else `E_CHAIN_REFUSED`. `values.error` is the error's
 * name, `values.pallet` its pallet, `values.docs` the metadata's words where there are any, `values.path` says
 * whether it was not sent at all or the pool refused it (nothing was spent), or a block holds it (a fee may be paid).
 */
export function chainRefused(
  refusal: Refusal,
  seen: Readonly<Record<string, unknown>> = {},
  cause?: unknown,
): IgError {
  const note = runtimeErrorNote(refusal.error)
  const { docs, ...named } = refusal
  return new IgError({
    code: note?.funds ? 'E_CHAIN_FUNDS' : 'E_CHAIN_REFUSED',
    message: note?.meaning ?? 'The chain refused the extrinsic.',
    values: { ...named, ...(docs ? { docs } : {}), ...seen },
    hint:
      note?.hint ?? 'Look the error up in the documentation of the network; the runtime names it as above.',
    cause,
    retryable: note?.retryable ?? false,
  })
}

/** What is asked for costs more than the caller allowed: `E_CHAIN_COST`; nothing was sent. */
export function costAboveLimit(seen: {
  readonly netuid: number
  readonly costRao: bigint
  readonly maxCostRao: bigint
  readonly block: BlockRef
}): IgError {
  const { block, ...values } = seen
  return new IgError({
    code: 'E_CHAIN_COST',
    message: 'The registration costs more than was allowed; nothing was sent.',
    values: { ...values, block: block.number },
    hint: 'Look at the price again, and raise the limit if it is worth that to you.',
  })
}

/** The account does not hold what is needed: `E_CHAIN_FUNDS`; nothing was sent. */
export function fundsMissing(seen: {
  readonly accountSs58: string
  readonly transferableRao: bigint
  readonly neededRao: bigint
}): IgError {
  return new IgError({
    code: 'E_CHAIN_FUNDS',
    message: 'The account does not hold enough for this; nothing was sent.',
    values: { ...seen, missingRao: seen.neededRao - seen.transferableRao },
    hint: 'Take a smaller amount, or send TAO to the account first; fees and the existential deposit count.',
  })
}

/** The value that was passed cannot be sent to the chain: `E_CHAIN_ARGUMENT`; nothing was sent. */
export function badArgument(
  message: string,
  values: Readonly<Record<string, unknown>>,
  hint?: string,
): IgError {
  return new IgError({ code: 'E_CHAIN_ARGUMENT', message, values, ...(hint ? { hint } : {}) })
}

/**
 * An extrinsic was sent and it could not be found out what became of it: `E_CHAIN_UNKNOWN_OUTCOME`. Whoever gets it
 * must not send again before the last block of its era is final.
 */
export function outcomeUnknown(
  seen: ExtrinsicSeen & {
    readonly accountSs58: string
    /** No block after this one can hold it. */
    readonly lastEraBlock: number
    /** The newest block that was searched for it; null where none could be read. */
    readonly searchedUpToBlock: number | null
    readonly cause?: unknown
  },
): IgError {
  const { cause, ...values } = seen
  return new IgError({
    code: 'E_CHAIN_UNKNOWN_OUTCOME',
    message: 'The extrinsic was sent, and it is not known whether a block holds it or will.',
    values,
    hint:
      `Do not send it again before block ${seen.lastEraBlock} is final. ` +
      'Then look for its hash in the blocks up to that one: if none holds it, nothing happened and you may send again.',
    cause,
  })
}
