import type { Block } from '../block.ts'
import type { Ledger } from '../ledger.ts'
import { endSubscription, type RpcContext, type RpcMethod, type RpcMethods } from './rpc-context.ts'

const blockAt = (ledger: Ledger, hash: unknown): Block | undefined =>
  typeof hash === 'string' ? ledger.byHash(hash) : ledger.head()

/** Block 0 is found by the hash that it is said to have, too. */
const knownBlock = ({ ledger, genesisHash }: RpcContext, hash: unknown): Block | undefined =>
  hash === genesisHash() ? ledger.at(0) : blockAt(ledger, hash)

const getBlockHash: RpcMethod = ({ ledger, genesisHash }, [number]) => {
  if (number === undefined || number === null) return ledger.head().hash
  const hashOf = (one: unknown) =>
    Number(one) === 0 ? genesisHash() : (ledger.at(Number(one))?.hash ?? null)
  return Array.isArray(number) ? number.map(hashOf) : hashOf(number)
}

const subscribeHeads =
  (type: 'head' | 'finalized', notification: string): RpcMethod =>
  ({ ledger, subscribe }) =>
    subscribe(notification, (notify) => {
      notify((type === 'head' ? ledger.head() : ledger.finalized()).header)
      return ledger.listen((event) => {
        if (event.type === type) notify(event.block.header)
      })
    })

const subscribeNewHeads = subscribeHeads('head', 'chain_newHead')

export const chainMethods: RpcMethods = {
  chain_getBlock: (context, [hash]) => {
    const block = knownBlock(context, hash)
    return block
      ? { block: { header: block.header, extrinsics: block.extrinsics }, justifications: null }
      : null
  },
  chain_getBlockHash: getBlockHash,
  // The same under its older name, which Python's clients use.
  chain_getHead: getBlockHash,
  chain_getFinalizedHead: ({ ledger }) => ledger.finalized().hash,
  chain_getHeader: (context, [hash]) => knownBlock(context, hash)?.header ?? null,
  chain_subscribeAllHeads: subscribeHeads('head', 'chain_allHead'),
  chain_subscribeFinalizedHeads: subscribeHeads('finalized', 'chain_finalizedHead'),
  // Both spellings are in use.
  chain_subscribeNewHead: subscribeNewHeads,
  chain_subscribeNewHeads: subscribeNewHeads,
  chain_unsubscribeAllHeads: endSubscription,
  chain_unsubscribeFinalizedHeads: endSubscription,
  chain_unsubscribeNewHead: endSubscription,
  chain_unsubscribeNewHeads: endSubscription,
}
