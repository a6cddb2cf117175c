import { IgError } from '@ig/errors'
import type { EventRevision, EventStore, NewForecast, SeenEvent, StoredForecast } from '../ports.ts'
import { createAnswerLog } from './answer-log.ts'
import { assertForecast } from './assert-forecast.ts'
import { MARKET_TYPES_KEPT } from './base-rates.ts'
import { createEventCounts } from './event-counts.ts'
import { createEventMemory, type WholeRevision } from './event-memory.ts'
import type { EventStoreOptions } from './event-store-options.ts'
import type { Journal, Write } from './journal.ts'
import { createOutcomeBook } from './outcome-book.ts'
import { createPriceLog } from './price-log.ts'
import { createQuotas } from './quotas.ts'
import { findWording, isLive } from './records.ts'
import { KEPT_ON_DISK_MS } from './retention.ts'
import { createSighter } from './sight.ts'
import { createSightNotes } from './sight-notes.ts'
import { createSpendBook } from './spend-ledger.ts'
import { writeBatches } from './write-batches.ts'
import { createWriteQueue } from './write-queue.ts'

const FLUSH_EVERY_MS = 250
const MAX_PENDING_WRITES = 20_000
const MAX_BYTES_IN_MEMORY = 48 * 1024 * 1024

/** An event store whose writes go to a journal and whose reads come from memory, or from the journal where that is full. */
export function createEventStore(journal: Journal, options: EventStoreOptions): EventStore {
  const { nowMs, log = () => {}, every = everyUnref, maxEventsInMemory = 12_000 } = options
  const past = journal.load(nowMs(), { events: maxEventsInMemory, marketTypes: MARKET_TYPES_KEPT })
  const queue = createWriteQueue({ journal, nowMs, maxPending: MAX_PENDING_WRITES, log })
  const limits = { events: maxEventsInMemory, bytes: MAX_BYTES_IN_MEMORY }
  const memory = journal.readTogether(() => createEventMemory(past.recent, journal, limits))
  const answers = createAnswerLog(past.activity, past.lastIds.answerSet)
  const prices = createPriceLog()
  const outcomes = createOutcomeBook(past, journal, queue.pending)
  const counts = createEventCounts(journal)
  const ids = { ...past.lastIds }
  const quotas = createQuotas(journal.readQuota, options.quotaPerCallerAndDay ?? 2000)
  const notes = createSightNotes()
  const sighter = createSighter({
    memory,
    ids,
    quotas,
    notes,
    revisionsPerEventAndDay: options.revisionsPerEventAndDay ?? 4,
    isFull: queue.isFull,
    isDiskError: journal.isDiskError,
  })
  const ledgerWithCap = createSpendBook({
    nextId() {
      ids.spend += 1
      return ids.spend
    },
    spentByPurpose: journal.readSpentByPurpose,
    reserve(row) {
      if (!queue.attempt([row])) throw diskRefuses(queue.health().degraded?.reason)
    },
    settle: (row) => store([row]),
  })
  const stopTimer = every(FLUSH_EVERY_MS, flushOnTime)
  let closed = false

  function flush(): void {
    writeBatches(queue, [notes.batch(closed), answers.batch(), prices.batch()])
  }

  function flushOnTime(): void {
    try {
      flush()
    } catch (error) {
      log('error', 'The log of answers and prices could not be written.', { error: String(error) })
    }
  }

  function store(writes: readonly Write[]): void {
    if (writes.length === 0) return
    try {
      queue.write(writes)
    } catch (error) {
      // Memory must not promise what the disk will never have: it is read again from there.
      memory.clear()
      throw error
    }
  }

  /** Lets go of what there is too much of, but not of what waits for the disk. */
  function makeRoom(): void {
    if (memory.isOverfull()) memory.makeRoom(queue.isWaiting)
    if (queue.pending().length === 0) quotas.makeRoom()
  }

  function withRoomAfter<T>(call: () => T): T {
    try {
      return call()
    } finally {
      makeRoom()
    }
  }

  function append(forecast: NewForecast, { revision }: WholeRevision, writes: Write[]): StoredForecast {
    ids.forecast += 1
    const stored = { id: ids.forecast, ...forecast }
    memory.takeForecast(revision, stored)
    writes.push({ type: 'forecast', revisionId: revision.id, forecast: stored })
    return stored
  }

  return {
    see(events, sighting, firstForecast) {
      assertOpen(closed)
      if (sighting.mayPay) answers.trust(sighting.callerSs58)
      const seen = new Array<SeenEvent>(events.length)
      const writes: Write[] = []
      try {
        journal.readTogether(() => {
          for (let index = 0; index < events.length; index += 1) {
            const event = events[index]
            if (event === undefined) continue
            const record = memory.inMemory(event.key)
            const revision = record && findWording(record, event)
            seen[index] =
              record && revision
                ? sighter.sightAgain(record, revision, sighting, writes)
                : sighter.sight(event, sighting, firstForecast, writes)
          }
        })
      } finally {
        // Also when a first forecast throws: what came before it stands in memory already.
        store(writes)
        makeRoom()
      }
      return seen
    },
    remembers: (eventKey) => memory.inMemory(eventKey) !== undefined,
    appendForecasts(forecasts) {
      assertOpen(closed)
      for (const forecast of forecasts) assertForecast(forecast)
      return withRoomAfter(() => {
        const revisions = forecasts.map(({ eventKey, revision }) => memory.revision(eventKey, revision))
        const writes: Write[] = []
        const stored = forecasts.map((forecast, index) =>
          append(forecast, revisions[index] as WholeRevision, writes),
        )
        store(writes)
        return stored
      })
    },
    forecastHistory(eventKey, revision) {
      const waiting = queue
        .pending()
        .flatMap((write) => (write.type === 'forecast' ? [write.forecast] : []))
        .filter((made) => made.eventKey === eventKey && (revision ?? made.revision) === made.revision)
      return [...journal.readForecasts(eventKey, revision), ...waiting]
    },
    liveRevisions(atMs) {
      const live: EventRevision[] = []
      for (const record of memory.all()) {
        for (const { known, lastAskedMs } of record.revisions) {
          if (known === null || !isLive(known.event, atMs)) continue
          const { change: _change, ...revision } = known
          live.push({ ...revision, lastAskedMs })
        }
      }
      return live
    },
    recordAnswer(answer) {
      assertOpen(closed)
      answers.record(answer)
    },
    baseRate: outcomes.baseRate,
    recentOutcomes: outcomes.recentOutcomes,
    outcome: outcomes.outcome,
    undecided: journal.readUndecided,
    recordOutcome(eventKey, outcome, resolvedAtMs) {
      assertOpen(closed)
      withRoomAfter(() => {
        const { record, known } = memory.newestTrusted(eventKey)
        const { marketType } = known.event
        const row = { eventId: record.id, eventKey, marketType, outcome, resolvedAtMs }
        store(outcomes.take({ type: 'outcome', ...row }))
      })
    },
    recordPrice(price) {
      assertOpen(closed)
      prices.record(price)
    },
    priceHistory: journal.readPrices,
    validators: answers.activity,
    counts: counts.at,
    sweep(atMs) {
      memory.sweep(atMs, queue.isWaiting)
      makeRoom()
      // While rows wait, a transaction that deletes would fail like theirs.
      if (!closed && queue.pending().length === 0) journal.forget(atMs - KEPT_ON_DISK_MS)
    },
    health() {
      const health = queue.health()
      return { ...health, lostWrites: health.lostWrites + answers.lost() + prices.lost() }
    },
    ledger: ({ capUsdPerDay }) => ledgerWithCap(capUsdPerDay),
    flush,
    close() {
      if (closed) return
      closed = true
      stopTimer()
      try {
        flush()
      } finally {
        journal.close()
      }
    },
  }
}

function assertOpen(closed: boolean): void {
  if (!closed) return
  throw new IgError({ code: 'E_STORE_CLOSED', message: 'The event store is closed.' })
}

function diskRefuses(reason: string | undefined): IgError {
  return new IgError({
    code: 'E_STORE_DISK',
    message: 'Nothing is spent while it cannot be written down.',
    values: { reason },
    hint: 'See that the data folder is writable and has room.',
    retryable: true,
  })
}

function everyUnref(intervalMs: number, callback: () => void): () => void {
  const timer = setInterval(callback, intervalMs)
  timer.unref()
  return () => clearInterval(timer)
}
