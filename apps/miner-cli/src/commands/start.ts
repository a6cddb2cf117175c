import { IgError } from '@ig/errors'
import { chosenNetwork } from '../chain-commands/chosen-network.ts'
import { createHappenings } from '../miner/happenings.ts'
import type { MinerContext, OpenMiner } from '../miner/miner-context.ts'
import { readyText } from '../miner/ready-text.ts'
import { createKeptLog, LOG_LEVEL_SETTINGS, logLevel } from '../output/create-log.ts'
import { escapeControl } from '../output/escape-control.ts'
import { EXIT } from '../output/exit-code.ts'
import { messageWithFlag } from '../output/flag-hint.ts'
import type { Surroundings } from '../process/surroundings.ts'
import { untilStopped } from '../process/until-stopped.ts'
import { withDeadline } from '../process/with-deadline.ts'
import { createReload } from '../reload/reload.ts'
import { openSupervisor } from '../supervise/open-supervisor.ts'
import type { RunCommand } from './command.ts'

/** A supervisor that sends SIGTERM waits ten seconds, and the last of them is kept for the process to end. */
const CLEANUP_MS = 9_000

/**
 * Runs the miner until it is told to stop: then no new request is taken, those in flight are answered, everything
 * is written, and the exit code is 0; 1 after an error that nobody caught. A miner that has lost its place on the
 * subnet ends with 4. SIGHUP has it read its settings again, but where it has a terminal, whose end that signal tells.
 */
export const run: RunCommand = async (context) => {
  const { settings, json, terminal, redact, env, reread } = context
  const { log, kept } = createKeptLog(settings, redact, terminal.stderr)
  const reload = createReload({ started: settings, reread, log })
  reload.on(LOG_LEVEL_SETTINGS, ({ values }) => {
    log.level = logLevel(values)
  })
  const supervisor = openSupervisor(env)
  using stop = untilStopped({
    onLateError: (error) => log.error({ error }, 'An error while stopping.'),
    onHangup: hasTerminal(context) ? null : readAgain,
  })
  const stopped = stop.reason
  const stopping = new AbortController()
  void stopped.then(() => {
    stopping.abort()
    supervisor.stopping()
  })

  function readAgain(): void {
    kept.reopen()
    void reload.run()
  }

  const cleanup = new AsyncDisposableStack()
  let exitCode: number = EXIT.ok
  try {
    const miner = await openUnlessStopped({
      ...context,
      log,
      kept,
      happenings: createHappenings(),
      reload,
      cleanup,
      signal: stopping.signal,
    })
    if (miner !== null) {
      terminal.stdout.write(readyText(miner.ready, { json }))
      supervisor.ready(readyText(miner.ready, { json: false }))
      if (settings['log.format'] === 'human')
        log.info({ lines: miner.welcome }, `welcome to ${miner.ready.network}`)
      miner.afterReady()
    }
    const reason = await Promise.race([stopped, ...(miner ? [miner.ended] : [])])
    if (reason instanceof Error) throw reason
    if (reason.kind === 'signal') log.info(`${reason.signal}: stopping; Ctrl+C ends at once`)
    else {
      log.fatal({ error: reason.error }, 'An error that nobody caught: stopping.')
      exitCode = EXIT.failed
    }
  } catch (error) {
    // It is said on stderr by whoever prints what ended a command; the file should tell it too.
    kept.add(redact(lastWords(error)))
    throw error
  } finally {
    const inTime = await withDeadline(cleanup.disposeAsync(), CLEANUP_MS)
    if (!inTime) {
      log.error('Not everything could be ended in time.')
      exitCode = EXIT.failed
    }
    supervisor.close()
  }
  log.info('stopped')
  kept.close()
  return exitCode
}

function hasTerminal({ stdin, terminal: { stdout, stderr } }: Surroundings): boolean {
  return stdin.isTTY === true || stdout.isTerminal === true || stderr.isTerminal === true
}

function lastWords(error: unknown): string {
  const values = IgError.isInstance(error)
    ? { code: error.code, msg: messageWithFlag(error) }
    : { msg: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  return escapeControl(JSON.stringify({ level: 60, time: Date.now(), ...values }))
}

/** Null where the process was told to stop meanwhile: what an interrupted wait throws is the interruption. */
async function openUnlessStopped(context: MinerContext): Promise<OpenMiner | null> {
  try {
    return await open(context)
  } catch (error) {
    if (context.signal.aborted) return null
    throw error
  }
}

/** The code of a network is loaded where it is served. */
async function open(context: MinerContext): Promise<OpenMiner> {
  const network = chosenNetwork(context.settings)
  if (network === null) {
    const { openSandboxMiner } = await import('../miner/open-sandbox-miner.ts')
    return openSandboxMiner(context)
  }
  const { openChainMiner } = await import('../miner/open-chain-miner.ts')
  return openChainMiner(context, network)
}
