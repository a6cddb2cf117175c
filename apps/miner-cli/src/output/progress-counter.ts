import type { Logger } from './create-log.ts'
import type { Report } from './work-screen.ts'

/** Counts what is done: shown as it goes on where somebody looks, else a line of the log for each tenth. */
export function createProgressCounter({
  of,
  what,
  log,
  report,
}: {
  readonly of: number
  /** For instance "questions". */
  readonly what: string
  readonly log: Logger
  /** Null where nobody looks. */
  readonly report: Report | null
}): () => void {
  const every = Math.max(1, Math.ceil(of / 10))
  let done = 0
  return () => {
    done += 1
    if (report !== null) report(`${done} of ${of} ${what}`)
    else if (done % every === 0) log.info({ done, of }, what)
  }
}
