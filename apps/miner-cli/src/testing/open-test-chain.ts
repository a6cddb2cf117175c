import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  createInMemoryChain,
  type InMemoryChain,
  type InMemoryChainOptions,
  serveInMemoryChain,
} from '@ig/subtensor-client/testing'
import { coldkeyPaths, createColdkey, createHotkey, readColdkeyPublic } from '@ig/wallet'
import { onTestFinished } from 'vitest'
import { runInProcess } from './run-in-process.ts'
import { temporaryFolder } from './spawn-miner.ts'

const encryptedWallet = fileURLToPath(new URL('./fixtures/encrypted-wallet', import.meta.url))

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

/** The password of an encrypted test wallet. */
export const TEST_PASSWORD = 'canary-pass'

/** A wallet where the command line looks for it: `miner` with the hotkey `default`, plain unless told. */
export async function makeTestWallet(
  home: string,
  { encrypted = false }: { readonly encrypted?: boolean } = {},
): Promise<{ coldkeySs58: string; hotkeySs58: string; coldkeyFile: string }> {
  const location = { path: join(home, '.bittensor', 'wallets'), name: 'miner' }
  // Encrypting takes seconds on purpose: this one was made once, of //miner//of//tests, and is worth nothing.
  if (encrypted) cpSync(encryptedWallet, coldkeyPaths(location).folder, { recursive: true })
  else await createColdkey({ ...location, password: null })
  const hotkey = createHotkey({ ...location, hotkey: 'default' })
  const { secretFile } = coldkeyPaths(location)
  return {
    coldkeySs58: readColdkeyPublic(location).ss58,
    hotkeySs58: hotkey.ss58,
    coldkeyFile: secretFile,
  }
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
  encrypted = false,
  ...options
}: Omit<InMemoryChainOptions, 'fund'> & { readonly tao?: number; readonly encrypted?: boolean } = {}) {
  const home = temporaryFolder()
  const wallet = await makeTestWallet(home, { encrypted })
  const { chain, endpoint, flags } = await openTestChain({
    ...options,
    fund: [{ ss58: wallet.coldkeySs58, tao }],
  })
  const run = (words: string, env?: Readonly<Record<string, string>>) =>
    runInProcess([...walletFlags, ...flags, ...words.split(' ')], { home, ...(env && { env }) })
  return { home, wallet, chain, endpoint, run }
}
