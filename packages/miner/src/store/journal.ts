import type { MinerEvent, PriceRecord, StoredForecast, UndecidedEvent } from '../ports.ts'

/** A revision as it lies on disk. */
export interface StoredRevision {
  readonly id: number
  readonly revision: number
  readonly textHash: string
  readonly firstSeenMs: number
  readonly lastAskedMs: number
  /** When a caller that may pay first asked for it; null while only strangers did. */
  readonly payerSeenMs: number | null
  /** Null where it was not asked for: texts and forecasts can be long. */
  readonly content: StoredContent | null
}

export interface StoredContent {
  readonly event: MinerEvent
  readonly payable: boolean
  readonly latest: StoredForecast | null
}

/** Names the revision of an event whose content is wanted. */
export type WantedRevision = { readonly textHash: string } | { readonly revision: number }

/** An event as it lies on disk, its revisions in the order in which they came. */
export interface StoredEvent {
  readonly id: number
  readonly key: string
  readonly revisions: readonly StoredRevision[]
}

export interface StoredActivity {
  readonly hotkey: string
  readonly lastQueryAtMs: number
  readonly answers: number
  readonly mayPay: boolean
  /** The newest durations, oldest first. */
  readonly durationsMs: readonly number[]
}

/** How an event ended. */
export interface StoredOutcome {
  readonly eventId: number
  readonly outcome: 0 | 1
  readonly resolvedAtMs: number
}

/** How often the events of a market type resolved YES. */
export interface StoredRate {
  readonly yes: number
  readonly count: number
}

/** What memory needs of the past when a store opens. */
export interface StoredState {
  /** The live revisions that are worth most in memory, in the order in which their events came. */
  readonly recent: readonly { readonly key: string; readonly revision: number }[]
  /** The highest ids in use; 0 where there is none. */
  readonly lastIds: {
    readonly event: number
    readonly revision: number
    readonly forecast: number
    readonly answerSet: number
    readonly spend: number
  }
  /** Of the market types with the most outcomes, as many as were asked for. */
  readonly baseRates: readonly ({ readonly marketType: string } & StoredRate)[]
  /** The newest, in any order. */
  readonly outcomes: readonly StoredOutcome[]
  readonly activity: readonly StoredActivity[]
}

/** One row to write. Ids are given out by memory, so a batch can wait for a disk that fails. */
export type Write =
  | { readonly type: 'event'; readonly id: number; readonly event: MinerEvent; readonly firstSeenMs: number }
  | {
      readonly type: 'revision'
      readonly id: number
      readonly eventId: number
      readonly revision: number
      readonly event: MinerEvent
      readonly textHash: string
      readonly firstSeenMs: number
      readonly payerSeenMs: number | null
      readonly payable: boolean
    }
  | {
      readonly type: 'payer'
      readonly revisionId: number
      readonly payerSeenMs: number
      readonly payable: boolean
    }
  | { readonly type: 'asked'; readonly revisionId: number; readonly atMs: number }
  | { readonly type: 'refused'; readonly eventId: number; readonly count: number }
  | { readonly type: 'forecast'; readonly revisionId: number; readonly forecast: StoredForecast }
  | { readonly type: 'quota'; readonly day: number; readonly caller: string; readonly count: number }
  | {
      readonly type: 'outcome'
      readonly eventId: number
      readonly eventKey: string
      readonly marketType: string
      readonly outcome: 0 | 1
      readonly resolvedAtMs: number
    }
  | { readonly type: 'answer-set'; readonly id: number; readonly items: Uint8Array }
  | {
      readonly type: 'answer'
      readonly caller: string
      readonly askedAtMs: number
      readonly durationMs: number
      readonly setId: number
    }
  | {
      /** So many more answers of one caller. */
      readonly type: 'caller'
      readonly caller: string
      readonly answers: number
      readonly lastQueryAtMs: number
    }
  | {
      readonly type: 'reserve'
      readonly id: number
      readonly day: number
      readonly usd: number
      readonly purpose: string
      readonly eventKey: string | null
      readonly revision: number | null
      readonly atMs: number
    }
  | { readonly type: 'settle'; readonly id: number; readonly usd: number }
  | { readonly type: 'price'; readonly price: PriceRecord }

/** The lasting half of an event store. A call that the disk refuses throws; `isDiskError` tells such errors apart. */
export interface Journal {
  load(nowMs: number, limits: { readonly events: number; readonly marketTypes: number }): StoredState
  /** All revisions of an event; only the wanted one has its content. */
  readEvent(key: string, wanted: WantedRevision): StoredEvent | null
  /** Makes the reads of a call, which writes nothing, cheaper together than each by itself. */
  readTogether<T>(call: () => T): T
  /** By id, oldest first. */
  readForecasts(eventKey: string, revision: number | undefined): StoredForecast[]
  readOutcome(eventKey: string): 0 | 1 | null
  /** Of a market type in capitals. */
  readBaseRate(marketType: string): StoredRate
  /** Events that are live at a moment, and those of them with a forecast for a live revision. */
  readCounts(nowMs: number): { readonly live: number; readonly forecast: number }
  /** What a caller has used of the quota of a UTC day. */
  readQuota(day: number, caller: string): number
  /** Spent on a UTC day, by purpose: what is settled, and the worst case of what is not. */
  readSpentByPurpose(day: number): Readonly<Record<string, number>>
  /** Oldest first. */
  readPrices(eventKey: string): PriceRecord[]
  /** See `EventStore.undecided`. */
  readUndecided(nowMs: number, limits: { readonly sinceMs: number; readonly count: number }): UndecidedEvent[]
  /** All or nothing, and on disk when it returns. */
  write(batch: readonly Write[]): void
  /**
   * Lets go of answers asked for before a moment, of quotas and money of the UTC days before it, and of prices from
   * before it that nothing can be learned from: a bounded part a call, so call it again and again.
   */
  forget(beforeMs: number): void
  isDiskError(error: unknown): boolean
  close(): void
}
