/** What the axon grants at most. Every limit is an argument of `createAxon` or `serve`. */
export interface AxonLimits {
  /** Largest body of a caller that the policy allows. Default 32 MiB. */
  readonly bodyBytes: number
  /** Largest body of anyone else. Default 256 KiB. */
  readonly strangerBodyBytes: number
  /** Bodies being read hold this much together at most. Default 64 MiB. */
  readonly bodiesBytes: number
  /** Bodies above this size are parsed in a worker thread. Default 1 MiB. */
  readonly inlineBodyBytes: number
  /** Nesting of a body. Default 64. */
  readonly jsonDepth: number
  /** From here on, waiting requests push out those whose claimed key the policy refuses. Default 16. */
  readonly shedQueueLength: number
  /** Requests that wait for their turn at most. Default 4,096. */
  readonly queueLength: number
  /** Nonces and uuids remembered for the replay window, of all callers together. Default 1,000,000. */
  readonly replayEntries: number
  /** A request's headers are complete this long after its connection or its first byte. Default 10 s. */
  readonly headersTimeoutMs: number
  /** A whole request has arrived after this time. Default 20 s. */
  readonly requestTimeoutMs: number
  /** Answers to bodies above `inlineBodyBytes` that may be unread at a time, by the bytes of those bodies. Default 48 MiB. */
  readonly largeAnswersBytes: number
  /** A caller beyond its rate is told so after this time. Default 500 ms. */
  readonly refusalWaitMs: number
  /** A caller that takes nothing of its answer for this long is cut off. Default 10 s. */
  readonly replyStallMs: number
  /** A connection without a request is closed after this time. Default 30 s. */
  readonly idleTimeoutMs: number
  /** How often slow connections are looked for. Default 2.5 s. */
  readonly connectionCheckMs: number
  /** Bytes of a request's head; more is 431. Default 16 KiB. */
  readonly headerBytes: number
  /** Header lines of a request; more is 431. Default 100. */
  readonly headerLines: number
  /** Connections in all; beyond them the longest idle one is closed. Default 2,048. */
  readonly connections: number
}

/** The limits in force unless told otherwise. */
export const DEFAULT_AXON_LIMITS: AxonLimits = {
  bodyBytes: 32 * 1024 * 1024,
  strangerBodyBytes: 256 * 1024,
  bodiesBytes: 64 * 1024 * 1024,
  inlineBodyBytes: 1024 * 1024,
  jsonDepth: 64,
  shedQueueLength: 16,
  queueLength: 4_096,
  replayEntries: 1_000_000,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 20_000,
  largeAnswersBytes: 48 * 1024 * 1024,
  refusalWaitMs: 500,
  replyStallMs: 10_000,
  idleTimeoutMs: 30_000,
  connectionCheckMs: 2_500,
  headerBytes: 16 * 1024,
  headerLines: 100,
  connections: 2_048,
}
