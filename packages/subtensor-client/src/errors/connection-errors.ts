import { IgError } from '@ig/errors'

/** No endpoint answers, or none did before the time was up: `E_CHAIN_UNREACHABLE`, may be tried again. */
export function chainUnreachable(seen: {
  /** Without credentials. */
  readonly endpoints: readonly string[]
  readonly waitedMs?: number
  /** What the last attempt failed of, in words. */
  readonly problem?: string
  readonly cause?: unknown
}): IgError {
  const { cause, ...values } = seen
  return new IgError({
    code: 'E_CHAIN_UNREACHABLE',
    message: 'No endpoint of the chain can be reached.',
    values,
    hint: 'Check the network and the endpoint, or pass other endpoints.',
    cause,
    retryable: true,
  })
}

/** The node is connected but did not answer in time: `E_CHAIN_TIMEOUT`, may be tried again. */
export function chainTimeout(seen: {
  /** What was asked for, as an RPC method or a phrase. */
  readonly request: string
  readonly timeoutMs: number
  readonly endpoint?: string
  readonly cause?: unknown
}): IgError {
  const { cause, ...values } = seen
  return new IgError({
    code: 'E_CHAIN_TIMEOUT',
    message: 'The chain did not answer in time.',
    values,
    hint: 'Try again; if it stays slow, use another endpoint.',
    cause,
    retryable: true,
  })
}

/** An endpoint serves another chain than the network's name promises: `E_CHAIN_GENESIS`. */
export function chainGenesisDiffers(seen: {
  readonly endpoint: string
  readonly network: string
  readonly expectedGenesis: string
  readonly foundGenesis: string
}): IgError {
  return new IgError({
    code: 'E_CHAIN_GENESIS',
    message: 'The endpoint serves another chain than the one named.',
    values: seen,
    hint: 'Correct the endpoint, or name the network that it belongs to. Nothing was signed for it.',
  })
}

/** The client was closed before or while it was used: `E_CHAIN_CLOSED`. */
export function chainClosed(): IgError {
  return new IgError({
    code: 'E_CHAIN_CLOSED',
    message: 'The connection to the chain was closed.',
    hint: 'Create another client; a closed one stays closed.',
  })
}

/** The answer of the node does not have the shape that was expected: `E_CHAIN_DECODE`. */
export function chainDecodeFailed(seen: {
  /** What was being read, for instance `SubnetInfoRuntimeApi.get_metagraph`. */
  readonly what: string
  readonly specVersion?: number | null
  readonly cause?: unknown
}): IgError {
  const { cause, ...values } = seen
  return new IgError({
    code: 'E_CHAIN_DECODE',
    message: 'The chain answered in a form that this version does not know.',
    values,
    hint: 'Update to a version that knows this runtime.',
    cause,
  })
}

/** There is no subnet of this netuid: `E_CHAIN_SUBNET`. */
export function subnetMissing(seen: { readonly netuid: number }): IgError {
  return new IgError({
    code: 'E_CHAIN_SUBNET',
    message: 'There is no subnet with this netuid on this network.',
    values: seen,
    hint: 'List the subnets that there are, and check that the network is the right one.',
  })
}

/** This runtime or node lacks what is asked for: `E_CHAIN_UNSUPPORTED`. */
export function chainUnsupported(seen: {
  /** The call, storage item or RPC method that is missing. */
  readonly what: string
  readonly specVersion?: number | null
}): IgError {
  return new IgError({
    code: 'E_CHAIN_UNSUPPORTED',
    message: 'The runtime of this chain does not offer what was asked for.',
    values: seen,
    hint: 'Use another way to do it, or a network whose runtime has it.',
  })
}
