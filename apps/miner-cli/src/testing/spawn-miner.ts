import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const bundle = join(root, 'apps/miner-cli/dist/bin.js')
const DEADLINE_MS = 15_000

/** Builds the bundle where its sources are newer, as `pnpm miner` does. Call it in `beforeAll`. */
export async function buildMiner(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, 'scripts/build-stale-cli.mjs')], { cwd: root })
}

/** A new empty folder that goes away with the test. It serves as home and working folder of what is spawned. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'ig-miner-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** What a finished command left. */
export interface Finished {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A command that runs. */
export interface RunningMiner {
  readonly process: ChildProcess
  readonly ended: Promise<Finished>
  stdout(): string
  stderr(): string
  /** Resolves with what `find` finds in the output, looked at whenever there is more; fails at the end or in 15 s. */
  until<T>(find: (output: { stdout: string; stderr: string }) => T | null | undefined | false): Promise<T>
}

/** The words that run the bundle. */
export function minerCommand(args: readonly string[]): string[] {
  return [process.execPath, bundle, ...args]
}

/** How a command is started. */
export interface SpawnOptions {
  /** Its home and working folder. */
  readonly home: string
  readonly env?: Readonly<Record<string, string>>
  /** What its standard input holds; nothing unless given. */
  readonly stdin?: string
}

/** Starts the bundle with nothing of this process's environment but what Node needs. */
export function spawnMiner(args: readonly string[], { home, env = {}, stdin }: SpawnOptions): RunningMiner {
  const [node = process.execPath, ...words] = minerCommand(args)
  const child = spawn(node, words, {
    cwd: home,
    // Nothing beyond loopback, unless a test names a source of its own; no pages, unless it looks at them.
    env: {
      HOME: home,
      PATH: process.env.PATH,
      IG_NEWS_PROVIDERS: 'none',
      IG_MARKETS_VENUES: 'none',
      IG_DASHBOARD_ENABLED: 'false',
      ...env,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  child.stdin.on('error', () => {}).end(stdin)
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      for (const listener of listeners) listener()
    })
  }
  const ended = new Promise<Finished>((resolve) => {
    child.on('close', (exitCode, signal) => {
      resolve({ exitCode, signal, ...output })
      for (const listener of listeners) listener()
    })
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await ended
  })
  return {
    process: child,
    ended,
    stdout: () => output.stdout,
    stderr: () => output.stderr,
    until: (find) =>
      new Promise((resolve, reject) => {
        const give = (outcome: () => void) => {
          clearTimeout(timer)
          listeners.delete(look)
          outcome()
        }
        const fail = (why: string) =>
          give(() => reject(new Error(`${why}\nstdout: ${output.stdout}\nstderr: ${output.stderr}`)))
        const timer = setTimeout(() => fail('Nothing of the kind was printed in time.'), DEADLINE_MS)
        const look = () => {
          const found = find(output)
          if (found) give(() => resolve(found))
          else if (child.exitCode !== null || child.signalCode !== null) fail('The process has ended.')
        }
        listeners.add(look)
        look()
      }),
  }
}

/** Runs a command to its end. */
export function runMiner(args: readonly string[], options: SpawnOptions): Promise<Finished> {
  return spawnMiner(args, options).ended
}

/** The object of the ready line that `start --json` prints. */
export interface ReadyLine {
  readonly schemaVersion: 1
  readonly event: 'ready'
  readonly axon: { readonly ip: string; readonly port: number; readonly hotkey: string }
  readonly network: string
  readonly dashboard: string | null
  readonly pid: number
}

/** Starts a miner on a free port and waits until it is ready. */
export async function startMiner(
  args: readonly string[],
  options: SpawnOptions,
): Promise<RunningMiner & { readonly ready: ReadyLine }> {
  const miner = spawnMiner(['start', '--json', '--axon.port', '0', ...args], options)
  const ready = await miner.until(({ stdout }) => /^.*"ready".*\n/m.exec(stdout)?.[0])
  return { ...miner, ready: JSON.parse(ready) as ReadyLine }
}
