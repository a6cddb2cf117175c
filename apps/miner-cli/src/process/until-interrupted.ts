import { EXIT } from '../output/exit-code.ts'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** pnpm may deliver one Ctrl+C twice; only a later one is a second one. */
const SAME_CTRL_C_MS = 500

/** What of `process` is listened to and done; a test gives its own. */
export interface SignalEvents {
  on(signal: NodeJS.Signals, listener: () => void): unknown
  off(signal: NodeJS.Signals, listener: () => void): unknown
  exit(code: number): void
}

/**
 * Listens for Ctrl+C and its like until it is disposed of, for work that can be cut short. A second Ctrl+C ends the
 * process at once with 130.
 */
export function untilInterrupted({
  events = process,
  nowMs = () => performance.now(),
}: {
  readonly events?: SignalEvents
  readonly nowMs?: () => number
} = {}): { readonly interrupted: Promise<'interrupted'> } & Disposable {
  const { promise, resolve } = Promise.withResolvers<'interrupted'>()
  let firstAtMs: number | null = null
  const listener = () => {
    if (firstAtMs !== null && nowMs() - firstAtMs > SAME_CTRL_C_MS) events.exit(EXIT.interrupted)
    firstAtMs ??= nowMs()
    resolve('interrupted')
  }
  for (const signal of SIGNALS) events.on(signal, listener)
  return {
    interrupted: promise,
    [Symbol.dispose]() {
      for (const signal of SIGNALS) events.off(signal, listener)
    },
  }
}
