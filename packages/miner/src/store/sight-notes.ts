import type { RevisionRecord } from './records.ts'
import type { Batch } from './write-batches.ts'

/** More than this is not remembered between two batches. */
const NOTES_KEPT = 20_000
const NOTES_A_BATCH = 2_000

/** What is worth a row of what was asked, but not a wait for the disk. */
export interface SightNotes {
  /** A wording beyond the daily cap came. */
  refused(eventId: number): void
  asked(revision: RevisionRecord): void
  /** What waits as rows, some of it where there is much, and `done` to call once they are on disk. */
  batch(isLast: boolean): Batch
}

export function createSightNotes(): SightNotes {
  const refusals = new Map<number, number>()
  const asked = new Map<number, number>()
  return {
    refused(eventId) {
      const count = refusals.get(eventId) ?? 0
      if (count > 0 || refusals.size < NOTES_KEPT) refusals.set(eventId, count + 1)
    },
    asked(revision) {
      if (asked.size >= NOTES_KEPT) return
      asked.set(revision.id, revision.lastAskedMs)
      revision.notedAskedMs = revision.lastAskedMs
    },
    batch(isLast) {
      const most = isLast ? Number.POSITIVE_INFINITY : NOTES_A_BATCH
      const takenRefusals = [...refusals].slice(0, most)
      const takenAsked = [...asked].slice(0, most)
      return {
        writes: [
          ...takenRefusals.map(([eventId, count]) => ({ type: 'refused' as const, eventId, count })),
          ...takenAsked.map(([revisionId, atMs]) => ({ type: 'asked' as const, revisionId, atMs })),
        ],
        done() {
          for (const [eventId] of takenRefusals) refusals.delete(eventId)
          for (const [revisionId] of takenAsked) asked.delete(revisionId)
        },
      }
    },
  }
}
