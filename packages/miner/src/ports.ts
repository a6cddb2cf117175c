/** A binary event as a validator asks for it; every time is UTC. */
export interface MinerEvent {
  /** The key in the query's `events` map: the event's identity on the wire. */
  readonly key: string
  readonly eventId: string
  /** In capitals here; it goes back on the wire as it came. */
  readonly marketType: string
  readonly description: string
  /** Last moment at which an answer counts; null where the validator names none. */
  readonly cutoffUnixSeconds: number | null
  /** Upstream's own metadata, untouched. */
  readonly metadata: Readonly<Record<string, unknown>>
}

export type Basis = 'model' | 'market' | 'prior'

/** What the engine remembers of one forecast: an honest probability, never a report. Append-only. */
export interface StoredForecast {
  readonly id: number
  readonly eventKey: string
  readonly revision: number
  readonly madeAtMs: number
  /** Inside [0.001, 0.999]. */
  readonly probability: number
  readonly basis: Basis
  /** 0 to 1; how far the samples agree. */
  readonly confidence: number
  readonly market: number | null
  readonly reasoning: string
  readonly samples: readonly number[]
  /** JSON values as the forecaster gave them. */
  readonly evidence: readonly unknown[]
  readonly costUsd: number
  /** Up to when news had been read; 0 where none had. Where it is missing, up to when the forecast was made. */
  readonly newsReadUntilMs?: number
}

export type NewForecast = Omit<StoredForecast, 'id'>

/** One wording and cutoff of an event. A changed description or cutoff is a new revision; white space is not. */
export interface EventRevision {
  readonly event: MinerEvent
  readonly revision: number
  /** Hash of the normalised text and the cutoff. */
  readonly textHash: string
  readonly firstSeenMs: number
  /** True once a caller known through permit and stake, within its quota, has asked: only then may money be spent. */
  readonly payable: boolean
  readonly latest: StoredForecast | null
  /**
   * When this wording was last asked for, by a caller that may pay where it is payable; after a restart it can be
   * ten minutes too early. Only `liveRevisions` says it.
   */
  readonly lastAskedMs?: number
}

/** The outcome of `EventStore.see` for one event of a query. */
export interface SeenEvent extends EventRevision {
  readonly change: 'new' | 'revised' | 'known'
}

export interface Sighting {
  readonly callerSs58: string
  readonly nowMs: number
  /** The caller is known through permit and stake, or by an explicit allowance: its quota counts, its events are payable. */
  readonly mayPay: boolean
}

/** One row a query: who asked, when, what was sent. */
export interface AnswerRecord {
  readonly callerSs58: string
  readonly askedAtMs: number
  /** How long the answer took in the engine. */
  readonly durationMs: number
  readonly items: readonly { readonly forecastId: number | null; readonly sent: number | null }[]
}

/**
 * Where events, forecasts, answers and money are kept. Everything is synchronous: reads come from memory, or from
 * disk where memory is full, and `see` and `appendForecasts` are on disk when they return.
 */
export interface EventStore {
  /**
   * Stores what is new or changed of a query in one transaction and returns, in the same order, each event's
   * matching revision with its latest forecast. Known events cost a look-up, in memory mostly. Beyond the caller's
   * quota, or over the revisions an event may have a day, an event is still stored and answered, but not payable.
   * `firstForecast` gives the first forecast of a new revision, stored in the same transaction; null for none.
   */
  see(
    events: readonly MinerEvent[],
    sighting: Sighting,
    firstForecast: (event: MinerEvent) => Omit<NewForecast, 'eventKey' | 'revision' | 'madeAtMs'> | null,
  ): SeenEvent[]
  /** True where an event of this key is in memory: it has been looked at before. */
  remembers(eventKey: string): boolean
  appendForecasts(forecasts: readonly NewForecast[]): StoredForecast[]
  forecastHistory(eventKey: string, revision?: number): StoredForecast[]
  /**
   * Live revisions (cutoff null or later than `nowMs`) that are in memory, in no order: the payable ones before
   * others, then those asked for last.
   */
  liveRevisions(nowMs: number): EventRevision[]
  /** Queued in memory, written in batches within a second, and at `close`. */
  recordAnswer(answer: AnswerRecord): void
  /** Share of YES among resolved events of a market type, with how many there are; null without history. */
  baseRate(marketType: string): { readonly share: number; readonly count: number } | null
  /**
   * The outcomes that were resolved last, of all market types, the newest last: as many as asked for, up to the
   * 1,000 that are kept in memory. The same array while nothing has changed.
   */
  recentOutcomes(count: number): readonly (0 | 1)[]
  /** Takes how an event ended, or the correction of it: the last call stands. */
  recordOutcome(eventKey: string, outcome: 0 | 1, resolvedAtMs: number): void
  /** How an event ended, as far as it was recorded. */
  outcome(eventKey: string): 0 | 1 | null
  /**
   * Events past their last cutoff without an outcome that a caller that may pay has asked for and that a venue priced,
   * with the market of the last price: those that ended last first, from `sinceMs` on, as many as asked for.
   */
  undecided(nowMs: number, limits: { readonly sinceMs: number; readonly count: number }): UndecidedEvent[]
  /**
   * Keeps a venue's price of an event that has been seen: queued in memory, written in batches within a second. Venues
   * keep no fine history. A price of an event that is not in the store is passed over.
   */
  recordPrice(price: PriceRecord): void
  /** The prices of an event, oldest first; what was queued within the last second may be missing. */
  priceHistory(eventKey: string): PriceRecord[]
  validators(): ValidatorActivity[]
  /**
   * Events on disk with a live revision, and how many of them have a forecast for one. From 100,000 on a count
   * stands for some seconds.
   */
  counts(nowMs: number): { readonly live: number; readonly forecast: number }
  /**
   * Lets memory go of events that are long past their cutoff, or without one and not asked for in a week; they stay
   * on disk. Answers, quotas and what was spent leave the disk after 90 days, a part a call, and so do prices: those of
   * an event without an outcome all, those of others but for about one a day. Call it every few minutes.
   */
  sweep(nowMs: number): void
  health(): StoreHealth
  /** A ledger over this store's money, which outlives the process; all ledgers of a store count the same. */
  ledger(settings: { readonly capUsdPerDay: number }): SpendLedger
  flush(): void
  close(): void
}

/** How the store's disk is doing; while it fails, answers keep coming from memory. */
export interface StoreHealth {
  /** Why and since when nothing can be written; null when all is well. */
  readonly degraded: { readonly reason: string; readonly sinceMs: number } | null
  /** Writes waiting for the disk. */
  readonly pendingWrites: number
  /** Writes given up because too many were waiting, since the start. */
  readonly lostWrites: number
}

/** An event that has ended without an outcome, and the market whose price was recorded last. */
export interface UndecidedEvent {
  readonly eventKey: string
  /** The last cutoff that any wording names. */
  readonly cutoffMs: number
  readonly venue: string
  readonly marketId: string
}

/** A venue's price of an event at a moment. */
export interface PriceRecord {
  readonly eventKey: string
  readonly atMs: number
  readonly venue: string
  readonly marketId: string
  /** Of yes, 0 to 1, uncalibrated. */
  readonly price: number
  /** The probability that it was taken to be worth. */
  readonly probability: number
  /** 0 to 1: how far it was believed. */
  readonly weight: number
}

export interface ValidatorActivity {
  readonly hotkey: string
  readonly lastQueryAtMs: number
  readonly answers: number
  readonly p50Ms: number
}

/** The worst case is reserved before a paid call and settled after; what is reserved counts as spent. */
export interface SpendLedger {
  /** Throws `IgError` E_BUDGET when today's cap (UTC day) would be passed. */
  reserve(entry: {
    readonly usd: number
    readonly purpose: string
    readonly eventKey: string | null
    readonly revision: number | null
    readonly nowMs: number
  }): SpendReservation
  spentUsd(nowMs: number): number
  /** Today's money by what it was reserved for. */
  spentByPurpose(nowMs: number): Readonly<Record<string, number>>
  readonly capUsdPerDay: number
}

export interface SpendReservation {
  settle(actualUsd: number): void
}

/** What a forecaster is asked: nothing of Bittensor is in it. */
export interface ForecastQuestion {
  readonly id: string
  readonly question: string
  readonly background?: string
  readonly marketType?: string
  readonly cutoff?: Date
}

/** What was forecast before. */
export interface ForecastBelief {
  readonly probability: number
  readonly reasoning: string
  readonly madeAt: Date
  /** Up to when news had been read for it; null where none had. Where it is missing, up to `madeAt`. */
  readonly newsReadUntil?: Date | null
}

export interface ForecastContext {
  readonly asOf: Date
  /** The belief that a new forecast starts from. */
  readonly earlier: ForecastBelief | null
  /** The venue's price now, uncalibrated. */
  readonly market: number | null
  readonly signal: AbortSignal
  /** Reserves the worst case of a paid call; throws `IgError` E_BUDGET when the cap is reached. */
  readonly reserve: (worstCaseUsd: number, purpose: string) => SpendReservation
}

export interface ForecastResult {
  readonly probability: number
  readonly basis: Basis
  readonly confidence: number
  readonly market: number | null
  readonly reasoning: string
  readonly samples: readonly number[]
  readonly evidence: readonly unknown[]
  readonly usage: { readonly costUsd: number }
  /** Up to when news has been read, ISO 8601: the next forecast reads on from there. Null where none was. */
  readonly newsReadUntil?: string | null | undefined
}

/** The seed's `forward()`: a question in, a forecast out. `paid` strategies run for payable events only. */
export interface Strategy {
  readonly name: string
  readonly paid: boolean
  forecast(question: ForecastQuestion, context: ForecastContext): Promise<ForecastResult>
}

/** What a venue's price is, and what it is worth. */
export interface MarketWorth {
  /** Of yes, 0 to 1, uncalibrated. */
  readonly price: number
  /** The honest probability that the price stands for. */
  readonly probability: number
  readonly venue: string
}

/** Market prices at hand, without waiting: null where none is known. A bare number is worth itself. */
export type MarketPrice = (event: MinerEvent, nowMs: number) => MarketWorth | number | null
