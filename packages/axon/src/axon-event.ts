import type { Caller } from './caller.ts'

/** What an axon tells its owner about each request that reached a synapse or was refused. */
export interface AxonEvent {
  /** `degraded`: the request goes on, but its nonce could not be written down. */
  readonly type: 'answered' | 'refused' | 'failed' | 'degraded'
  readonly status: number
  readonly synapse: string
  /** Null where nobody verified. */
  readonly caller: Caller | null
  readonly ip: string
  readonly durationMs: number
  /** The message that the client got. */
  readonly message: string
  /** What a handler threw, for the log. */
  readonly cause?: unknown
}

/** Counters since the start, and what is held now. */
export interface AxonStats {
  readonly requests: number
  readonly byStatus: Readonly<Record<number, number>>
  readonly waiting: number
  readonly bodyBytes: number
  readonly rememberedNonces: number
  /** Accepted nonces that wait for the disk: a restart would forget them. */
  readonly unwrittenNonces: number
  readonly limitedCallers: number
}
