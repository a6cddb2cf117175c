import type { AnswerRecord, EventRevision, PriceRecord, StoredForecast } from '../../ports.ts'

/** Every row of a store, one by one and the oldest first; a million of them take no more memory than one. */
export interface StoreRows {
  /** A row for each wording. */
  events(): IterableIterator<EventWordingRow>
  forecasts(): IterableIterator<StoredForecast>
  prices(): IterableIterator<PriceRecord>
  answers(): IterableIterator<AnswerRow>
  outcomes(): IterableIterator<OutcomeRow>
  spend(): IterableIterator<SpendRow>
}

/** A wording of an event, without its forecasts. */
export interface EventWordingRow extends Omit<EventRevision, 'latest'> {
  readonly lastAskedMs: number
}

/** A query that was answered. What was not answered at all has no forecast, and so no key. */
export interface AnswerRow extends Omit<AnswerRecord, 'items' | 'durationMs'> {
  /** Null where the store has it from elsewhere. */
  readonly durationMs: number | null
  readonly items: readonly {
    readonly eventKey: string | null
    readonly forecastId: number | null
    readonly sent: number | null
  }[]
}

/** How an event was decided. */
export interface OutcomeRow {
  readonly eventKey: string
  /** In capitals. */
  readonly marketType: string
  readonly outcome: 0 | 1
  readonly resolvedAtMs: number
}

/** A reservation of money, and what became of it. */
export interface SpendRow {
  readonly id: number
  /** `2026-11-22`, UTC. */
  readonly day: string
  readonly atMs: number
  readonly purpose: string
  readonly eventKey: string | null
  readonly revision: number | null
  readonly reservedUsd: number
  /** Null while the call is not settled: then the worst case counts. */
  readonly settledUsd: number | null
}
