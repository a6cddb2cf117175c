import { openMiner } from '../miner/open-miner.ts'
import { readyText, welcomeLines } from '../miner/ready-text.ts'
import { requireSandbox } from '../miner/require-sandbox.ts'
import { createLog } from '../output/create-log.ts'
import { EXIT } from '../output/exit-code.ts'
import { untilStopped } from '../process/until-stopped.ts'
import { withDeadline } from '../process/with-deadline.ts'
import type { RunCommand } from './command-list.ts'

/** A supervisor that sends SIGTERM waits ten seconds, and the last of them is kept for the process to end. */
const CLEANUP_MS = 9_000

/**
 * Runs the miner until it is told to stop: then no new request is taken, those in flight are answered, everything
 * is written, and the exit code is 0; 1 after an error that nobody caught.
 */
export const run: RunCommand = async ({ settings, sources, json, terminal, redact }) => {
  requireSandbox(settings)
  const log = createLog(settings, redact, terminal.stderr)
  const stopped = untilStopped({ onLateError: (error) => log.error({ error }, 'An error while stopping.') })
  const cleanup = new AsyncDisposableStack()
  let exitCode: number = EXIT.ok
  try {
    const miner = await openMiner({ settings, sources, log, cleanup })
    terminal.stdout.write(readyText(miner.ready, { json }))
    if (settings['log.format'] === 'human')
      log.info({ lines: welcomeLines(settings) }, 'welcome to the sandbox')
    miner.startValidator()
    const reason = await stopped
    if (reason.kind === 'signal') log.info(`${reason.signal}: stopping; Ctrl+C ends at once`)
    else {
      log.fatal({ error: reason.error }, 'An error that nobody caught: stopping.')
      exitCode = EXIT.failed
    }
  } finally {
    const inTime = await withDeadline(cleanup.disposeAsync(), CLEANUP_MS)
    if (!inTime) {
      log.error('Not everything could be ended in time.')
      exitCode = EXIT.failed
    }
  }
  log.info('stopped')
  return exitCode
}
