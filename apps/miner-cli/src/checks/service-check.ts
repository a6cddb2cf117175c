import type { Reserve } from '@ig/forecaster'

/** What a check that asks a service is given. */
export interface ServiceCheckOptions {
  readonly signal: AbortSignal
  /** The worst case of a paid call is set aside before it is made. */
  readonly reserve?: Reserve
  readonly fetch?: typeof fetch
  readonly nowMs?: () => number
}
