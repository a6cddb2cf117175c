import type { ConnectionEvent } from './connection.ts'

/** Tells a listener what happens. One that throws is a fault of its own: it is warned of, and the connection goes on. */
export function createEmitter(
  onEvent: ((event: ConnectionEvent) => void) | undefined,
): (event: ConnectionEvent) => void {
  return (event) => {
    try {
      onEvent?.(event)
    } catch (error) {
      process.emitWarning(error instanceof Error ? error : String(error))
    }
  }
}
