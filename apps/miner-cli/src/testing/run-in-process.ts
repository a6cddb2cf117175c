import { Readable } from 'node:stream'
import { main } from '../main.ts'
import { deriveKnownKey } from './known-keys.ts'
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
    deriveKey: deriveKnownKey,
  })
  return { exitCode, signal: null, ...output }
}

/** Nothing beyond loopback, unless a test names a source of its own. */
export const OFFLINE = { IG_NEWS_PROVIDERS: 'none', IG_MARKETS_VENUES: 'none' }
