import { RpcError } from '../rpc-error.ts'
import { isRuntimeCall, runCall, runMetadataCall } from '../runtime-calls/runtime-calls.ts'
import type { StateView } from '../state-view.ts'
import { endSubscription, type RpcContext, type RpcMethod, type RpcMethods } from './rpc-context.ts'

const CLIENT_ERROR = 4003

/** The state after the block asked for, the head's unless one is named. */
function viewAt({ ledger, genesisHash }: RpcContext, hash: unknown): StateView {
  if (hash === undefined || hash === null) return ledger.head().view
  const block = hash === genesisHash() ? ledger.at(0) : ledger.byHash(String(hash))
  if (!block)
    throw new RpcError(CLIENT_ERROR, `Client error: UnknownBlock: State already discarded for ${hash}`)
  return block.view
}

const getStorage: RpcMethod = (context, [key, hash]) => viewAt(context, hash).state.get(String(key))

const valuesOf = (view: StateView, keys: readonly unknown[]) =>
  keys.map((key) => [key, view.state.get(String(key))] as const)

const call: RpcMethod = (context, [name, params, hash]) => {
  const view = viewAt(context, hash)
  const method = String(name)
  if (!isRuntimeCall(method))
    throw new RpcError(CLIENT_ERROR, `Client error: Execution failed: Exported method ${method} is not found`)
  return method.startsWith('Metadata_')
    ? runMetadataCall(view, method, String(params))
    : runCall(view, method, String(params))
}

const getKeysPaged: RpcMethod = (context, [prefix, count, startKey, hash]) => {
  const keys = viewAt(context, hash).state.keys(String(prefix ?? '0x'))
  const from = startKey ? keys.findIndex((key) => key > String(startKey)) : 0
  return from < 0 ? [] : keys.slice(from, from + Number(count))
}

/** Says the values at once, and from then on those that a new head brought. */
const subscribeStorage: RpcMethod = ({ ledger, subscribe }, [keys]) =>
  subscribe('state_storage', (notify) => {
    let known = new Map(valuesOf(ledger.head().view, keys as string[]))
    notify({ block: ledger.head().hash, changes: [...known] })
    return ledger.listen((event) => {
      if (event.type !== 'head') return
      const values = valuesOf(event.block.view, keys as string[])
      const changes = values.filter(([key, value]) => known.get(key) !== value)
      known = new Map(values)
      if (changes.length > 0) notify({ block: event.block.hash, changes })
    })
  })

export const stateMethods: RpcMethods = {
  state_call: call,
  state_getKeysPaged: getKeysPaged,
  state_getMetadata: ({ ledger }) => [...ledger.runtime.metadataHex.values()][0],
  state_getRuntimeVersion: ({ ledger }) => ledger.runtime.version,
  state_getStorage: getStorage,
  state_getStorageAt: getStorage,
  state_getStorageSize: (context, params) => {
    const value = getStorage(context, params) as string | null
    return value === null ? null : value.length / 2 - 1
  },
  state_queryStorageAt: (context, [keys, hash]) => [
    {
      block: hash ?? context.ledger.head().hash,
      changes: valuesOf(viewAt(context, hash), keys as string[]),
    },
  ],
  state_subscribeRuntimeVersion: ({ ledger, subscribe }) =>
    subscribe('state_runtimeVersion', (notify) => {
      notify(ledger.runtime.version)
      return () => undefined
    }),
  state_subscribeStorage: subscribeStorage,
  state_unsubscribeRuntimeVersion: endSubscription,
  state_unsubscribeStorage: endSubscription,
}
