import { EXIT } from '../output/exit-code.ts'

/** Why a long-running command ends. */
export type StopReason =
  | { readonly kind: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly kind: 'crash'; readonly error: unknown }

/** What of `process` is listened to and done; a test gives its own. */
export interface ProcessEvents {
  on(event: string, listener: (argument: unknown) => void): unknown
  off(event: string, listener: (argument: unknown) => void): unknown
  exit(code: number): void
}

/** pnpm may deliver one Ctrl+C twice; only a later one is a second one. */
const SAME_CTRL_C_MS = 500

/**
 * Resolves at the first SIGINT, SIGTERM, SIGHUP, uncaught exception or unhandled rejection, so that the caller can
 * finish in order. A second Ctrl+C ends the process at once with 130; errors while stopping go to `onLateError`.
 * Where `onHangup` is given, SIGHUP calls it and ends nothing. Listens until it is disposed of.
 */
export function untilStopped({
  events = process as unknown as ProcessEvents,
  nowMs = () => performance.now(),
  onLateError,
  onHangup = null,
}: {
  readonly events?: ProcessEvents
  readonly nowMs?: () => number
  readonly onLateError: (error: unknown) => void
  readonly onHangup?: (() => void) | null
}): { readonly reason: Promise<StopReason> } & Disposable {
  const { promise: reason, resolve } = Promise.withResolvers<StopReason>()
  const listening: [event: string, listener: (argument: unknown) => void][] = []
  let stoppedAtMs: number | null = null

  function stop(why: StopReason): void {
    stoppedAtMs = nowMs()
    resolve(why)
  }

  function listen(event: string, listener: (argument: unknown) => void): void {
    events.on(event, listener)
    listening.push([event, listener])
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    listen(signal, () => {
      if (stoppedAtMs !== null) {
        if (signal === 'SIGINT' && nowMs() - stoppedAtMs > SAME_CTRL_C_MS) events.exit(EXIT.interrupted)
      } else if (signal === 'SIGHUP' && onHangup !== null) onHangup()
      else stop({ kind: 'signal', signal })
    })
  }
  for (const event of ['uncaughtException', 'unhandledRejection']) {
    listen(event, (error) => {
      if (stoppedAtMs === null) stop({ kind: 'crash', error })
      else onLateError(error)
    })
  }
  return {
    reason,
    [Symbol.dispose]() {
      for (const [event, listener] of listening) events.off(event, listener)
    },
  }
}
