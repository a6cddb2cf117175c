import type { SynapseDefinition } from '@ig/protocol'
import type { Caller } from './caller.ts'

/** What a handler knows of a request besides its fields. */
export interface AxonCall {
  readonly caller: Caller
  /** How long the caller waits, as it says: at most 120 s. */
  readonly timeoutMs: number
  readonly receivedAtMs: number
  /** Aborted when the caller has gone, or will not wait any longer. */
  readonly signal: AbortSignal
}

type MaybePromise<T> = T | Promise<T>

/** One synapse that an axon answers. */
// biome-ignore lint/suspicious/noExplicitAny: a list of synapses with different fields has no other element type
export interface AxonSynapse<Fields extends object = any> {
  readonly synapse: SynapseDefinition<Fields>
  /**
   * Answers: with all fields, with those that change, or with a stream of text. What it throws is a 500 that
   * tells the caller an id and nothing else.
   */
  forward(
    request: Fields,
    call: AxonCall,
  ): MaybePromise<Fields | Partial<Fields>> | AsyncIterable<string | Uint8Array>
  /** A reason to refuse a verified caller (403), or false. */
  blacklist?(call: AxonCall): MaybePromise<string | false>
  /** The rank of this request instead of the policy's. */
  priority?(call: AxonCall): number
  /** Throws to refuse a verified request (401); the summary of an `IgError` is told to the caller. */
  verify?(call: AxonCall): MaybePromise<void>
}
