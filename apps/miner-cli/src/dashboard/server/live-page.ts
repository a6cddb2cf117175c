import type { DashboardSource } from './dashboard-source.ts'

const KEEP_ALIVE_MS = 15_000
/** A tick may come a little early. */
const TICK_SLACK_MS = 150
/** The browser comes again by itself then, and has to show that it still may. */
const LONGEST_MS = 15 * 60_000

/**
 * A page as a stream of server-sent events: `page` with what it shows, whenever that differs from what was sent last.
 * What cannot be rendered is told to `onError` and tried again. Ends after a quarter of an hour, so that nobody goes on
 * looking whose session is over.
 */
export async function* livePage({
  source,
  render,
  refreshMs,
  signal,
  nowMs,
  onError,
}: {
  readonly source: Pick<DashboardSource, 'watch' | 'changed'>
  readonly render: () => Promise<string | null>
  readonly refreshMs: number
  /** Aborts when nobody looks any more: the miner may have nothing to say then. */
  readonly signal: AbortSignal
  readonly nowMs: () => number
  readonly onError: (error: unknown) => void
}): AsyncGenerator<string, void> {
  using _watched = source.watch()
  const gone = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  )
  const openedAtMs = nowMs()
  let sent: string | null = null
  let sentAtMs = openedAtMs
  // Tells the browser to come back soon, and that the stream is open.
  yield 'retry: 2000\n\n'
  for (;;) {
    const renderedAtMs = nowMs()
    const html = await render().catch((error: unknown) => {
      onError(error)
      return null
    })
    if (html !== null && html !== sent) {
      yield serverSentEvent('page', html)
      sent = html
      sentAtMs = nowMs()
    } else if (nowMs() - sentAtMs > KEEP_ALIVE_MS) {
      yield ': still here\n\n'
      sentAtMs = nowMs()
    }
    do {
      await Promise.race([source.changed(), gone])
      if (signal.aborted) return
    } while (nowMs() - renderedAtMs < refreshMs - TICK_SLACK_MS)
    if (nowMs() - openedAtMs >= LONGEST_MS) return
  }
}

/** One event in the form that EventSource reads. */
export function serverSentEvent(event: string, data: string): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`)
  return `event: ${event}\n${lines.join('')}\n`
}
