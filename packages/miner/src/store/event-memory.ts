import { IgError } from '@ig/errors'
import type { Journal, StoredEvent } from './journal.ts'
import { type EventRecord, isLive, type RevisionRecord, recallEvent } from './records.ts'

/** Late answers, outcomes and retries come soon after a cutoff; memory keeps an event that long. */
export const KEPT_AFTER_CUTOFF_MS = 6 * 3_600_000
/** An event without a cutoff leaves memory when nobody has asked for it this long. */
const KEPT_UNASKED_MS = 7 * 86_400_000

/** More events than this are not kept in memory after a sweep. */
const MAX_EVENTS = 50_000

export interface EventMemory {
  inMemory(key: string): EventRecord | undefined
  /** From memory, else from disk; undefined where the event is unknown. A failing disk throws. */
  find(key: string): EventRecord | undefined
  /** Like `find`; throws `IgError` E_EVENT_UNKNOWN. */
  event(key: string): EventRecord
  revision(key: string, revision: number): RevisionRecord
  add(record: EventRecord): void
  all(): Iterable<EventRecord>
  sweep(nowMs: number): void
  clear(): void
}

/** The events that are asked for these days, by key; the others are fetched when someone names them. */
export function createEventMemory(
  events: readonly StoredEvent[],
  journal: Journal,
  nowMs: () => number,
  maxEvents = MAX_EVENTS,
): EventMemory {
  const byKey = new Map<string, EventRecord>()
  for (const stored of events) byKey.set(stored.key, recallEvent(stored, nowMs()))

  function find(key: string): EventRecord | undefined {
    const known = byKey.get(key)
    if (known !== undefined) return known
    const stored = journal.readEvent(key)
    if (stored === null) return undefined
    const record = recallEvent(stored, nowMs())
    byKey.set(key, record)
    return record
  }

  function event(key: string): EventRecord {
    const record = find(key)
    if (record !== undefined) return record
    throw new IgError({
      code: 'E_EVENT_UNKNOWN',
      message: 'The store has never seen this event.',
      values: { key },
      hint: 'Only what `see` has stored can have a forecast or an outcome.',
    })
  }

  return {
    inMemory: (key) => byKey.get(key),
    find,
    event,
    revision(key, revision) {
      const found = event(key).revisions[revision - 1]
      if (found !== undefined) return found
      throw new IgError({
        code: 'E_EVENT_UNKNOWN',
        message: 'The event has no such revision.',
        values: { key, revision },
      })
    },
    add: (record) => byKey.set(record.key, record),
    all: () => byKey.values(),
    sweep(atMs) {
      for (const [key, { revisions }] of byKey) {
        if (!revisions.some((revision) => isKept(revision, atMs))) byKey.delete(key)
      }
      if (byKey.size <= maxEvents) return
      for (const { key } of [...byKey.values()].sort(byWorth).slice(0, byKey.size - maxEvents))
        byKey.delete(key)
    },
    clear: () => byKey.clear(),
  }
}

/** What only strangers asked for goes first, then what nobody has asked for the longest. */
function byWorth(a: EventRecord, b: EventRecord): number {
  return Number(isPayable(a)) - Number(isPayable(b)) || lastAskedMs(a) - lastAskedMs(b)
}

const isPayable = ({ revisions }: EventRecord) => revisions.some(({ known }) => known.payable)

const lastAskedMs = ({ revisions }: EventRecord) =>
  revisions.reduce((latest, revision) => Math.max(latest, revision.lastAskedMs), 0)

function isKept({ known, lastAskedMs }: RevisionRecord, nowMs: number): boolean {
  if (known.event.cutoffUnixSeconds === null) return lastAskedMs > nowMs - KEPT_UNASKED_MS
  return isLive(known.event, nowMs - KEPT_AFTER_CUTOFF_MS)
}
