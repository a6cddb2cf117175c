import type { EventStore, MinerEvent, SeenEvent, Sighting, StoredForecast } from '../ports.ts'
import { assertForecast } from './assert-forecast.ts'
import type { EventMemory } from './event-memory.ts'
import type { StoredState, Write } from './journal.ts'
import { createQuotas } from './quotas.ts'
import { createEventRecord, type EventRecord, type RevisionRecord, rememberWording } from './records.ts'
import { textHash } from './text-hash.ts'
import { utcDay } from './utc-day.ts'

type FirstForecast = Parameters<EventStore['see']>[2]

export interface Sighter {
  /** What an event is of which memory knows the very wording; pushes rows where it becomes payable. */
  sightAgain(record: EventRecord, revision: RevisionRecord, sighting: Sighting, writes: Write[]): SeenEvent
  /** What an event that memory does not know by its very wording is; pushes the rows that this makes. */
  sight(event: MinerEvent, sighting: Sighting, firstForecast: FirstForecast, writes: Write[]): SeenEvent
  /** How often wordings beyond the daily cap came since the last `done`. */
  refused(): { readonly writes: readonly Write[]; readonly done: () => void }
}

export function createSighter(settings: {
  readonly memory: EventMemory
  readonly ids: { event: number; revision: number; forecast: number }
  readonly quotas: StoredState['quotas']
  readonly quotaPerCallerAndDay: number
  readonly revisionsPerEventAndDay: number
  readonly isFull: () => boolean
  readonly isDiskError: (error: unknown) => boolean
}): Sighter {
  const { memory, ids, revisionsPerEventAndDay } = settings
  const quotas = createQuotas(settings.quotas, settings.quotaPerCallerAndDay)
  let refusals = new Map<number, number>()

  function find(key: string): { found: EventRecord | undefined; isRemembered: boolean } {
    try {
      return { found: memory.find(key), isRemembered: !settings.isFull() }
    } catch (error) {
      if (!settings.isDiskError(error)) throw error
      // It may be on the disk that cannot be read: answered, but not stored a second time.
      return { found: undefined, isRemembered: false }
    }
  }

  /** Strangers' wordings are counted apart, so that they cannot use up a validator's. */
  function capReached(record: EventRecord, { mayPay, nowMs }: Sighting): boolean {
    const today = utcDay(nowMs)
    const counted = record.revisions.filter(({ payerSeenMs, known }) =>
      mayPay
        ? payerSeenMs !== null && utcDay(payerSeenMs) === today
        : payerSeenMs === null && utcDay(known.firstSeenMs) === today,
    )
    return counted.length >= revisionsPerEventAndDay
  }

  function refuse(record: EventRecord): SeenEvent {
    refusals.set(record.id, (refusals.get(record.id) ?? 0) + 1)
    // A stranger's wording is no answer to a validator's while there is a better one.
    const newest =
      record.revisions.findLast(({ payerSeenMs }) => payerSeenMs !== null) ?? record.revisions.at(-1)
    return (newest as RevisionRecord).known
  }

  function sightAgain(
    record: EventRecord,
    revision: RevisionRecord,
    sighting: Sighting,
    writes: Write[],
  ): SeenEvent {
    if (sighting.mayPay && !revision.known.payable) {
      if (revision.payerSeenMs === null && capReached(record, sighting)) return refuse(record)
      promote(revision, sighting, writes)
    }
    revision.lastAskedMs = sighting.nowMs
    return revision.known
  }

  /** Makes a known revision payable when a caller that may pay asks for it and has quota left. */
  function promote(revision: RevisionRecord, { callerSs58, nowMs }: Sighting, writes: Write[]): void {
    const { payerSeenMs } = revision
    const payable = quotas.take(callerSs58, nowMs, writes)
    if (!payable && payerSeenMs !== null) return
    revision.payerSeenMs = payerSeenMs ?? nowMs
    revision.known = { ...revision.known, payable }
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
    hash: string,
    sighting: Sighting,
    firstForecast: FirstForecast,
    writes: Write[],
    isRemembered: boolean,
  ): SeenEvent {
    const { callerSs58, mayPay, nowMs } = sighting
    const revision = record.revisions.length + 1
    const isNew = revision === 1
    const forecast = nameForecast(firstForecast(event), event.key, revision, nowMs)
    const base = { event, revision, textHash: hash, firstSeenMs: nowMs }
    if (!isRemembered) {
      // Not remembered: what cannot be stored must not become the ground of later rows.
      return { ...base, payable: false, latest: forecast, change: isNew ? 'new' : 'revised' }
    }
    const payable = mayPay && quotas.take(callerSs58, nowMs, writes)
    const payerSeenMs = mayPay ? nowMs : null
    ids.revision += 1
    const made: RevisionRecord = {
      id: ids.revision,
      payerSeenMs,
      lastAskedMs: nowMs,
      known: { ...base, payable, latest: forecast, change: 'known' },
    }
    record.revisions.push(made)
    rememberWording(record, event, made)
    if (isNew) {
      memory.add(record)
      writes.push({ type: 'event', id: record.id, event, firstSeenMs: nowMs })
    }
    writes.push({ type: 'revision', id: made.id, eventId: record.id, ...base, payerSeenMs, payable })
    if (forecast !== null) writes.push({ type: 'forecast', revisionId: made.id, forecast })
    return { ...made.known, change: isNew ? 'new' : 'revised' }
  }

  return {
    sightAgain,
    sight(asked, sighting, firstForecast, writes) {
      const event = withSoundCutoff(asked)
      const hash = textHash(event.description, event.cutoffUnixSeconds)
      const { found, isRemembered } = find(event.key)
      if (found === undefined) {
        ids.event += 1
        const record = createEventRecord(ids.event, event.key)
        return revise(record, event, hash, sighting, firstForecast, writes, isRemembered)
      }
      const known = found.revisions.find((revision) => revision.known.textHash === hash)
      if (known === undefined) {
        if (capReached(found, sighting)) return refuse(found)
        return revise(found, event, hash, sighting, firstForecast, writes, isRemembered)
      }
      rememberWording(found, asked, known)
      return sightAgain(found, known, sighting, writes)
    },
    refused() {
      const taken = refusals
      return {
        writes: [...taken].map(([eventId, count]) => ({ type: 'refused' as const, eventId, count })),
        done() {
          refusals = new Map()
        },
      }
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
