import type { MinerEvent, SeenEvent, StoredForecast } from '../ports.ts'
import type { StoredEvent, StoredRevision } from './journal.ts'

/** A revision in memory. `known` is what `see` hands out: replaced, never changed. */
export interface RevisionRecord {
  readonly id: number
  known: SeenEvent
  payerSeenMs: number | null
  lastAskedMs: number
}

/** An event in memory, its revisions in the order in which they came. */
export interface EventRecord {
  readonly id: number
  readonly key: string
  readonly revisions: RevisionRecord[]
  /** The wordings last asked for, as they came: a look-up by them needs no hash. */
  readonly wordings: Wording[]
}

interface Wording {
  readonly description: string
  readonly cutoffUnixSeconds: number | null
  readonly revision: RevisionRecord
}

const WORDINGS_KEPT = 4

/** The revision that these very strings stood for the last time, if it is remembered. */
export function findWording(record: EventRecord, event: MinerEvent): RevisionRecord | undefined {
  for (const wording of record.wordings) {
    if (wording.cutoffUnixSeconds === event.cutoffUnixSeconds && wording.description === event.description) {
      return wording.revision
    }
  }
  return undefined
}

/** Remembers a wording; the one remembered longest makes room. */
export function rememberWording(record: EventRecord, event: MinerEvent, revision: RevisionRecord): void {
  const kept = revision.known.event
  // One string in memory for both where they are equal.
  const description = kept.description === event.description ? kept.description : event.description
  if (record.wordings.length >= WORDINGS_KEPT) record.wordings.shift()
  record.wordings.push({ description, cutoffUnixSeconds: event.cutoffUnixSeconds, revision })
}

export function createEventRecord(id: number, key: string): EventRecord {
  return { id, key, revisions: [], wordings: [] }
}

export function recallEvent(stored: StoredEvent, nowMs: number): EventRecord {
  const record = createEventRecord(stored.id, stored.key)
  for (const storedRevision of stored.revisions) {
    const revision = recallRevision(storedRevision, nowMs)
    record.revisions.push(revision)
    rememberWording(record, revision.known.event, revision)
  }
  return record
}

function recallRevision(stored: StoredRevision, nowMs: number): RevisionRecord {
  const { id, payerSeenMs, ...revision } = stored
  return { id, payerSeenMs, lastAskedMs: nowMs, known: { ...revision, change: 'known' } }
}

/** Takes a forecast as the latest unless a later one is there; late results do not undo newer ones. */
export function takeForecast(revision: RevisionRecord, forecast: StoredForecast): void {
  const { latest } = revision.known
  if (latest === null || forecast.madeAtMs >= latest.madeAtMs) {
    revision.known = { ...revision.known, latest: forecast }
  }
}

/** True while an answer would still count: no cutoff, or one that is still to come. */
export function isLive(event: MinerEvent, nowMs: number): boolean {
  return event.cutoffUnixSeconds === null || event.cutoffUnixSeconds * 1000 > nowMs
}
