import type { Terminal } from '../output/terminal.ts'
import { createWorkScreen, type Report } from '../output/work-screen.ts'
import { interrupted } from './ask-on-terminal.ts'

/** Long work that may be told to end, and may say how far it is. */
export type RunInterruptibly<T> = (signal: AbortSignal, report: Report) => Promise<T>

/**
 * Runs under a spinner that is gone afterwards; Ctrl+C aborts the signal and throws `E_INTERRUPTED` at once. Without a
 * terminal nothing is shown.
 */
export async function runWithSpinner<T>(
  text: string,
  run: RunInterruptibly<T>,
  stderr: Terminal['stderr'] | null,
): Promise<T> {
  const stopped = new AbortController()
  const interruption = new Promise<never>((_, reject) => {
    stopped.signal.addEventListener('abort', () => reject(interrupted(text)))
  })
  const stop = () => stopped.abort()
  // Not `once`: with no listener left of ours, what restores the cursor would end the process by the signal.
  process.on('SIGINT', stop)
  const interruptibly = (report: Report) => Promise.race([run(stopped.signal, report), interruption])
  try {
    return stderr === null
      ? await interruptibly(() => {})
      : await createWorkScreen(stderr).show(text, interruptibly)
  } finally {
    process.off('SIGINT', stop)
  }
}
