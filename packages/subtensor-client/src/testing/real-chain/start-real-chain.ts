import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ApiPromise, WsProvider } from '@polkadot/api'
import type { ChainProvider, OpenProvider } from '../../connection/connection.ts'
import { loadRuntime } from '../runtime.ts'
import type { StateView } from '../state-view.ts'
import { findRealChain, type RealChainFiles } from './find-chopsticks.ts'
import { createPortGate, freePort } from './port-gate.ts'
import {
  account,
  prepareRealChain,
  type RealChainOptions,
  type SendRpc,
  writeStorage,
} from './prepare-real-chain.ts'

/** The real runtime under Chopsticks, in a process of its own. */
export interface RealChain {
  readonly endpoint: string
  readonly pid: number
  /** Opens a WebSocket that does not reconnect by itself. */
  readonly openProvider: OpenProvider
  /** JSON-RPC, the `dev_*` methods of Chopsticks included. */
  readonly send: SendRpc
  mineBlock(count?: number): Promise<void>
  setBurnRao(rao: bigint, netuid?: number): Promise<void>
  setBalance(ss58: string, rao: bigint): Promise<void>
  /** By the metadata's names: `SubtensorModule.Tempo`. */
  setStorage(name: string, args: readonly unknown[], value: unknown): Promise<void>
  /** Loses every connection and takes none, as a node that is down; the chain itself waits. */
  stop(): Promise<void>
  /** Listens again on the same port. */
  start(): Promise<void>
  close(): Promise<void>
}

const CHILD = fileURLToPath(new URL('./chopsticks-process.ts', import.meta.url))
const SPEC_VERSION = 293
const RPC_TIMEOUT_MS = 60_000
const extensions = { SubtensorTransactionExtension: { extrinsic: {}, payload: {} } }

/**
 * Starts one, ready in 7 s, 350 MB; null where `SUBTENSOR_CHAINSPEC` is not set or Chopsticks is missing. Throws for
 * the latter where `IG_REQUIRE_PEERS=1`.
 */
export async function startRealChain(
  options: RealChainOptions = {},
  env: NodeJS.ProcessEnv = process.env,
): Promise<RealChain | null> {
  const files = findRealChain(env)
  if (typeof files !== 'string') return await start(files, options)
  if (env.SUBTENSOR_CHAINSPEC && env.IG_REQUIRE_PEERS === '1')
    throw new Error(`The real chain is asked for by IG_REQUIRE_PEERS=1, but ${files}.`)
  return null
}

async function start(files: RealChainFiles, options: RealChainOptions): Promise<RealChain> {
  const port = await freePort()
  const child = await spawnChopsticks(files, port)
  const provider = new WsProvider(`ws://127.0.0.1:${port}`, 1_000, {}, RPC_TIMEOUT_MS) as ChainProvider
  const send: SendRpc = (method, params) => provider.send(method, params)
  const runtime = loadRuntime(SPEC_VERSION)
  try {
    const api = await ApiPromise.create({ provider, noInitWarn: true, signedExtensions: extensions })
    const specVersion = api.runtimeVersion.specVersion.toNumber()
    if (specVersion !== SPEC_VERSION)
      throw new Error(`The chain specification holds spec ${specVersion}; the tests know ${SPEC_VERSION}.`)
    await prepareRealChain(api, runtime, send, options)
  } catch (error) {
    child.kill('SIGKILL')
    await provider.disconnect()
    throw error
  }

  const gate = await createPortGate(port)
  const endpoint = `ws://127.0.0.1:${gate.port}`
  const mineBlock = async (count = 1) => {
    await send('dev_newBlock', [{ count }])
  }
  /** Storage is written into a block, so that heads and subscriptions tell of it. */
  const edit = async (change: (view: StateView) => void) => {
    await writeStorage(runtime, send, change)
    await mineBlock()
  }

  return {
    endpoint,
    pid: child.pid ?? 0,
    openProvider: (address) => new WsProvider(address, false, {}, RPC_TIMEOUT_MS) as ChainProvider,
    send,
    mineBlock,
    setBurnRao: (rao, netuid = 2) => edit((view) => view.put('SubtensorModule.Burn', [netuid], rao)),
    setBalance: (ss58, rao) => edit((view) => view.put('System.Account', [ss58], account(rao))),
    setStorage: (name, args, value) => edit((view) => view.put(name, args, value)),
    stop: gate.shut,
    start: gate.open,
    async close() {
      await gate.shut()
      await provider.disconnect()
      await ended(child)
    },
  }
}

function spawnChopsticks({ chainSpec, chopsticks }: RealChainFiles, port: number): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--no-warnings', CHILD], {
    env: {
      ...process.env,
      CHAINSPEC: chainSpec,
      CHOPSTICKS: chopsticks,
      PORT: String(port),
      NODE_OPTIONS: '',
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let said = ''
  return new Promise((resolve, reject) => {
    const onText = (text: Buffer) => {
      said += text
      if (said.includes('LISTENING')) resolve(child)
    }
    child.stdout.on('data', onText)
    child.stderr.on('data', onText)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Chopsticks ended with ${code}:\n${said}`)))
  })
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
