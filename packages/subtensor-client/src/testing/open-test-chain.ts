import type { OpenProvider } from '../connection/connection.ts'
import { createConnection } from '../connection/create-connection.ts'
import { openState } from '../reads/chain-state.ts'
import { readBalance } from '../reads/get-balance.ts'
import type { WriteContext } from '../writes/write-context.ts'
import { createInMemoryChain } from './in-memory-chain.ts'
import type { InMemoryChainOptions } from './in-memory-chain-shape.ts'

/** A chain in memory, a connection to it (through `between`, where that is given), and writes that look at it often. */
export function openTestChain(
  options: InMemoryChainOptions,
  settings: Partial<WriteContext> = {},
  between: (openProvider: OpenProvider) => OpenProvider = (openProvider) => openProvider,
) {
  const chain = createInMemoryChain(options)
  const connection = createConnection({
    endpoints: ['ws://memory'],
    openProvider: between(chain.openProvider),
    genesisHash: null,
    maxBackoffMs: 20,
    requestTimeoutMs: 10_000,
  })
  const { withApi, watchHeads } = connection
  const context: WriteContext = { withApi, watchHeads, pollMs: 5, lastLookMs: 200, ...settings }
  return {
    chain,
    connection,
    context,
    /** In the newest block. */
    freeRaoOf: (ss58: string) =>
      connection.withApi(async (api, apiContext) => {
        const state = await openState(api, apiContext, chain.head().hash)
        return (await readBalance(state, ss58)).freeRao
      }),
    async close() {
      await connection.close()
      chain.close()
    },
  }
}
