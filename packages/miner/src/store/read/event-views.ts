import type { Basis, MinerEvent, StoredForecast } from '../../ports.ts'

/** `live`: its cutoff is still to come, or it has none; `ended`: past it, without an outcome. */
export type EventState = 'live' | 'ended' | 'resolved'

/**
 * What comes first. `new`: what was seen first last; `forecast`: what was forecast last; `cutoff`: what ends next, then
 * what ended last; `market-gap`: what is farthest from its price.
 */
export type EventSort = 'new' | 'forecast' | 'cutoff' | 'probability' | 'market-gap'

/** Which events, in which order. */
export interface EventQuery {
  readonly nowMs: number
  /** Words that all stand in the description or the key, in any case. */
  readonly search?: string
  readonly state?: EventState
  /** In capitals. */
  readonly marketType?: string
  /** Of the latest forecast. */
  readonly basis?: Basis
  /** True: asked for by a caller that may pay; false: by strangers only. */
  readonly payable?: boolean
  /** Default `new`. */
  readonly sort?: EventSort
  /** The other way round. */
  readonly reverse?: boolean
  /** From 0. */
  readonly offset: number
  readonly limit: number
}

/** The events of one page of a table. */
export interface EventPage {
  readonly rows: readonly EventRow[]
  /** Of all pages. */
  readonly total: number
}

/** An event in a table: its validators' newest wording where there is one, and the latest forecast of that. */
export interface EventRow {
  /** Names the event in this store, for links; the key is the identity on the wire. */
  readonly id: number
  readonly key: string
  readonly marketType: string
  readonly description: string
  readonly state: EventState
  /** Null where the wording names none. */
  readonly cutoffMs: number | null
  readonly firstSeenMs: number
  readonly payable: boolean
  readonly latest: CoursePoint | null
  /** What the venue asked last, or what the latest forecast knew of it; null where neither is on record. */
  readonly price: number | null
  readonly outcome: 0 | 1 | null
}

/** A forecast without its texts. */
export type CoursePoint = Pick<
  StoredForecast,
  'id' | 'revision' | 'madeAtMs' | 'probability' | 'basis' | 'confidence' | 'market'
>

/** A price without its market. */
export interface PricePoint {
  readonly atMs: number
  readonly venue: string
  /** Of yes, 0 to 1, uncalibrated. */
  readonly price: number
}

/** How probability and price went, the oldest first. */
export interface Course {
  readonly forecasts: readonly CoursePoint[]
  readonly prices: readonly PricePoint[]
}

/** One wording and cutoff of an event. */
export interface Wording {
  readonly revision: number
  readonly event: MinerEvent
  readonly firstSeenMs: number
  readonly lastAskedMs: number
  readonly payable: boolean
  readonly forecasts: number
}

/** All that is known of an event but the texts of its forecasts. */
export interface EventDetail extends EventRow {
  /** The oldest first. */
  readonly wordings: readonly Wording[]
  /** Wordings that were not taken, as there were too many that day. */
  readonly refusedWordings: number
  readonly resolvedAtMs: number | null
  readonly forecastCount: number
  readonly priceCount: number
  /** Of all forecasts together. */
  readonly costUsd: number
  /** The newest forecast of a model; null where none is. */
  readonly latestOfModelId: number | null
}

/** What one caller was told of an event, as long as it stayed the same. */
export interface GivenAnswer {
  readonly caller: string
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly times: number
  readonly forecastId: number
  /** The probability that was sent; null where the report's policy sent none. */
  readonly sent: number | null
}

/** What callers were told of an event. */
export interface GivenAnswers {
  /** The newest first. */
  readonly rows: readonly GivenAnswer[]
  /** False where there are more rows, or older answers were not looked through. */
  readonly complete: boolean
}
