import type { AxonRequest } from './axon-request.ts'
import type { AxonCall } from './axon-synapse.ts'
import type { Caller } from './caller.ts'

/** A call, and the means to end it before its time. */
export interface OpenCall {
  readonly call: AxonCall
  abort(reason: Error): void
}

/** The call of a request; the signal is made only for handlers that look at it. */
export function openCall(
  request: AxonRequest,
  caller: Caller,
  timeoutMs: number,
  receivedAtMs: number,
): OpenCall {
  let controller: AbortController | null = null
  let abortReason: Error | null = null
  return {
    call: {
      caller,
      timeoutMs,
      receivedAtMs,
      get signal() {
        if (controller === null) {
          controller = new AbortController()
          request.onAbort(() => this.signal && controller?.abort(new Error('The caller has gone.')))
          if (abortReason) controller.abort(abortReason)
        }
        return controller.signal
      },
    },
    abort(reason) {
      abortReason = reason
      controller?.abort(reason)
    },
  }
}
