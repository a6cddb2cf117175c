import { RpcError } from '../rpc-error.ts'

/** Why the pool does not take an extrinsic, in the runtime's terms (`InvalidTransaction`). */
export type Refusal =
  | 'AncientBirthBlock'
  | 'BadProof'
  | 'Call'
  | 'Future'
  | 'Payment'
  | 'Stale'
  | { readonly Custom: number }

/** A refusal on its way to whoever submitted. */
export class RefusedError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(JSON.stringify(refusal))
    this.name = 'RefusedError'
    this.refusal = refusal
  }
}

/** A Substrate node names the refusal in words; Chopsticks prints the runtime's value as JSON. */
export type RefusalStyle = 'substrate' | 'chopsticks'

const INVALID_TRANSACTION = 1010

const words: Readonly<Record<Extract<Refusal, string>, string>> = {
  AncientBirthBlock: 'Transaction has an ancient birth block',
  BadProof: 'Transaction has a bad signature',
  Call: 'Transaction call is not expected',
  Future: 'Transaction will be valid in the future',
  Payment: 'Inability to pay some fees (e.g. account balance too low)',
  Stale: 'Transaction is outdated',
}

export function refusalToRpcError(refusal: Refusal, style: RefusalStyle): RpcError {
  if (style === 'chopsticks') {
    const invalid =
      typeof refusal === 'string'
        ? { [refusal.charAt(0).toLowerCase() + refusal.slice(1)]: null }
        : { custom: refusal.Custom }
    return new RpcError(INVALID_TRANSACTION, JSON.stringify({ invalid }))
  }
  const data = typeof refusal === 'string' ? words[refusal] : `Custom error: ${refusal.Custom}`
  return new RpcError(INVALID_TRANSACTION, 'Invalid Transaction', data)
}
