/** An answer of the axon, before it is written to whatever brought the request. */
export interface AxonReply {
  readonly status: number
  /** Names and values by turns; only values of the axon's own making. */
  readonly headers: readonly string[]
  /** Text with a known length, or pieces that are sent as they come. */
  readonly body: string | AsyncIterable<string | Uint8Array>
  /** To be called once, when the answer has been taken or nobody is left to take it. */
  readonly onGone?: () => void
}
