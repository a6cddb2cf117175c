import type { IgError } from '@ig/errors'
import type { Logger } from './create-log.ts'

const AGAIN_MS = 3_600_000

/** Logs warnings of one kind once an hour, the others at level debug: a venue that is down fails each of a thousand events. */
export function warnSparingly(log: Logger, nowMs: () => number): (warning: IgError) => void {
  const saidAtMs = new Map<string, number>()
  return (warning) => {
    const { code, values } = warning
    const kind = JSON.stringify([code, values.venue, values.provider, values.model, values.problem])
    const isNews = nowMs() - (saidAtMs.get(kind) ?? Number.NEGATIVE_INFINITY) >= AGAIN_MS
    if (isNews) saidAtMs.set(kind, nowMs())
    log[isNews ? 'warn' : 'debug']({ code }, warning.message)
  }
}
