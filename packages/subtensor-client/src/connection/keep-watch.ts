import { chainTimeout } from '../errors/connection-errors.ts'
import type { ChainProvider } from './connection.ts'
import type { Endpoint } from './endpoint.ts'
import type { Lifetime } from './lifetime.ts'
import type { LinkLimits } from './link.ts'
import { isRpcError } from './rpc-error.ts'

const PING = 'system_health'
// A timer that is this late says that this process slept, not that the node did.
const STALL_MS = 1_000

/** Told of every head that comes. */
export interface Watch {
  onHead(): void
}

/**
 * Ends a link whose node has died without closing its socket (asked every `pingIntervalMs` for a sign of life, which
 * may take `pingTimeoutMs`), or brings no new head for `headAgeLimitMs`.
 */
export function keepWatch(options: {
  readonly lifetime: Lifetime
  readonly limits: LinkLimits
  readonly endpoint: Endpoint
  readonly provider: ChainProvider
}): Watch {
  const { lifetime, limits, endpoint, provider } = options
  let headTimer: NodeJS.Timeout | undefined

  async function ping() {
    for (;;) {
      await lifetime.sleep(limits.pingIntervalMs)
      const startedAtMs = performance.now()
      const isLate = chainTimeout({
        request: PING,
        timeoutMs: limits.pingTimeoutMs,
        endpoint: endpoint.shown,
      })
      try {
        await lifetime.during(provider.send(PING, []), {
          timeoutMs: limits.pingTimeoutMs,
          onTimeout: () => isLate,
        })
      } catch (error) {
        const wasStalled = performance.now() - startedAtMs > limits.pingTimeoutMs + STALL_MS
        // A node that refuses the method is there as well.
        if (!isRpcError(error) && !(error === isLate && wasStalled)) throw error
      }
    }
  }

  function onHead() {
    clearTimeout(headTimer)
    if (lifetime.endedBy !== null || !Number.isFinite(limits.headAgeLimitMs)) return
    headTimer = setTimeout(() => {
      lifetime.end(new Error(`no new head for ${Math.round(limits.headAgeLimitMs / 1000)} s`))
    }, limits.headAgeLimitMs)
  }

  lifetime.onEnd(() => clearTimeout(headTimer))
  ping().catch((error: Error) => lifetime.end(error))
  onHead()
  return { onHead }
}
