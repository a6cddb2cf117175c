import type { ChainProvider } from '../connection/connection.ts'
import type { Connections } from './connections.ts'
import type { RpcError } from './rpc-error.ts'

type Listener = (value?: unknown) => void
type Callback = (error: Error | null, result: unknown) => void

/**
 * The chain as @polkadot/api sees one over a WebSocket, without the socket: not connected until `connect()`, which
 * tells by the events `connected` and `error`; a lost connection rejects what waits and tells `disconnected`, and
 * nothing reconnects by itself.
 */
export function createInProcessProvider(connections: Connections, endpoint: string): ChainProvider {
  const listeners = {
    connected: new Set<Listener>(),
    disconnected: new Set<Listener>(),
    error: new Set<Listener>(),
  }
  const callbacks = new Map<string, Callback>()
  const early = new Map<string, unknown[]>()
  const waiting = new Set<(error: Error) => void>()
  let connection: ReturnType<Connections['open']> | null = null

  const emit = (type: keyof typeof listeners, value?: unknown) => {
    for (const listener of [...listeners[type]]) listener(value)
  }

  const onNotification = (_method: string, id: string, result: unknown) => {
    const callback = callbacks.get(id)
    if (callback) callback(null, structuredClone(result))
    else early.set(id, [...(early.get(id) ?? []), structuredClone(result)])
  }

  const onLost = () => {
    if (!connection) return
    connection = null
    callbacks.clear()
    for (const reject of [...waiting])
      reject(new Error(`disconnected from ${endpoint}: 1006:: Abnormal Closure`))
    emit('disconnected')
  }

  const send = (method: string, params: unknown[]): Promise<never> =>
    new Promise((resolve, reject) => {
      if (!connection) {
        reject(new Error('WebSocket is not connected'))
        return
      }
      const settle = (finish: () => void) => {
        waiting.delete(reject)
        finish()
      }
      waiting.add(reject)
      connection.call(method, structuredClone(params), (error, result) => {
        if (!waiting.has(reject)) return
        settle(() => (error ? reject(asProviderError(error)) : resolve(structuredClone(result) as never)))
      })
    })

  return {
    hasSubscriptions: true,
    isClonable: true,
    get isConnected() {
      return connection !== null
    },
    clone: () => createInProcessProvider(connections, endpoint),
    async connect() {
      if (connection) throw new Error('WebSocket is already connected')
      setImmediate(() => {
        if (connections.isRefusing()) {
          emit('error', new Error(`connect ECONNREFUSED ${endpoint}`))
          emit('disconnected')
          return
        }
        connection = connections.open({ onNotification, onLost })
        emit('connected')
      })
    },
    async disconnect() {
      connection?.close()
      onLost()
    },
    on(type, listener) {
      listeners[type].add(listener)
      return () => listeners[type].delete(listener)
    },
    send: (method: string, params: unknown[]) => send(method, params),
    async subscribe(_type: string, method: string, params: unknown[], callback: Callback) {
      const id = String(await send(method, params))
      callbacks.set(id, callback)
      for (const result of early.get(id) ?? []) callback(null, result)
      early.delete(id)
      return id
    },
    async unsubscribe(_type: string, method: string, id: number | string) {
      callbacks.delete(String(id))
      return connection ? await send(method, [id]) : false
    },
  } as ChainProvider
}

/** As the provider of @polkadot/api words a node's error. */
function asProviderError({ code, message, data }: RpcError): Error {
  return Object.assign(new Error(`${code}: ${message}${data ? `: ${data}` : ''}`), { code, data })
}
