import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import type { DendriteTarget } from '../packages/axon/src/index.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A miner that runs as `pnpm miner start` runs it, without pnpm in between. */
export interface MinerProcess {
  readonly child: ChildProcess
  /** Resolves with null where the process ends first. */
  readonly ready: Promise<DendriteTarget | null>
  readonly ended: Promise<void>
  stderr(): string
}

/** Builds the bundle where it is stale, and returns how to start it: Node's flags and the bundle, from package.json. */
export function minerCommand(): readonly string[] {
  spawnSync(process.execPath, ['scripts/build-stale-cli.mjs'], { cwd: root, stdio: 'inherit' })
  const { scripts } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    scripts: { miner: string }
  }
  const words = scripts.miner.split('exec node ')[1]?.split(' ') ?? []
  return words.map((word) => (word.endsWith('.js') ? root + word : word))
}

/** Starts it with nothing of this process's environment but the path. */
export function startMinerProcess(
  command: readonly string[],
  { home, args }: { readonly home: string; readonly args: readonly string[] },
): MinerProcess {
  const child = spawn(process.execPath, [...command, 'start', '--json', ...args], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-4_000)
  })
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return { child, ended, ready: readyLine(child), stderr: () => stderr }
}

async function readyLine({ stdout }: ChildProcess): Promise<DendriteTarget | null> {
  if (stdout === null) return null
  for await (const line of createInterface({ input: stdout })) {
    // The kill may cut the line.
    if (line.includes('"event":"ready"') && line.endsWith('}')) return JSON.parse(line).axon
  }
  return null
}

/** A port that is free now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
