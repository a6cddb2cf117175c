import type { Basis } from '../../ports.ts'

/** A decided event as far as scores need it. */
export interface DecidedEvent {
  readonly id: number
  readonly key: string
  /** In capitals, of the wording that stands in tables. */
  readonly marketType: string
  readonly outcome: 0 | 1
  readonly resolvedAtMs: number
  /** When answers stopped to count: that wording's cutoff, or the outcome where it came first. */
  readonly endedAtMs: number
  /** The oldest first; none where nothing was forecast before the end. */
  readonly moments: readonly DecidedMoment[]
}

/** What was believed of an event at a moment before its end. */
export interface DecidedMoment {
  readonly atMs: number
  /** Of the latest forecast by then. */
  readonly probability: number
  readonly basis: Basis
  /** What the venue asked last by then, else what that forecast knew of it; null where neither is on record. */
  readonly price: number | null
}

/** Money of a UTC day and a purpose. */
export interface SpendOfDay {
  /** `2026-11-22`. */
  readonly day: string
  /** What it was reserved for, as `reason: gpt-5-mini` or `news:exa`. */
  readonly purpose: string
  readonly calls: number
  /** What is settled, and the worst case of what is not. */
  readonly usd: number
  /** Of `usd`, what is reserved and not settled. */
  readonly openUsd: number
}

/** What was spent on an event; `key` is null for what belongs to none. */
export interface SpendOfEvent {
  readonly key: string | null
  /** Null where the event is not in the store. */
  readonly id: number | null
  readonly description: string | null
  readonly calls: number
  readonly usd: number
}

/** A caller and what it asked. */
export interface ValidatorRow {
  readonly hotkey: string
  /** Since the first start. */
  readonly answers: number
  readonly lastQueryAtMs: number
  /** True where its events could cost money within the last seven days. */
  readonly mayPay: boolean
  /** Of its last 101 answers, in the engine; null where none is left on disk. */
  readonly p50Ms: number | null
  readonly p95Ms: number | null
  /** Within the last 24 hours. */
  readonly answersLastDay: number
}
