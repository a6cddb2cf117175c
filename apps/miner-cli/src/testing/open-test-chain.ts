import { join } from 'node:path'
import {
  createInMemoryChain,
  type InMemoryChain,
  type InMemoryChainOptions,
  serveInMemoryChain,
} from '@ig/subtensor-client/testing'
import { createColdkey, createHotkey } from '@ig/wallet'
import { onTestFinished } from 'vitest'
import { runMiner, temporaryFolder } from './spawn-miner.ts'

/** A chain in memory that the command line reaches by a real WebSocket. */
export interface TestChain {
  readonly chain: InMemoryChain
  readonly endpoint: string
  /** The flags that name it. */
  readonly flags: readonly string[]
}

/** Starts one that goes away with the test. */
export async function openTestChain(options?: InMemoryChainOptions): Promise<TestChain> {
  const chain = createInMemoryChain(options)
  const { endpoint, close } = await serveInMemoryChain(chain)
  onTestFinished(close)
  return { chain, endpoint, flags: ['--subtensor.chain_endpoint', endpoint] }
}

/** A wallet where the command line looks for it: `miner` with the hotkey `default`, plain unless told. */
export async function makeTestWallet(
  home: string,
  { name = 'miner', password = null }: { readonly name?: string; readonly password?: string | null } = {},
): Promise<{ coldkeySs58: string; hotkeySs58: string; coldkeyFile: string }> {
  const path = join(home, '.bittensor', 'wallets')
  const coldkey = await createColdkey({ path, name, password })
  const hotkey = createHotkey({ path, name, hotkey: 'default' })
  return { coldkeySs58: coldkey.ss58, hotkeySs58: hotkey.ss58, coldkeyFile: coldkey.file }
}

/** The flags of that wallet. */
export const walletFlags = ['--wallet.name', 'miner', '--wallet.hotkey', 'default'] as const

/** Opening an encrypted key costs seconds of processor time on purpose, and more where others work, too. */
export const SLOW_KEYS_MS = 120_000

/** The subnet of the chain in memory that takes registrations. */
export const TEST_NETUID = 2

/** A chain, a wallet with TAO on it, and the command line that is given both by flags. */
export async function openTestWorld({
  tao = 10,
  password,
  ...options
}: Omit<InMemoryChainOptions, 'fund'> & { readonly tao?: number; readonly password?: string } = {}) {
  const home = temporaryFolder()
  const wallet = await makeTestWallet(home, { password: password ?? null })
  const { chain, endpoint, flags } = await openTestChain({
    ...options,
    fund: [{ ss58: wallet.coldkeySs58, tao }],
  })
  const run = (words: string, env?: Readonly<Record<string, string>>) =>
    runMiner([...walletFlags, ...flags, ...words.split(' ')], { home, ...(env && { env }) })
  return { home, wallet, chain, endpoint, run }
}
