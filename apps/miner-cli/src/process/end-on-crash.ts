import { EXIT } from '../output/exit-code.ts'
import { printError } from '../output/print-error.ts'
import { createRedactor } from '../output/redact.ts'
import type { Terminal } from '../output/terminal.ts'
import type { Surroundings } from './surroundings.ts'

/** What of `process` is listened to and done; a test gives its own. */
export interface CrashEvents {
  on(event: 'uncaughtException', listener: (error: unknown) => void): unknown
  listenerCount(event: 'uncaughtException'): number
  exit(code: number): void
}

/**
 * Ends the process with 1 at an error that nobody caught (a rejection, too), which Node would print as it is, secrets
 * and all. A command that listens itself, as `start` does, is left to it.
 *
 * @returns takes what masks the secrets of the command line, as soon as they are known
 */
export function endOnCrash(
  terminal: Terminal,
  argv: readonly string[],
  events: CrashEvents = process,
): NonNullable<Surroundings['onRedactor']> {
  let redact = createRedactor([])
  events.on('uncaughtException', (error) => {
    if (events.listenerCount('uncaughtException') > 1) return
    printError(error, { terminal, json: argv.includes('--json'), redact })
    events.exit(EXIT.failed)
  })
  return (known) => {
    redact = known
  }
}
