import pino, { type Logger } from 'pino'

/** A log that keeps its lines for a test to look at. */
export function createSilentLog(): { readonly log: Logger; readonly lines: Record<string, unknown>[] } {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>)
  return { log: pino({ level: 'debug', base: null, errorKey: 'error' }, { write }), lines }
}
