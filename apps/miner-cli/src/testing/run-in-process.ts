import { Readable } from 'node:stream'
import { type DeriveKey, deriveNaclKey } from '@ig/wallet'
import { main } from '../main.ts'
import type { Finished, SpawnOptions } from './spawn-miner.ts'

/**
 * Runs a command to its end in this process, with surroundings of its own: a tenth of what a process costs. What a
 * process alone can show (signals, a terminal, its exit) is for `runMiner`.
 */
export async function runInProcess(
  args: readonly string[],
  { home, env = {}, stdin }: SpawnOptions,
): Promise<Finished> {
  const output = { stdout: '', stderr: '' }
  const collect = (stream: 'stdout' | 'stderr') => ({
    write(text: string) {
      output[stream] += text
    },
  })
  const exitCode = await main(args, {
    env: { HOME: home, ...OFFLINE, ...env },
    home,
    cwd: home,
    stdin: Readable.from(stdin === undefined ? [] : [Buffer.from(stdin)]),
    terminal: { stdout: collect('stdout'), stderr: { ...collect('stderr'), color: false } },
    deriveKey: deriveKeyOnce,
  })
  return { exitCode, signal: null, ...output }
}

const derived = new Map<string, Promise<Uint8Array>>()

/** Every wallet has the same salt, so the key of a password is made once for all tests of a worker: it takes seconds. */
const deriveKeyOnce: DeriveKey = async (password) => {
  const key = derived.get(password) ?? deriveNaclKey(password)
  derived.set(password, key)
  return new Uint8Array(await key)
}

/** Nothing beyond loopback, unless a test names a source of its own. */
const OFFLINE = { IG_NEWS_PROVIDERS: 'none', IG_MARKETS_VENUES: 'none' }
