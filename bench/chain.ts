// What a metagraph of 256 neurons costs: node --conditions=@ig/source bench/chain.ts
// Decoding: bar 25 ms after warm-up. Reading, from the chain in memory and, where it is there, from the real runtime
// (SUBTENSOR_CHAINSPEC, see packages/subtensor-client), beside the Python package's metagraph(): bar half its time.
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createSubtensorClient } from '../packages/subtensor-client/src/index.ts'
import { selectiveIndexes } from '../packages/subtensor-client/src/reads/get-metagraph.ts'
import { metagraphColumns, neuronsOf } from '../packages/subtensor-client/src/reads/metagraph-columns.ts'
import { parseAs } from '../packages/subtensor-client/src/reads/parse-as.ts'
import { runtimeView } from '../packages/subtensor-client/src/reads/runtime-view.ts'
import { scaleCursor } from '../packages/subtensor-client/src/reads/scale-cursor.ts'
import {
  createInMemoryChain,
  serveInMemoryChain,
  startRealChain,
} from '../packages/subtensor-client/src/testing/index.ts'
import { openLenientDoor } from '../packages/subtensor-client/src/testing/real-chain/open-lenient-door.ts'
import { loadRuntime } from '../packages/subtensor-client/src/testing/runtime.ts'
import { firstLine, start } from './bench-process.ts'

const NETUID = 2
const WARM_UP_RUNS = 20
const RUNS = 200
const READS = 10
const PYTHON_LIMIT_MS = 120_000

const chain = createInMemoryChain({ neurons: 256 })
await printDecoding()
await printMemory()
chain.close()
await printReadings()

async function printDecoding() {
  const { registry } = loadRuntime(293)
  const view = runtimeView({ registry, query: {}, consts: {} })
  const provider = chain.openProvider('memory://')
  await provider.connect()
  await new Promise((resolve) => (provider.isConnected ? resolve(null) : provider.on('connected', resolve)))
  for (const name of ['get_selective_metagraph', 'get_metagraph']) {
    const call = view.call(`SubnetInfoRuntimeApi.${name}`)
    if (call === null) throw new Error(`no ${name}`)
    const params = call.encode(
      [NETUID, selectiveIndexes(call.fieldNames)].slice(0, name === 'get_metagraph' ? 1 : 2),
    )
    const answer = await provider.send<string>('state_call', [call.method, params])
    // From the hex text off the wire to the neurons that a caller gets.
    const decode = () => {
      const value = call.decode(scaleCursor(Buffer.from(answer.slice(2), 'hex')))
      return neuronsOf(NETUID, parseAs(metagraphColumns, name, value), []).length
    }
    const times = Array.from({ length: WARM_UP_RUNS + RUNS }, () => timed(decode))
    const warm = times.slice(WARM_UP_RUNS)
    console.log(
      `decode ${name}, 256 neurons, ${Math.round(answer.length / 2048)} KiB:`,
      `first ${times[0]?.toFixed(1)} ms, p50 ${quantile(warm, 0.5)} ms, p99 ${quantile(warm, 0.99)} ms (bar 25)`,
    )
  }
  await provider.disconnect()
}

async function printMemory() {
  const served = await serveInMemoryChain(chain)
  const program = programPath('./chain-memory.ts')
  const child = start([process.execPath, '--conditions=@ig/source', program, served.endpoint])
  const { firstMb, afterMb, connectMs } = JSON.parse(await firstLine(child))
  console.log(
    `process from source: connected and one metagraph in ${connectMs} ms with ${firstMb} MB, after 100 metagraphs ${afterMb} MB`,
  )
  await served.close()
}

async function printReadings() {
  const memory = start([process.execPath, '--conditions=@ig/source', programPath('./serve-chain.ts')])
  const { endpoint } = JSON.parse(await firstLine(memory))
  await printReading('the chain in memory', endpoint, endpoint)
  memory.kill()
  const real = await startRealChain({ neurons: 256, tempoBlocks: 10_000 })
  if (real === null)
    return console.log('reading from the real runtime: skipped, SUBTENSOR_CHAINSPEC is not set')
  const door = await openLenientDoor(real.endpoint)
  try {
    await printReading('the real runtime', real.endpoint, door.endpoint)
  } finally {
    await door.close()
    await real.close()
  }
}

async function printReading(what: string, endpoint: string, pythonEndpoint: string) {
  const client = createSubtensorClient({ endpoints: [endpoint] })
  await client.getMetagraph(NETUID)
  const ours: number[] = []
  for (let i = 0; i < READS; i += 1) {
    const startedAt = performance.now()
    await client.getMetagraph(NETUID)
    ours.push(performance.now() - startedAt)
  }
  await client.close()
  console.log(`read from ${what}: p50 ${quantile(ours, 0.5)} ms, worst ${quantile(ours, 1)} ms`)
  const theirs = await pythonTimes(pythonEndpoint)
  if (theirs === null) return
  console.log(
    `Python bittensor metagraph()${theirs.partial ? ', its neurons alone' : ''}: p50 ${quantile(theirs.ms, 0.5)} ms;`,
    `ours takes ${(Number(quantile(ours, 0.5)) / Number(quantile(theirs.ms, 0.5))).toFixed(2)} of it (bar 0.5)`,
  )
}

/**
 * How long the Python package takes. On spec 293 its own second half, the subnet's figures, fails (it sends a list
 * where a netuid belongs); then the neurons alone are timed, which is less than what ours reads.
 */
async function pythonTimes(endpoint: string): Promise<{ ms: number[]; partial: boolean } | null> {
  const python =
    process.env.IG_PYTHON_BITTENSOR_10 ??
    join(homedir(), '.cache', 'ig-peers', 'bittensor-10.5.0', 'bin', 'python')
  if (!existsSync(python)) {
    console.log('Python bittensor: skipped, not installed')
    return null
  }
  try {
    const { stdout } = await promisify(execFile)(
      python,
      [programPath('./python_metagraph.py'), endpoint, String(NETUID), String(READS / 2)],
      { timeout: PYTHON_LIMIT_MS },
    )
    return JSON.parse(stdout.trim().split('\n').at(-1) ?? '')
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string }
    console.log(`Python bittensor: failed: ${stderr.trim().split('\n').at(-1) || error}`)
    return null
  }
}

function programPath(file: string): string {
  return fileURLToPath(new URL(file, import.meta.url))
}

function timed(run: () => unknown): number {
  const startedAt = performance.now()
  run()
  return performance.now() - startedAt
}

function quantile(times: readonly number[], share: number): string {
  const sorted = [...times].sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1)
}
