import { IgError } from '@ig/errors'
import type { Log } from '../log.ts'
import type { EventRevision, EventStore, NewForecast, SeenEvent, StoredForecast } from '../ports.ts'
import { createAnswerLog } from './answer-log.ts'
import { assertForecast } from './assert-forecast.ts'
import { createBaseRates } from './base-rates.ts'
import { createEventMemory } from './event-memory.ts'
import type { Journal, Write } from './journal.ts'
import { createRecentOutcomes } from './recent-outcomes.ts'
import { findWording, isLive, type RevisionRecord, takeForecast } from './records.ts'
import { createSighter } from './sight.ts'
import { createSpendBook } from './spend-ledger.ts'
import { createWriteQueue } from './write-queue.ts'

const FLUSH_EVERY_MS = 500
const MAX_PENDING_WRITES = 20_000

/** What every event store takes, whatever keeps its rows. */
export interface EventStoreOptions {
  /** The clock, UTC milliseconds. */
  readonly nowMs: () => number
  /** New events and revisions that may cost money, per caller and UTC day. Default 2,000. */
  readonly quotaPerCallerAndDay?: number
  /** Wordings of one event that are taken as revisions per UTC day, strangers' apart. Default 4. */
  readonly revisionsPerEventAndDay?: number
  /** Told of what an operator should know: a damaged file, a failing disk. Default: no one. */
  readonly log?: Log
  /** Calls back again and again until the function that it returns is called. Default: an unref'd interval. */
  readonly every?: (intervalMs: number, callback: () => void) => () => void
}

/** An event store whose reads come from memory and whose writes go to a journal. */
export function createEventStore(journal: Journal, options: EventStoreOptions): EventStore {
  const { nowMs, log = () => {}, every = everyUnref } = options
  const past = journal.load(nowMs())
  const queue = createWriteQueue({ journal, nowMs, maxPending: MAX_PENDING_WRITES, log })
  const memory = createEventMemory(past.events, journal, nowMs)
  const answers = createAnswerLog(past.activity, past.lastIds.answerSet)
  const baseRates = createBaseRates(past.baseRates)
  const recentOutcomes = createRecentOutcomes(past.outcomes)
  const ids = { ...past.lastIds }
  const sighter = createSighter({
    memory,
    ids,
    quotas: past.quotas,
    quotaPerCallerAndDay: options.quotaPerCallerAndDay ?? 2000,
    revisionsPerEventAndDay: options.revisionsPerEventAndDay ?? 4,
    isFull: queue.isFull,
    isDiskError: journal.isDiskError,
  })
  const ledgerWithCap = createSpendBook({
    nextId() {
      ids.spend += 1
      return ids.spend
    },
    spentUsd: journal.readSpentUsd,
    reserve(row) {
      if (!queue.attempt([row])) throw diskRefuses(queue.health().degraded?.reason)
    },
    settle: (row) => store([row]),
  })
  const stopTimer = every(FLUSH_EVERY_MS, flushOnTime)
  let closed = false

  function flush(): void {
    const refused = sighter.refused()
    const batch = answers.batch()
    let taken = true
    try {
      taken = queue.attempt([...refused.writes, ...batch.writes])
    } finally {
      // Kept for the next time only where the disk refuses: what cannot be a row must not come again.
      if (taken) {
        refused.done()
        batch.done()
      }
    }
  }

  function flushOnTime(): void {
    try {
      flush()
    } catch (error) {
      log('error', 'The log of answers could not be written.', { error: String(error) })
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

  function append(forecast: NewForecast, revision: RevisionRecord, writes: Write[]): StoredForecast {
    ids.forecast += 1
    const stored = { id: ids.forecast, ...forecast }
    takeForecast(revision, stored)
    writes.push({ type: 'forecast', revisionId: revision.id, forecast: stored })
    return stored
  }

  return {
    see(events, sighting, firstForecast) {
      assertOpen(closed)
      const seen = new Array<SeenEvent>(events.length)
      const writes: Write[] = []
      try {
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
      } finally {
        // Also when a first forecast throws: what came before it stands in memory already.
        store(writes)
      }
      return seen
    },
    appendForecasts(forecasts) {
      assertOpen(closed)
      for (const forecast of forecasts) assertForecast(forecast)
      const revisions = forecasts.map(({ eventKey, revision }) => memory.revision(eventKey, revision))
      const writes: Write[] = []
      const stored = forecasts.map((forecast, index) =>
        append(forecast, revisions[index] as RevisionRecord, writes),
      )
      store(writes)
      return stored
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
          if (!isLive(known.event, atMs)) continue
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
    baseRate: baseRates.of,
    recentOutcomes: recentOutcomes.newest,
    recordOutcome(eventKey, outcome, resolvedAtMs) {
      assertOpen(closed)
      const record = memory.event(eventKey)
      const { marketType } = (record.revisions.at(-1) as RevisionRecord).known.event
      const earlier = baseRates.outcomeOf(eventKey) ?? journal.readOutcome(eventKey)
      if (earlier === outcome) return
      baseRates.count(eventKey, marketType, outcome, earlier)
      recentOutcomes.take({ eventId: record.id, outcome, resolvedAtMs })
      store([{ type: 'outcome', eventId: record.id, eventKey, marketType, outcome, resolvedAtMs }])
    },
    validators: answers.activity,
    counts(atMs) {
      let live = 0
      let forecast = 0
      for (const { revisions } of memory.all()) {
        const current = revisions.filter(({ known }) => isLive(known.event, atMs))
        if (current.length > 0) live += 1
        if (current.some(({ known }) => known.latest !== null)) forecast += 1
      }
      return { live, forecast }
    },
    sweep(atMs) {
      // While writes wait the disk cannot give back what memory lets go.
      if (queue.pending().length === 0 && !queue.isFull()) memory.sweep(atMs)
    },
    health() {
      const health = queue.health()
      return { ...health, lostWrites: health.lostWrites + answers.lost() }
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
