import type { RpcContext } from './rpc/rpc-context.ts'
import { createRpcSession, type RpcSession } from './rpc/session.ts'
import { RpcError } from './rpc-error.ts'

const INTERNAL_ERROR = -32_603

/** One client's way to the chain, whatever carries it. */
export interface Connection {
  call(
    method: string,
    params: readonly unknown[],
    onAnswer: (error: RpcError | null, result?: unknown) => void,
  ): void
  /** Ended by the client: nothing is told. */
  close(): void
}

export interface Client {
  onNotification(method: string, subscription: string, result: unknown): void
  /** The connection is lost, and nothing comes through it any more. */
  onLost(): void
}

/** All clients' connections, and what tests do to them. */
export interface Connections {
  open(client: Client): Connection
  readonly count: () => number
  /** Calls so far. */
  readonly calls: () => number
  isRefusing(): boolean
  /** Refuses connections, or takes them again. */
  refuse(on: boolean): void
  /** Loses every connection. */
  drop(): void
  /** Answers nothing and tells nothing until it is switched off; then says all that was held back. */
  stall(on: boolean): void
}

/** What a test wants the next call of a method to end in, if anything. */
export type CallFault = (method: string) => RpcError | 'drop' | 'drop-after' | null

export function createConnections(
  shared: Pick<RpcContext, 'ledger' | 'pool' | 'genesisHash'>,
  callFault: CallFault,
): Connections {
  const open = new Set<{ client: Client; session: RpcSession }>()
  let calls = 0
  let refusing = false
  let stalled = false
  let held: (() => void)[] = []

  const deliver = (send: () => void) => {
    if (stalled) held.push(send)
    else send()
  }

  const drop = () => {
    for (const one of [...open]) {
      one.session.close()
      open.delete(one)
      one.client.onLost()
    }
  }

  const answer = (session: RpcSession, method: string, params: readonly unknown[]): unknown => {
    const fault = callFault(method)
    if (fault instanceof RpcError) throw fault
    if (fault === 'drop') {
      drop()
      return undefined
    }
    const result = session.call(method, params)
    if (fault === 'drop-after') drop()
    return result
  }

  return {
    count: () => open.size,
    calls: () => calls,
    isRefusing: () => refusing,
    refuse(on) {
      refusing = on
    },
    drop,
    stall(on) {
      stalled = on
      if (on) return
      const sends = held
      held = []
      for (const send of sends) send()
    },
    open(client) {
      const session = createRpcSession(shared, (method, subscription, result) =>
        deliver(() => {
          if (open.has(entry)) client.onNotification(method, subscription, result)
        }),
      )
      const entry = { client, session }
      open.add(entry)
      return {
        call: (method, params, onAnswer) =>
          deliver(() => {
            if (!open.has(entry)) return
            calls += 1
            let result: unknown
            try {
              result = answer(session, method, params)
            } catch (error) {
              setImmediate(onAnswer, asRpcError(error))
              return
            }
            setImmediate(onAnswer, null, result)
          }),
        close() {
          session.close()
          open.delete(entry)
        },
      }
    },
  }
}

const asRpcError = (error: unknown): RpcError =>
  error instanceof RpcError
    ? error
    : new RpcError(INTERNAL_ERROR, `Internal error: ${(error as Error).message}`)
