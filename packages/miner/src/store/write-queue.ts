import { IgError } from '@ig/errors'
import type { Log } from '../log.ts'
import type { StoreHealth } from '../ports.ts'
import type { Journal, Write } from './journal.ts'
import { weightOf, weightOfForecast } from './weight.ts'

const FIRST_RETRY_MS = 1_000
const LONGEST_RETRY_MS = 60_000
const MAX_PENDING_BYTES = 64 * 1024 * 1024
const BARE_WRITE_BYTES = 200

export interface WriteQueue {
  /**
   * On disk when it returns 'written'. A disk that refuses makes the batch 'waiting' until it takes writes
   * again; when too many wait, the batch is 'lost', as is every one after it until the disk recovers.
   */
  write(batch: readonly Write[]): 'written' | 'waiting' | 'lost'
  /** Writes what waits, then the batch; false, and the batch forgotten, where the disk refuses. */
  attempt(batch: readonly Write[]): boolean
  /** True once batches are being lost: nothing new can be promised to last. */
  isFull(): boolean
  pending(): readonly Write[]
  /** True where a row of this revision is not on disk yet. */
  isWaiting(revision: { readonly id: number }): boolean
  health(): StoreHealth
}

/** Puts batches on disk in order, and holds them in memory, with back-off, while the disk refuses. */
export function createWriteQueue(settings: {
  readonly journal: Journal
  readonly nowMs: () => number
  readonly maxPending: number
  readonly log: Log
}): WriteQueue {
  const { journal, nowMs, maxPending, log } = settings
  let pending: Write[] = []
  let degraded: { readonly reason: string; readonly sinceMs: number } | null = null
  let retryAtMs = 0
  let retryAfterMs = FIRST_RETRY_MS
  let full = false
  let lostWrites = 0
  let pendingBytes = 0
  let waitingFor: { readonly writes: readonly Write[]; readonly revisionIds: ReadonlySet<number> } | null =
    null

  function waitingRevisions(): ReadonlySet<number> {
    if (waitingFor?.writes !== pending) {
      waitingFor = { writes: pending, revisionIds: new Set(pending.flatMap(revisionIdOf)) }
    }
    return waitingFor.revisionIds
  }

  function attempt(batch: readonly Write[]): boolean {
    if (degraded !== null && nowMs() < retryAtMs) return false
    const caughtUp = pending.length
    const waiting = pending
    // Taken out first: rows that the store cannot take must not stand in the way for ever.
    pending = []
    if (!put(waiting)) {
      pending = waiting
      return false
    }
    if (!put(batch)) return false
    if (degraded !== null && caughtUp + batch.length > 0) recover(caughtUp)
    return true
  }

  function put(writes: readonly Write[]): boolean {
    if (writes.length === 0) return true
    try {
      journal.write(writes)
      return true
    } catch (cause) {
      if (journal.isDiskError(cause)) {
        refuse(cause)
        return false
      }
      lostWrites += writes.length
      if (IgError.isInstance(cause)) throw cause
      throw new IgError({
        code: 'E_STORE_WRITE',
        message: 'The store could not write, for another reason than its disk.',
        values: { writes: writes.length },
        hint: 'This is a fault of the miner: please report it.',
        cause,
      })
    }
  }

  function refuse(cause: unknown): void {
    const reason = cause instanceof Error ? cause.message : String(cause)
    if (degraded === null) {
      log('warn', 'The store cannot write; answers go on from memory.', { reason })
      retryAfterMs = FIRST_RETRY_MS
    } else {
      retryAfterMs = Math.min(retryAfterMs * 2, LONGEST_RETRY_MS)
    }
    degraded = { reason, sinceMs: degraded?.sinceMs ?? nowMs() }
    retryAtMs = nowMs() + retryAfterMs
  }

  function recover(caughtUp: number): void {
    log('info', 'The store writes again.', { caughtUp, lostWrites })
    degraded = null
    full = false
  }

  return {
    write(batch) {
      if (attempt(batch)) return 'written'
      if (pending.length === 0) pendingBytes = 0
      const bytes = batch.reduce((sum, write) => sum + weightOfWrite(write), 0)
      if (full || pending.length + batch.length > maxPending || pendingBytes + bytes > MAX_PENDING_BYTES) {
        // Once one batch is lost a later one may build on it: none is taken until all are on disk.
        full = true
        lostWrites += batch.length
        return 'lost'
      }
      pending = pending.concat(batch)
      pendingBytes += bytes
      return 'waiting'
    },
    attempt,
    isFull: () => full,
    pending: () => pending,
    isWaiting: ({ id }) => pending.length > 0 && waitingRevisions().has(id),
    health: () => ({ degraded, pendingWrites: pending.length, lostWrites }),
  }
}

function weightOfWrite(write: Write): number {
  if (write.type === 'revision') return weightOf(write.event, null)
  if (write.type === 'forecast') return BARE_WRITE_BYTES + weightOfForecast(write.forecast)
  return BARE_WRITE_BYTES
}

function revisionIdOf(write: Write): number[] {
  if (write.type === 'revision') return [write.id]
  return write.type === 'payer' || write.type === 'forecast' ? [write.revisionId] : []
}
