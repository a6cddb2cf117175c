import { IgError } from '@ig/errors'
import { chainUnsupported } from '../errors/connection-errors.ts'

/** A node's refusal, as @polkadot/rpc-provider throws it. */
export interface RpcError extends Error {
  readonly code: number
  readonly data?: unknown
}

const MAX_TEXT_LENGTH = 300
const METHOD_NOT_FOUND = -32601

/** The error for the `error` member of a JSON-RPC answer. */
export function rpcError(answer: {
  readonly code: number
  readonly message: string
  readonly data?: unknown
}): RpcError {
  const data =
    answer.data === undefined
      ? ''
      : `: ${typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data)}`
  const text = `${answer.code}: ${answer.message}${data}`.slice(0, MAX_TEXT_LENGTH)
  return Object.assign(new Error(text), { name: 'RpcError', code: answer.code, data: answer.data })
}

/** True for what a node answered itself, which shows that it is there. */
export function isRpcError(error: unknown): error is RpcError {
  return (
    error instanceof Error &&
    !IgError.isInstance(error) &&
    typeof (error as Partial<RpcError>).code === 'number'
  )
}

/** The error that a reader sees: `E_CHAIN_UNSUPPORTED` for an unknown method, else `E_CHAIN_RPC` with the node's words. */
export function chainRpcFailed(method: string, cause: RpcError): IgError {
  if (cause.code === METHOD_NOT_FOUND) return chainUnsupported({ what: method })
  return new IgError({
    code: 'E_CHAIN_RPC',
    message: 'The node refused a request.',
    values: { method, code: cause.code, answer: cause.message },
    hint: 'Older blocks are only known to archive nodes; else try again or use another endpoint.',
    cause,
    retryable: true,
  })
}
