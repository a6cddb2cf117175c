import type { AxonRequest } from './axon-request.ts'
import type { AxonCall } from './axon-synapse.ts'
import type { Caller } from './caller.ts'

/**
 * A call under way, which can be ended before its time. The signal is made only for handlers that look at it. A
 * class, because an object literal with a getter has a shape of its own each time: V8 keeps thousands of them, and
 * with them the requests that they close over.
 */
export class OpenCall implements AxonCall {
  readonly caller: Caller
  readonly timeoutMs: number
  readonly receivedAtMs: number
  readonly #request: AxonRequest
  #controller: AbortController | null = null
  #abortReason: Error | null = null

  constructor(request: AxonRequest, caller: Caller, timeoutMs: number, receivedAtMs: number) {
    this.#request = request
    this.caller = caller
    this.timeoutMs = timeoutMs
    this.receivedAtMs = receivedAtMs
  }

  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController()
      if (this.#abortReason) this.#controller.abort(this.#abortReason)
      this.#request.onAbort(() => this.abort(new Error('The caller has gone.')))
    }
    return this.#controller.signal
  }

  abort(reason: Error): void {
    this.#abortReason = reason
    this.#controller?.abort(reason)
  }
}
