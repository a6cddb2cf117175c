/**
 * A process of its own: the real runtime under Chopsticks, listening on loopback. Takes CHAINSPEC, CHOPSTICKS (a
 * folder with node_modules) and PORT, says `LISTENING` on stdout, and ends with SIGTERM or with its parent.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { hexToU8a } from '@polkadot/util'
import { type ChainSpec, genesisStorage, type RunRuntime, setClock, storageCode } from './genesis-storage.ts'

interface Chopsticks {
  setupWithServer(options: Readonly<Record<string, unknown>>): Promise<{ close(): Promise<void> }>
}

interface ChopsticksCore {
  readonly getAuraSlotDuration: { readonly cache: { set(wasm: string, slotMs: Promise<number>): void } }
  readonly emptyTaskHandler: Readonly<Record<string, unknown>>
  runTask(
    task: Readonly<Record<string, unknown>>,
    handlers: Readonly<Record<string, unknown>>,
  ): Promise<{ readonly Error?: string; readonly Call: Awaited<ReturnType<RunRuntime>> }>
}

const { CHAINSPEC = '', CHOPSTICKS = '', PORT = '' } = process.env
process.env.LOG_LEVEL = 'error'

const load = <T>(name: string): Promise<T> => {
  const file = join(CHOPSTICKS, 'node_modules', '@acala-network', name, 'dist', 'esm', 'index.js')
  if (!existsSync(file)) throw new Error(`There is no ${file}.`)
  return import(pathToFileURL(file).href)
}

const { setupWithServer } = await load<Chopsticks>('chopsticks')
const { emptyTaskHandler, getAuraSlotDuration, runTask } = await load<ChopsticksCore>('chopsticks-core')

const run: RunRuntime = async (wasm, fn, params, storage = {}) => {
  const task = {
    wasm,
    calls: [[fn, params === '0x' ? [] : [params]]],
    mockSignatureHost: false,
    allowUnresolvedImports: true,
    runtimeLogLevel: 0,
  }
  const answer = await runTask(task, {
    ...emptyTaskHandler,
    getStorage: async (key: string) => storage[key],
    getNextKey: async () => undefined,
  })
  if (answer.Error) throw new Error(`${fn}: ${answer.Error}`)
  return answer.Call
}

const spec = JSON.parse(readFileSync(CHAINSPEC, 'utf8')) as ChainSpec
const top = await genesisStorage(spec, run)
const wasm = storageCode(top)
const { result } = await run(wasm, 'AuraApi_slot_duration', '0x', top)
const slotMs = Number(new DataView(hexToU8a(result).buffer).getBigUint64(0, true))
// Chopsticks would ask the runtime itself, but refuses one that imports what Subtensor does.
getAuraSlotDuration.cache.set(wasm, Promise.resolve(slotMs))
setClock(top, Date.now(), slotMs)

const sorted = Object.fromEntries(Object.entries(top).sort(([a], [b]) => (a < b ? -1 : 1)))
await setupWithServer({
  genesis: { name: spec.name, id: spec.id, properties: spec.properties, genesis: { raw: { top: sorted } } },
  port: Number(PORT),
  host: '127.0.0.1',
  'build-block-mode': 'Instant',
  'allow-unresolved-imports': true,
  'process-queued-messages': false,
  'runtime-log-level': 0,
})
process.stdout.write('LISTENING\n')

// The parent holds the other end: when it is gone, however it went, so are we.
process.stdin.resume()
process.stdin.on('end', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
