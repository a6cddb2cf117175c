import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import type { LoadTarget } from './load-target.ts'

const readyLine = z.object({
  event: z.literal('ready'),
  axon: z.object({ ip: z.string(), port: z.int(), hotkey: z.string() }),
})

/** Of what a miner that does not start says on stderr. */
const SHOWN_CHARACTERS = 300

/**
 * Starts a miner of our own for the load: `start` in a process and a data folder of its own, which knows nothing of
 * the user's settings and answers from market and prior. It is gone when it is closed, its folder too.
 *
 * Throws `IgError` E_TARGET where it does not start.
 *
 * @param command the words that run this program
 */
export async function openOwnTarget(command: readonly string[]): Promise<LoadTarget> {
  const home = mkdtempSync(join(tmpdir(), 'ig-load-'))
  let child: ChildProcess | null = null
  const kill = async () => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  }
  const removeHome = () => rmSync(home, { recursive: true, force: true })
  // However this process ends, what it has started ends with it.
  const onExit = () => {
    child?.kill('SIGKILL')
    removeHome()
  }
  process.once('exit', onExit)
  const start = async (port: number) => {
    child = spawnMiner(command, home, port)
    return ready(child)
  }
  const close = async () => {
    await kill()
    process.removeListener('exit', onExit)
    removeHome()
  }
  try {
    const axon = await start(0)
    return {
      ...axon,
      async restart() {
        await kill()
        await start(axon.port)
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

function spawnMiner(command: readonly string[], home: string, port: number): ChildProcess {
  const [program = process.execPath, ...words] = command
  const flags = [
    'start',
    '--json',
    '--no-sandbox-validator',
    '--log.level',
    'error',
    '--axon.port',
    `${port}`,
  ]
  return spawn(program, [...words, ...flags], {
    cwd: home,
    env: { HOME: home, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ready(child: ChildProcess): Promise<z.output<typeof readyLine>['axon']> {
  let said = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-SHOWN_CHARACTERS)
  })
  if (child.stdout !== null) {
    for await (const line of createInterface({ input: child.stdout }))
      return readyLine.parse(JSON.parse(line)).axon
  }
  throw new IgError({
    code: 'E_TARGET',
    message: 'The miner under load did not start.',
    values: { said: said.trim() },
    hint: 'Try `pnpm miner start`, or give the address of a running one with --target.',
  })
}
