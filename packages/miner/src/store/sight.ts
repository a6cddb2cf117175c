import type { EventStore, MinerEvent, SeenEvent, Sighting, StoredForecast } from '../ports.ts'
import { assertForecast } from './assert-forecast.ts'
import type { EventMemory } from './event-memory.ts'
import type { Write } from './journal.ts'
import type { Quotas } from './quotas.ts'
import { createEventRecord, type EventRecord, type RevisionRecord, rememberWording } from './records.ts'
import type { SightNotes } from './sight-notes.ts'
import { textHash } from './text-hash.ts'
import { utcDay } from './utc-day.ts'

/** A restart forgets who asked in the last minutes: a row at every query would cost more than it tells. */
const NOTE_ASKED_EVERY_MS = 10 * 60_000

type FirstForecast = Parameters<EventStore['see']>[2]

export interface Sighter {
  /** What an event is of which memory knows the very wording; pushes rows where it becomes payable. */
  sightAgain(record: EventRecord, revision: RevisionRecord, sighting: Sighting, writes: Write[]): SeenEvent
  /** What an event that memory does not know by its very wording is; pushes the rows that this makes. */
  sight(event: MinerEvent, sighting: Sighting, firstForecast: FirstForecast, writes: Write[]): SeenEvent
}

export function createSighter(settings: {
  readonly memory: EventMemory
  readonly ids: { event: number; revision: number; forecast: number }
  readonly quotas: Quotas
  readonly notes: SightNotes
  readonly revisionsPerEventAndDay: number
  readonly isFull: () => boolean
  readonly isDiskError: (error: unknown) => boolean
}): Sighter {
  const { memory, ids, quotas, notes, revisionsPerEventAndDay } = settings

  /** What the disk cannot be asked for is answered from what is at hand. */
  function unlessDiskFails<T>(ask: () => T, otherwise: () => T): T {
    try {
      return ask()
    } catch (error) {
      if (!settings.isDiskError(error)) throw error
      return otherwise()
    }
  }

  /** Strangers' wordings are counted apart, so that they cannot use up a validator's. */
  function capReached(record: EventRecord, { mayPay, nowMs }: Sighting): boolean {
    const today = utcDay(nowMs)
    const counted = record.revisions.filter(({ payerSeenMs, firstSeenMs }) =>
      mayPay
        ? payerSeenMs !== null && utcDay(payerSeenMs) === today
        : payerSeenMs === null && utcDay(firstSeenMs) === today,
    )
    return counted.length >= revisionsPerEventAndDay
  }

  function refuse(record: EventRecord): SeenEvent | undefined {
    // A stranger's wording is no answer to a validator's while there is a better one.
    const newest =
      record.revisions.findLast(({ payerSeenMs }) => payerSeenMs !== null) ?? record.revisions.at(-1)
    const known = newest && memory.contentOf(record, newest)
    if (known) notes.refused(record.id)
    return known
  }

  function sightKnown(
    record: EventRecord,
    revision: RevisionRecord,
    known: SeenEvent,
    sighting: Sighting,
    writes: Write[],
  ): SeenEvent {
    const { mayPay, nowMs } = sighting
    if (mayPay && !known.payable) {
      if (revision.payerSeenMs === null && capReached(record, sighting)) return refuse(record) ?? known
      promote(revision, known, sighting, writes)
    }
    // Strangers keep nothing alive that costs money.
    if (mayPay || !known.payable) {
      revision.lastAskedMs = nowMs
      if (nowMs - revision.notedAskedMs >= NOTE_ASKED_EVERY_MS) notes.asked(revision)
    }
    return revision.known ?? known
  }

  /** Makes a known revision payable when a caller that may pay asks for it and has quota left. */
  function promote(
    revision: RevisionRecord,
    known: SeenEvent,
    { callerSs58, nowMs }: Sighting,
    writes: Write[],
  ): void {
    const { payerSeenMs } = revision
    const payable = quotas.take(callerSs58, nowMs, writes)
    if (!payable && payerSeenMs !== null) return
    revision.payerSeenMs = payerSeenMs ?? nowMs
    memory.keep(revision, { ...known, payable })
    writes.push({ type: 'payer', revisionId: revision.id, payerSeenMs: revision.payerSeenMs, payable })
  }

  function nameForecast(
    first: ReturnType<FirstForecast>,
    eventKey: string,
    revision: number,
    madeAtMs: number,
  ): StoredForecast | null {
    if (first === null) return null
    const forecast = { ...first, eventKey, revision, madeAtMs }
    assertForecast(forecast)
    ids.forecast += 1
    return { ...forecast, id: ids.forecast }
  }

  function revise(
    record: EventRecord,
    event: MinerEvent,
    textHash: string,
    sighting: Sighting,
    firstForecast: FirstForecast,
    writes: Write[],
  ): SeenEvent {
    const { callerSs58, mayPay, nowMs } = sighting
    const revision = record.revisions.length + 1
    const change = revision === 1 ? 'new' : 'revised'
    const forecast = nameForecast(firstForecast(event), event.key, revision, nowMs)
    const base = { event, revision, textHash, firstSeenMs: nowMs }
    // Not remembered: what cannot be stored must not become the ground of later rows.
    if (settings.isFull()) return { ...base, payable: false, latest: forecast, change }
    const payable = mayPay && quotas.take(callerSs58, nowMs, writes)
    const payerSeenMs = mayPay ? nowMs : null
    ids.revision += 1
    const id = ids.revision
    const times = { firstSeenMs: nowMs, lastAskedMs: nowMs, notedAskedMs: nowMs }
    const made: RevisionRecord = { id, revision, textHash, ...times, payerSeenMs, known: null, weight: 0 }
    const known: SeenEvent = { ...base, payable, latest: forecast, change: 'known' }
    memory.add(record, made, known)
    rememberWording(record, event, made)
    if (change === 'new') writes.push({ type: 'event', id: record.id, event, firstSeenMs: nowMs })
    writes.push({ type: 'revision', id, eventId: record.id, ...base, payerSeenMs, payable })
    if (forecast !== null) writes.push({ type: 'forecast', revisionId: id, forecast })
    return { ...known, change }
  }

  function sightStored(
    asked: MinerEvent,
    event: MinerEvent,
    textHash: string,
    sighting: Sighting,
    firstForecast: FirstForecast,
    writes: Write[],
  ): SeenEvent {
    const found = memory.find(event.key, textHash)
    const revision = found?.revisions.find((one) => one.textHash === textHash)
    if (found && revision?.known) {
      // A stranger's many spellings of one wording are not worth memory.
      if (sighting.mayPay || asked.description === revision.known.event.description)
        rememberWording(found, asked, revision)
      return sightKnown(found, revision, revision.known, sighting, writes)
    }
    const refused = found && capReached(found, sighting) ? refuse(found) : undefined
    if (refused) return refused
    const record = memory.inMemory(event.key) ?? createEventRecord(++ids.event, event.key)
    return revise(record, event, textHash, sighting, firstForecast, writes)
  }

  return {
    sightAgain: (record, revision, sighting, writes) =>
      unlessDiskFails(
        () => sightKnown(record, revision, revision.known as SeenEvent, sighting, writes),
        () => revision.known as SeenEvent,
      ),
    sight(asked, sighting, firstForecast, writes) {
      const event = withSoundCutoff(asked)
      const hash = textHash(event.description, event.cutoffUnixSeconds)
      return unlessDiskFails(
        () => sightStored(asked, event, hash, sighting, firstForecast, writes),
        () => {
          // It may be on the disk that cannot be read: answered, but not stored a second time.
          const latest = nameForecast(firstForecast(event), event.key, 1, sighting.nowMs)
          const base = { event, revision: 1, textHash: hash, firstSeenMs: sighting.nowMs }
          return { ...base, payable: false, latest, change: 'new' }
        },
      )
    },
  }
}

/** A cutoff that is no number has no place in a row. */
function withSoundCutoff(event: MinerEvent): MinerEvent {
  const { cutoffUnixSeconds } = event
  return cutoffUnixSeconds === null || Number.isFinite(cutoffUnixSeconds)
    ? event
    : { ...event, cutoffUnixSeconds: null }
}
