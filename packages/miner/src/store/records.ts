import type { MinerEvent, SeenEvent } from '../ports.ts'
import type { StoredEvent } from './journal.ts'

/**
 * A revision in memory. `known` is what `see` hands out: replaced, never changed; null where memory has let go
 * of text and forecast, which lie on disk.
 */
export interface RevisionRecord {
  readonly id: number
  readonly revision: number
  readonly textHash: string
  readonly firstSeenMs: number
  known: SeenEvent | null
  /** What `known` takes, in bytes. */
  weight: number
  payerSeenMs: number | null
  lastAskedMs: number
  /** The `lastAskedMs` that the disk has, or will have with the next batch. */
  notedAskedMs: number
}

/** An event in memory: all its revisions, in the order in which they came. */
export interface EventRecord {
  readonly id: number
  readonly key: string
  readonly revisions: RevisionRecord[]
  /** The wordings last asked for, as they came: a look-up by them needs no hash. */
  wordings: Wording[]
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
  const kept = revision.known?.event.description
  // One string in memory for both where they are equal.
  const description = kept === event.description ? kept : event.description
  if (record.wordings.length >= WORDINGS_KEPT) record.wordings.shift()
  record.wordings.push({ description, cutoffUnixSeconds: event.cutoffUnixSeconds, revision })
}

export function createEventRecord(id: number, key: string): EventRecord {
  return { id, key, revisions: [], wordings: [] }
}

/** An event from disk, without any content. */
export function recallEvent({ id, key, revisions }: StoredEvent): EventRecord {
  const record = createEventRecord(id, key)
  for (const { content: _content, ...light } of revisions) {
    record.revisions.push({ ...light, known: null, weight: 0, notedAskedMs: light.lastAskedMs })
  }
  return record
}

/** True while an answer would still count: no cutoff, or one that is still to come. */
export function isLive(event: MinerEvent, nowMs: number): boolean {
  return event.cutoffUnixSeconds === null || event.cutoffUnixSeconds * 1000 > nowMs
}
