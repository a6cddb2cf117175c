import { describe } from 'vitest'
import type { OpenProvider } from '../connection/connection.ts'
import { createInMemoryChain } from './in-memory-chain.ts'
import type { InMemoryChainOptions } from './in-memory-chain-shape.ts'
import { findRealChain } from './real-chain/find-chopsticks.ts'
import type { RealChainOptions } from './real-chain/prepare-real-chain.ts'
import { startRealChain } from './real-chain/start-real-chain.ts'
import { serveInMemoryChain } from './serve-in-memory-chain.ts'

/** What the in-memory chain and the real one have in common. */
export interface ChainUnderTest {
  readonly kind: 'in memory' | 'real'
  /** A WebSocket on loopback. */
  readonly endpoint: string
  /** In this process for the one, over the WebSocket for the other. */
  readonly openProvider: OpenProvider
  mineBlock(count?: number): Promise<void>
  setBurnRao(rao: bigint, netuid?: number): Promise<void>
  setBalance(ss58: string, rao: bigint): Promise<void>
  /** By the metadata's names: `SubtensorModule.Tempo`. */
  setStorage(name: string, args: readonly unknown[], value: unknown): Promise<void>
  close(): Promise<void>
}

/** Starts a chain of its own for whoever calls it. */
export type OpenChain = (options?: RealChainOptions) => Promise<ChainUnderTest>

const REAL_CHAIN_TIMEOUT_MS = 180_000

/**
 * Describes the same tests on the in-memory chain and on the real runtime; the second is skipped, with a printed
 * line, where it is not there, and fails for that with `IG_REQUIRE_PEERS=1` and a chain specification.
 */
export function describeOnChains(name: string, tests: (open: OpenChain) => void): void {
  describe(`${name} (in memory)`, () => tests(openInMemory))

  const files = findRealChain(process.env)
  const isMissing = typeof files === 'string'
  const isRequired = Boolean(process.env.SUBTENSOR_CHAINSPEC) && process.env.IG_REQUIRE_PEERS === '1'
  if (isMissing && !isRequired) process.stderr.write(`Skipped: ${name} on the real runtime: ${files}.\n`)
  describe.skipIf(isMissing && !isRequired)(`${name} (real)`, { timeout: REAL_CHAIN_TIMEOUT_MS }, () =>
    tests(openReal),
  )
}

async function openInMemory(options: RealChainOptions & InMemoryChainOptions = {}): Promise<ChainUnderTest> {
  const chain = createInMemoryChain(options)
  const { endpoint, close } = await serveInMemoryChain(chain)
  return {
    kind: 'in memory',
    endpoint,
    openProvider: chain.openProvider,
    mineBlock: async (count) => chain.mineBlock(count),
    setBurnRao: async (rao, netuid) => chain.setBurnRao(rao, netuid),
    setBalance: async (ss58, rao) => chain.setBalance(ss58, rao),
    setStorage: async (name, args, value) => chain.setStorage(name, args, value),
    async close() {
      chain.close()
      await close()
    },
  }
}

const openReal: OpenChain = async (options) => {
  const chain = await startRealChain(options)
  if (!chain) throw new Error('The real chain is missing.')
  return { kind: 'real', ...chain }
}
