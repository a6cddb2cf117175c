import { endSubscription, type RpcMethods } from './rpc-context.ts'

export const authorMethods: RpcMethods = {
  author_pendingExtrinsics: ({ pool }) => pool.pending(),
  author_submitAndWatchExtrinsic: ({ pool, subscribe }, [extrinsic]) => {
    const { hash } = pool.submit(String(extrinsic))
    return subscribe('author_extrinsicUpdate', (notify) => pool.watch(hash, notify))
  },
  author_submitExtrinsic: ({ pool }, [extrinsic]) => pool.submit(String(extrinsic)).hash,
  author_unwatchExtrinsic: endSubscription,
}
