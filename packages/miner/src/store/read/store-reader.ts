import type { PriceRecord, StoredForecast } from '../../ports.ts'
import type { Course, CoursePoint, EventDetail, EventPage, EventQuery, GivenAnswers } from './event-views.ts'
import type { DecidedEvent, SpendOfDay, SpendOfEvent, ValidatorRow } from './overviews.ts'
import type { StoreRows } from './store-rows.ts'

/**
 * Looks into a store's file and changes nothing, beside a running miner too. Every call sees what was committed when it
 * began. All of it is synchronous; throws `IgError` E_STORE_READ where the file cannot be read, E_STORE_CLOSED after
 * `close`.
 */
export interface StoreReader {
  readonly path: string
  /** Events by filters, a page at a time. */
  events(query: EventQuery): EventPage
  /** How many events there are by state and by market type: what filters can be set to. */
  eventCounts(nowMs: number): {
    readonly live: number
    readonly ended: number
    readonly resolved: number
    /** Of all wordings, the most frequent first, 50 at most. */
    readonly marketTypes: readonly string[]
  }
  /** All that is known of an event but its forecasts' texts; null where there is none. */
  event(which: { readonly id: number } | { readonly key: string }, nowMs: number): EventDetail | null
  /**
   * How an event's probability and price went, the oldest first: all forecasts or prices, or where there are more than
   * `points` (default 600) the last of each of so many equal spans of time. Strangers' wordings are left out where others
   * asked.
   */
  course(eventId: number, options?: { readonly points?: number }): Course
  /** An event's forecasts without their texts, the newest first. */
  forecasts(
    eventId: number,
    page: { readonly offset: number; readonly limit: number },
  ): { readonly rows: readonly CoursePoint[]; readonly total: number }
  /** One forecast, with reasoning and evidence. */
  forecast(id: number): StoredForecast | null
  /** An event's latest prices, the newest first. */
  prices(eventId: number, options: { readonly limit: number }): readonly PriceRecord[]
  /** Who was told what of an event and when, the newest first: equal answers in a row to one caller are one. */
  answers(eventId: number, options?: { readonly limit?: number }): GivenAnswers
  /**
   * Events with an outcome, those decided last first, with what was believed and priced at moments that part the time
   * from the first forecast to the end evenly: one for each 4-hour interval, `moments` at most (default 12). What
   * calibration and scores are made of.
   */
  decided(options?: {
    readonly limit?: number
    readonly marketType?: string
    readonly moments?: number
  }): IterableIterator<DecidedEvent>
  /** Money of the last `days` UTC days, today among them, by day and purpose; nothing older than 90 days is known. */
  spendByDay(nowMs: number, days: number): readonly SpendOfDay[]
  /** What was spent on each event in the last `days` UTC days, the dearest first. */
  spendByEvent(
    nowMs: number,
    options: { readonly days: number; readonly limit: number },
  ): readonly SpendOfEvent[]
  /** Today's money, UTC: what is settled, and the worst case of what is not. */
  spentTodayUsd(nowMs: number): number
  /** Who asked, last first. */
  validators(nowMs: number, options?: { readonly limit?: number }): readonly ValidatorRow[]
  /** Every row of the store one by one, the oldest first: for exports. */
  readonly rows: StoreRows
  /** Makes all calls in it see one state of the store. Not to be nested. */
  together<T>(read: () => T): T
  close(): void
}
