import { IgError } from '@ig/errors'
import type { SeenEvent, StoredForecast } from '../ports.ts'
import type { Journal, StoredContent, StoredState, WantedRevision } from './journal.ts'
import { type EventRecord, isLive, type RevisionRecord, recallEvent, rememberWording } from './records.ts'
import { weightOf } from './weight.ts'

/** Late answers, outcomes and retries come soon after a cutoff; memory keeps an event that long. */
export const KEPT_AFTER_CUTOFF_MS = 6 * 3_600_000
/** An event without a cutoff leaves memory when nobody has asked for it this long. */
export const KEPT_UNASKED_MS = 7 * 86_400_000

// Room for the next ones is made at once for many, so that it costs each of them little.
const SHARE_KEPT = 0.9

// A revision without its content.
const LIGHT_BYTES = 250

export interface MemoryLimits {
  /** Revisions with their content. */
  readonly events: number
  readonly bytes: number
}

/** A revision whose content is in memory. */
export interface WholeRevision {
  readonly record: EventRecord
  readonly revision: RevisionRecord
  readonly known: SeenEvent
}

export interface EventMemory {
  inMemory(key: string): EventRecord | undefined
  /** From memory, else from disk, with the content of that wording where it is known. A failing disk throws. */
  find(key: string, textHash: string): EventRecord | undefined
  /** What a revision says, from memory or from disk; undefined where the disk never got it. A failing disk throws. */
  contentOf(record: EventRecord, revision: RevisionRecord): SeenEvent | undefined
  /** Throws `IgError` E_EVENT_UNKNOWN. */
  revision(key: string, revision: number): WholeRevision
  /** The newest revision that a caller that may pay has asked for, else of all; throws `IgError` E_EVENT_UNKNOWN. */
  newestTrusted(key: string): WholeRevision
  /** Takes in a revision that `see` has just made, and its event where that is new. */
  add(record: EventRecord, revision: RevisionRecord, known: SeenEvent): void
  /** Gives a revision its content, or another. */
  keep(revision: RevisionRecord, known: SeenEvent): void
  /** Takes a forecast as the latest unless a later one is there; late results do not undo newer ones. */
  takeForecast(revision: RevisionRecord, forecast: StoredForecast): void
  all(): Iterable<EventRecord>
  /** True where more is in memory than there should be. */
  isOverfull(): boolean
  /**
   * Lets go of content until there is room: of what may not cost money first, then of what nobody has asked for
   * the longest. What the disk does not have yet stays.
   */
  makeRoom(isWaiting: (revision: RevisionRecord) => boolean): void
  /** Lets go of what is long past its cutoff or was not asked for in a week. */
  sweep(nowMs: number, isWaiting: (revision: RevisionRecord) => boolean): void
  clear(): void
}

/** The events that are asked for these days, by key; the others are fetched when someone names them. */
export function createEventMemory(
  recent: StoredState['recent'],
  journal: Pick<Journal, 'readEvent'>,
  limits: MemoryLimits,
): EventMemory {
  const byKey = new Map<string, EventRecord>()
  let count = 0
  let bytes = 0
  const isOverfull = () => count > limits.events || bytes > limits.bytes
  for (const { key, revision } of recent) {
    read(key, { revision })
    if (isOverfull()) makeRoom(() => false)
  }

  function read(key: string, wanted: WantedRevision): EventRecord | undefined {
    const stored = journal.readEvent(key, wanted)
    if (stored === null) {
      forget(key)
      return undefined
    }
    let record = byKey.get(key)
    if (record === undefined) {
      record = recallEvent(stored)
      byKey.set(key, record)
      bytes += LIGHT_BYTES * record.revisions.length
    }
    for (const { id, content } of stored.revisions) {
      const revision = content && record.revisions.find((one) => one.id === id)
      if (!content || !revision || revision.known !== null) continue
      keep(revision, seenOf(revision, content))
      rememberWording(record, content.event, revision)
    }
    return record
  }

  function contentOf(record: EventRecord, revision: RevisionRecord): SeenEvent | undefined {
    if (revision.known !== null) return revision.known
    read(record.key, { textHash: revision.textHash })
    if (revision.known === null) forget(record.key)
    return revision.known ?? undefined
  }

  function keep(revision: RevisionRecord, known: SeenEvent): void {
    const weight = weightOf(known.event, known.latest)
    if (revision.known === null) count += 1
    bytes += weight - revision.weight
    revision.known = known
    revision.weight = weight
  }

  function letGo(record: EventRecord, revision: RevisionRecord): void {
    if (revision.known === null) return
    count -= 1
    bytes -= revision.weight
    revision.known = null
    revision.weight = 0
    record.wordings = record.wordings.filter((wording) => wording.revision !== revision)
    if (record.revisions.every(({ known }) => known === null)) drop(record)
  }

  function drop(record: EventRecord): void {
    if (byKey.delete(record.key)) bytes -= LIGHT_BYTES * record.revisions.length
  }

  function forget(key: string): void {
    const record = byKey.get(key)
    if (record === undefined) return
    for (const revision of record.revisions) letGo(record, revision)
    drop(record)
  }

  function makeRoom(isWaiting: (revision: RevisionRecord) => boolean): void {
    const candidates: WholeRevision[] = []
    for (const record of byKey.values()) {
      for (const revision of record.revisions) {
        const { known } = revision
        if (known !== null && !isWaiting(revision)) candidates.push({ record, revision, known })
      }
    }
    candidates.sort(byWorth)
    const keptEvents = Math.ceil(SHARE_KEPT * limits.events)
    for (const { record, revision } of candidates) {
      if (count <= keptEvents && bytes <= SHARE_KEPT * limits.bytes) break
      letGo(record, revision)
    }
  }

  function whole(key: string, pick: (record: EventRecord) => RevisionRecord | undefined): WholeRevision {
    const record = byKey.get(key) ?? read(key, { revision: 1 })
    const revision = record && pick(record)
    if (record && revision) {
      const known = contentOf(record, revision)
      if (known) return { record, revision, known }
    }
    throw new IgError({
      code: 'E_EVENT_UNKNOWN',
      message: 'The store has never seen this event, or not this revision of it.',
      values: { key },
      hint: 'Only what `see` has stored can have a forecast or an outcome.',
    })
  }

  return {
    inMemory: (key) => byKey.get(key),
    find(key, textHash) {
      const record = byKey.get(key)
      if (record === undefined) return read(key, { textHash })
      const revision = record.revisions.find((one) => one.textHash === textHash)
      if (revision) contentOf(record, revision)
      return byKey.get(key)
    },
    contentOf,
    revision: (key, revision) => whole(key, ({ revisions }) => revisions[revision - 1]),
    newestTrusted: (key) =>
      whole(
        key,
        ({ revisions }) => revisions.findLast(({ payerSeenMs }) => payerSeenMs !== null) ?? revisions.at(-1),
      ),
    add(record, revision, known) {
      record.revisions.push(revision)
      byKey.set(record.key, record)
      bytes += LIGHT_BYTES
      keep(revision, known)
    },
    keep,
    takeForecast(revision, forecast) {
      const { known } = revision
      if (known === null || (known.latest !== null && forecast.madeAtMs < known.latest.madeAtMs)) return
      keep(revision, { ...known, latest: forecast })
    },
    all: () => byKey.values(),
    isOverfull,
    makeRoom,
    sweep(nowMs, isWaiting) {
      for (const record of byKey.values()) {
        for (const revision of record.revisions) {
          const { known } = revision
          if (known === null || isWaiting(revision)) continue
          if (!isKept(known, revision.lastAskedMs, nowMs)) letGo(record, revision)
        }
      }
    },
    clear() {
      byKey.clear()
      count = 0
      bytes = 0
    },
  }
}

function seenOf(
  { revision, textHash, firstSeenMs }: RevisionRecord,
  { event, payable, latest }: StoredContent,
): SeenEvent {
  return { event, revision, textHash, firstSeenMs, payable, latest, change: 'known' }
}

function byWorth(a: WholeRevision, b: WholeRevision): number {
  return Number(a.known.payable) - Number(b.known.payable) || a.revision.lastAskedMs - b.revision.lastAskedMs
}

function isKept({ event }: SeenEvent, lastAskedMs: number, nowMs: number): boolean {
  if (event.cutoffUnixSeconds === null) return lastAskedMs > nowMs - KEPT_UNASKED_MS
  return isLive(event, nowMs - KEPT_AFTER_CUTOFF_MS)
}
