import type { WebSocket } from 'ws'
import type { ChainProvider } from './connection.ts'
import { parseJsonRpcMessage } from './json-rpc-message.ts'
import { rpcError } from './rpc-error.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
  readonly sentAtMs: number
}
type OnNews = (error: Error | null, result: unknown) => void
type Happening = 'connected' | 'disconnected' | 'error'

// Metadata is 0.5 MB, a full metagraph 0.2 MB: what is far above is an attack or a fault.
const MAX_MESSAGE_BYTES = 32 * 1024 * 1024
const MAX_EARLY_CHARACTERS = 1024 * 1024
const REQUEST_TIMEOUT_MS = 30_000
const HANDSHAKE_TIMEOUT_MS = 10_000

/**
 * JSON-RPC over one WebSocket that is opened once and never again. Unlike the provider of @polkadot/api it bounds the
 * size of a message, survives anything that a node may say, prints nothing, and destroys its socket instead of waiting
 * for a peer that may be gone. What a node never answers is forgotten when nobody waits for it any more.
 */
export function openSocketProvider(
  endpoint: string,
  limits: { readonly requestTimeoutMs: number } = { requestTimeoutMs: REQUEST_TIMEOUT_MS },
): ChainProvider {
  const listeners: Record<Happening, Set<(value?: unknown) => void>> = {
    connected: new Set(),
    disconnected: new Set(),
    error: new Set(),
  }
  const waiting = new Map<number, Waiting>()
  const subscriptions = new Map<string, OnNews>()
  // News may come before the answer that names its subscription.
  const earlyNews = new Map<string, unknown[]>()
  let earlyCharacters = 0
  let pendingSubscribes = 0
  let socket: WebSocket | null = null
  let isConnected = false
  let isGone = false
  let lastId = 0

  const emit = (type: Happening, value?: unknown) => {
    for (const listener of [...listeners[type]]) listener(value)
  }

  function onClose(code: number) {
    if (isGone) return
    isGone = true
    isConnected = false
    for (const { reject } of waiting.values()) reject(new Error(`the connection was closed (${code})`))
    waiting.clear()
    subscriptions.clear()
    forgetEarlyNews()
    emit('disconnected')
  }

  function forgetEarlyNews() {
    earlyNews.clear()
    earlyCharacters = 0
  }

  /** Requests are in the order in which they were sent, so only the oldest are looked at. */
  function forgetUnanswered(nowMs: number) {
    for (const [id, { sentAtMs, reject }] of waiting) {
      if (nowMs - sentAtMs < limits.requestTimeoutMs) return
      waiting.delete(id)
      reject(new Error('the node did not answer in time'))
    }
  }

  function fail(problem: string) {
    emit('error', new Error(problem))
    socket?.terminate()
  }

  function onMessage(text: string) {
    const message = parseJsonRpcMessage(text)
    if (message === null) return fail('the node said something that is not JSON-RPC')
    const error = message.error === undefined ? null : rpcError(message.error)
    if (message.type === 'answer') {
      const settle = waiting.get(message.id)
      waiting.delete(message.id)
      if (error === null) settle?.resolve(message.result as never)
      else settle?.reject(error)
      return
    }
    const onNews = subscriptions.get(message.subscription)
    if (onNews !== undefined) return onNews(error, message.result)
    // Without a subscription on its way it is of one that was given back.
    if (error !== null || pendingSubscribes === 0) return
    earlyCharacters += text.length
    if (earlyCharacters > MAX_EARLY_CHARACTERS) return fail('the node tells much of what was not asked for')
    const early = earlyNews.get(message.subscription)
    if (early === undefined) earlyNews.set(message.subscription, [message.result])
    else early.push(message.result)
  }

  function send<T>(method: string, params: readonly unknown[], onResult?: (result: T) => void): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (!isConnected || socket === null) return reject(new Error('the connection is closed'))
      const sentAtMs = performance.now()
      forgetUnanswered(sentAtMs)
      lastId += 1
      const settleWith = (result: T) => {
        onResult?.(result)
        resolve(result)
      }
      waiting.set(lastId, { resolve: settleWith, reject, sentAtMs })
      socket.send(JSON.stringify({ jsonrpc: '2.0', id: lastId, method, params }))
    })
  }

  const provider: ChainProvider = {
    hasSubscriptions: true,
    isClonable: false,
    get isConnected() {
      return isConnected
    },
    clone: () => openSocketProvider(endpoint, limits),
    on(type, listener) {
      listeners[type].add(listener)
      return () => void listeners[type].delete(listener)
    },
    async connect() {
      const { WebSocket } = await import('ws')
      if (isGone || socket !== null) return
      const opened = new WebSocket(endpoint, {
        maxPayload: MAX_MESSAGE_BYTES,
        handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
        perMessageDeflate: false,
        followRedirects: false,
      })
      socket = opened
      opened.on('open', () => {
        isConnected = true
        emit('connected')
      })
      opened.on('message', (data, isBinary) => {
        if (isBinary) fail('the node sent bytes instead of text')
        else onMessage(data.toString())
      })
      opened.on('error', (error) => emit('error', error))
      opened.on('close', onClose)
    },
    async disconnect() {
      socket?.terminate()
      onClose(1000)
    },
    send: (method, params) => send(method, params),
    async subscribe(_type, method, params, onNews) {
      pendingSubscribes += 1
      try {
        return await send<number | string>(method, params, (subscription) => {
          const key = String(subscription)
          subscriptions.set(key, onNews)
          for (const result of earlyNews.get(key) ?? []) onNews(null, result)
          earlyNews.delete(key)
        })
      } finally {
        pendingSubscribes -= 1
        if (pendingSubscribes === 0) forgetEarlyNews()
      }
    },
    async unsubscribe(_type, method, subscription) {
      if (!subscriptions.delete(String(subscription)) || !isConnected) return false
      return send<boolean>(method, [subscription])
    },
  }
  return provider
}
