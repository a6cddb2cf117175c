import type { Refusal } from './refusal.ts'

/** The codes that Subtensor's transaction extension returns, by number: they are in no metadata. */
const CUSTOM_ERRORS: Readonly<Record<number, string>> = {
  0: 'ColdkeySwapAnnounced',
  1: 'StakeAmountTooLow',
  2: 'BalanceTooLow',
  3: 'SubnetNotExists',
  4: 'HotkeyAccountDoesntExist',
  5: 'NotEnoughStakeToWithdraw',
  6: 'RateLimitExceeded',
  7: 'InsufficientLiquidity',
  8: 'SlippageTooHigh',
  9: 'TransferDisallowed',
  10: 'HotKeyNotRegisteredInNetwork',
  11: 'InvalidIpAddress',
  12: 'ServingRateLimitExceeded',
  13: 'InvalidPort',
  14: 'ZeroMaxAmount',
  15: 'InvalidRevealRound',
  16: 'CommitNotFound',
  17: 'CommitBlockNotInRevealRange',
  18: 'InputLengthsUnequal',
  19: 'UidNotFound',
  20: 'EvmKeyAssociateRateLimitExceeded',
  21: 'ColdkeySwapDisputed',
  22: 'InvalidRealAccount',
  23: 'FailedShieldedTxParsing',
  24: 'InvalidShieldedTxPubKeyHash',
  25: 'NonAssociatedColdKey',
  26: 'DelegateTakeTooLow',
  27: 'DelegateTakeTooHigh',
  255: 'BadRequest',
}

/** Substrate's words for `InvalidTransaction`, as a node writes them under code 1010. */
const INVALID_BY_TEXT: readonly (readonly [RegExp, string])[] = [
  [/outdated/i, 'Stale'],
  [/valid in the future/i, 'Future'],
  [/pay some fees/i, 'Payment'],
  [/bad signature/i, 'BadProof'],
  [/ancient birth block/i, 'AncientBirthBlock'],
  [/exhaust the block/i, 'ExhaustsResources'],
  [/signing address/i, 'BadSigner'],
  [/call is not expected/i, 'Call'],
]

/** JSON-RPC codes of a node's pool (`sc-rpc-api`, author); 1013 is none: the extrinsic is in the pool. */
const REFUSED_BY_CODE: Readonly<Record<number, string>> = {
  1001: 'BadFormat',
  1002: 'BadFormat',
  1011: 'CannotLookup',
  1012: 'TemporarilyBanned',
  1014: 'PriorityTooLow',
  1015: 'CycleDetected',
  1016: 'ImmediatelyDropped',
  1018: 'Unactionable',
  1019: 'NoTags',
  1020: 'InvalidBlockId',
  1021: 'Future',
}

const POOL_INVALID = 1010
const POOL_ALREADY_IMPORTED = 1013
const METHOD_NOT_FOUND = -32601

/**
 * The node's refusal behind an error of `author_submitExtrinsic`, or null where the error is none: then it is not
 * known whether the extrinsic was taken. Reads a node's form (`Custom error: 12`) and Chopsticks' form
 * (`{"invalid":{"custom":12}}`).
 */
export function poolRefusal(error: unknown): Refusal | null {
  const { code, text } = nodeAnswer(error)
  if (code === POOL_INVALID) return refusal(invalidName(text))
  if (code === METHOD_NOT_FOUND) return refusal('MethodNotFound', text)
  const name = code === null ? undefined : REFUSED_BY_CODE[code]
  return name === undefined ? null : refusal(name, text)
}

/** True where the node says that it has this very extrinsic in its pool already. */
export function isAlreadyInPool(error: unknown): boolean {
  return nodeAnswer(error).code === POOL_ALREADY_IMPORTED
}

type PoolName = { readonly error: string; readonly pallet: string; readonly docs: string }

function refusal(name: string | PoolName, docs = ''): Refusal {
  const named = typeof name === 'string' ? { error: name, pallet: 'TransactionPool', docs } : name
  return { ...named, path: 'pool' }
}

function invalidName(text: string): PoolName {
  const custom = /custom["\s]*(?:error)?\s*[":]+\s*(\d+)/i.exec(text)?.[1]
  if (custom !== undefined) {
    const error = CUSTOM_ERRORS[Number(custom)] ?? `Custom${custom}`
    return { error, pallet: 'SubtensorModule', docs: '' }
  }
  const enumName = /"invalid":\{"(\w+)"/.exec(text)?.[1]
  const error = enumName
    ? enumName.charAt(0).toUpperCase() + enumName.slice(1)
    : INVALID_BY_TEXT.find(([words]) => words.test(text))?.[1]
  return { error: error ?? 'InvalidTransaction', pallet: 'TransactionPool', docs: error ? '' : text }
}

/** What polkadot's `RpcError` carries, read from its fields or, where another copy or a wrapper lost them, its text. */
function nodeAnswer(error: unknown): { code: number | null; text: string } {
  if (!(error instanceof Error)) return { code: null, text: String(error) }
  const { code, data, cause } = error as Error & { code?: unknown; data?: unknown }
  const text = `${error.message}${data === undefined ? '' : ` ${typeof data === 'string' ? data : JSON.stringify(data)}`}`
  const leading = /^(-?\d{4,5}): /.exec(error.message)?.[1]
  if (typeof code === 'number') return { code, text }
  if (leading !== undefined) return { code: Number(leading), text }
  return cause instanceof Error ? nodeAnswer(cause) : { code: null, text }
}
