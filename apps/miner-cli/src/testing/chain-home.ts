import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  createInMemoryChain,
  type InMemoryChain,
  type InMemoryChainOptions,
  type ServedChain,
  SUBNET_OWNER_HOTKEY,
  serveInMemoryChain,
} from '@ig/subtensor-client/testing'
import { createHotkey } from '@ig/wallet'
import { onTestFinished } from 'vitest'
import { runInProcess } from './run-in-process.ts'
import { runMiner, type spawnMiner, startMiner, temporaryFolder } from './spawn-miner.ts'

/** A subnet on this machine, and a home folder with wallets for miners on it. */
export interface ChainHome {
  readonly chain: InMemoryChain
  readonly home: string
  readonly endpoint: string
  /** Flags of a miner whose hotkey is registered as uid 0. */
  readonly flags: readonly string[]
  /** The node goes away, and comes back at the same endpoint. */
  stopNode(): Promise<void>
  startNode(): Promise<void>
  /** How often the hotkey has served, by the port that it gave. */
  servedPorts(): number[]
  start(...more: string[]): ReturnType<typeof startMiner>
  run(command: string, ...more: string[]): ReturnType<typeof runMiner>
  status(): Promise<StatusJson>
}

/** What tests look at of `status --json`. */
export interface StatusJson {
  readonly health: string
  readonly reasons: readonly string[]
  readonly chain: {
    readonly connected: boolean
    readonly block: number
    readonly axon: { readonly state: string } | null
  }
  readonly registration: { readonly uid: number; readonly immuneBlocksLeft: number | null } | null
  readonly policy: { readonly refused: Readonly<Record<string, number>> }
  readonly axon: object | null
  readonly memory: { readonly rssBytes: number }
}

/** The hotkey of the wallet `miner`: the subnet's owner, uid 0 from the first block on. */
export const MINER_HOTKEY = SUBNET_OWNER_HOTKEY
const MINER_URI = '//Alice//owner'

/** Starts a chain for one test. Its miners say that they are reached at 192.0.2.7. */
export async function openChainHome(options: InMemoryChainOptions = {}): Promise<ChainHome> {
  const chain = createInMemoryChain({ servingRateLimitBlocks: 50, ...options })
  let node: ServedChain | null = await serveInMemoryChain(chain)
  const { endpoint } = node
  onTestFinished(async () => {
    chain.close()
    await node?.close()
  })
  const home = temporaryFolder()
  const path = join(home, '.bittensor', 'wallets')
  createHotkey({ path, name: 'miner', hotkey: 'default', uri: MINER_URI })
  createHotkey({ path, name: 'miner', hotkey: 'stranger', uri: '//Stranger' })
  const wallet = ['--wallet.name', 'miner', '--wallet.hotkey', 'default']
  const flags = ['--netuid', '2', '--subtensor.chain_endpoint', endpoint, ...wallet]
  const starting = [...flags, '--axon.external_ip', '192.0.2.7', '--log.format', 'json']
  return {
    chain,
    home,
    endpoint,
    flags,
    async stopNode() {
      await node?.close()
      node = null
    },
    async startNode() {
      node = await serveInMemoryChain(chain, { port: Number(new URL(endpoint).port) })
    },
    servedPorts: () =>
      chain.extrinsics
        .filter(({ call, signerSs58 }) => call === 'subtensorModule.serveAxon' && signerSs58 === MINER_HOTKEY)
        .map(({ args }) => Number(args.port)),
    start: (...more) => startMiner([...starting, ...more], { home }),
    run: (command, ...more) => runMiner([command, ...flags, ...more], { home }),
    async status() {
      const { stdout } = await runInProcess(['status', '--json', ...flags], { home })
      return JSON.parse(stdout) as StatusJson
    },
  }
}

/** A coldkey file that nothing could open: whoever needs it fails. */
export function breakColdkey(home: string): void {
  const folder = join(home, '.bittensor', 'wallets', 'miner')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'coldkey'), 'not a key', { mode: 0o000 })
}

/** Waits until a line of a miner's JSON log has this message. */
export function saidIn(
  miner: Pick<ReturnType<typeof spawnMiner>, 'until'>,
  message: RegExp,
): Promise<Record<string, unknown>> {
  return miner.until(({ stderr }) =>
    stderr
      .split('\n')
      .slice(0, -1)
      .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line) as Record<string, unknown>] : []))
      .find(({ msg }) => message.test(String(msg))),
  )
}
