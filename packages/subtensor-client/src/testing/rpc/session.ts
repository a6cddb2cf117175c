import { RpcError } from '../rpc-error.ts'
import { authorMethods } from './author-methods.ts'
import { chainMethods } from './chain-methods.ts'
import type { Notify, RpcContext, RpcMethods } from './rpc-context.ts'
import { stateMethods } from './state-methods.ts'
import { systemMethods } from './system-methods.ts'

const METHOD_NOT_FOUND = -32_601

const methods: RpcMethods = {
  ...authorMethods,
  ...chainMethods,
  ...stateMethods,
  ...systemMethods,
  rpc_methods: () => ({ methods: Object.keys(methods).sort() }),
}

/** One client's connection: answers calls and holds its subscriptions. */
export interface RpcSession {
  /** Throws {@link RpcError}. */
  call(method: string, params: readonly unknown[]): unknown
  close(): void
}

/** `onNotification` is called in a turn of its own, after the call that subscribed has been answered. */
export function createRpcSession(
  shared: Pick<RpcContext, 'ledger' | 'pool' | 'genesisHash'>,
  onNotification: (method: string, subscription: string, result: unknown) => void,
): RpcSession {
  const stops = new Map<string, () => void>()
  let lastId = 0

  const context: RpcContext = {
    ...shared,
    subscribe(notificationMethod, start) {
      lastId += 1
      const id = `sub-${lastId}`
      const notify: Notify = (result) => onNotification(notificationMethod, id, result)
      stops.set(id, () => undefined)
      setImmediate(() => {
        if (stops.has(id)) stops.set(id, start(notify))
      })
      return id
    },
    unsubscribe(id) {
      stops.get(id)?.()
      return stops.delete(id)
    },
  }

  return {
    call(method, params) {
      const handler = methods[method]
      if (!handler) throw new RpcError(METHOD_NOT_FOUND, 'Method not found')
      return handler(context, params)
    },
    close() {
      for (const stop of stops.values()) stop()
      stops.clear()
    },
  }
}
