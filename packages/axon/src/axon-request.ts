import type { BodyCollector, BodyRefusal } from './body-collector.ts'

/** What became of a body: all its bytes, a refusal, or the client went away before its end. */
export type BodyOutcome = Uint8Array | BodyRefusal | 'aborted'

/** A request as the axon needs it, whatever brought it: a socket, or a web `Request` in a test. */
export interface AxonRequest {
  readonly method: string
  /** Path and query, as sent. */
  readonly target: string
  readonly remoteIp: string
  readonly remotePort: number | null
  /** The same object for all requests of one connection. */
  readonly connection: object
  /** @param name in lower case */
  header(name: string): string | undefined
  /** At once where the whole body has arrived, which is the rule for small ones. */
  readBody(collector: BodyCollector): BodyOutcome | Promise<BodyOutcome>
  /** Calls back once if the client goes away before it has its answer. */
  onAbort(listener: () => void): void
}
