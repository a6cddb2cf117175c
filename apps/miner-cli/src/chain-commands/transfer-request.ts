import { IgError } from '@ig/errors'
import { decodeBittensorAddress } from '@ig/protocol'
import { parseTao } from './tao.ts'

/** What is to be sent to whom. */
export interface TransferRequest {
  readonly toSs58: string
  readonly amountRao: bigint | 'all'
}

/**
 * Reads the flags; null in the place of what people are to be asked for.
 *
 * @throws IgError `E_ARGUMENT` for an address or amount that is none, or two that contradict each other.
 */
export function readTransferFlags(flags: ReadonlyMap<string, string | boolean>): {
  readonly [K in keyof TransferRequest]: TransferRequest[K] | null
} {
  const to = flags.get('to') ?? flags.get('dest')
  const amount = flags.get('amount')
  const all = flags.get('all') === true || amount === 'all'
  if (flags.get('all') === true && amount !== undefined) {
    throw new IgError({
      code: 'E_ARGUMENT',
      message: 'Either --amount or --all can be meant, not both.',
      hint: 'Leave one of them away.',
    })
  }
  return {
    toSs58: typeof to === 'string' ? checkedAddress(to) : null,
    amountRao: all ? 'all' : typeof amount === 'string' ? positiveTao(amount, '--amount') : null,
  }
}

/**
 * An address of this chain, as it was given.
 *
 * @throws IgError `E_SS58` for no address, a wrong checksum or another network's prefix.
 */
export function checkedAddress(text: string): string {
  const address = text.trim()
  decodeBittensorAddress(address)
  return address
}

/** @throws IgError `E_ARGUMENT` where somebody would pay the fee to send their TAO to themselves. */
export function requireOther({ toSs58 }: Pick<TransferRequest, 'toSs58'>, fromSs58: string): void {
  if (toSs58 !== fromSs58) return
  throw new IgError({
    code: 'E_ARGUMENT',
    message: 'The receiving address is that of the coldkey itself: only the fee would be spent.',
    values: { toSs58 },
    hint: 'Name the address of somebody else.',
  })
}

/**
 * An amount above zero, in rao.
 *
 * @throws IgError `E_ARGUMENT`.
 */
export function positiveTao(text: string, what: string): bigint {
  const rao = parseTao(text, what)
  if (rao > 0n) return rao
  throw new IgError({
    code: 'E_ARGUMENT',
    message: `The amount from ${what} is zero.`,
    values: { value: text },
    hint: 'Name what is to be moved.',
  })
}

/** What a question accepts: undefined where `read` takes the text, else what is wrong with it. */
export function problemOf(read: (text: string) => unknown): (text: string) => string | undefined {
  return (text) => {
    try {
      read(text)
      return undefined
    } catch (error) {
      if (IgError.isInstance(error)) return `${error.summary} ${error.hint ?? ''}`.trim()
      throw error
    }
  }
}
