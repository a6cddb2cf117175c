import type { StoredForecast } from '../ports.ts'
import type { Journal, StoredEvent, StoredRevision, Write } from './journal.ts'

/** A journal that forgets everything with the process. */
export function createMemoryJournal(): Journal {
  const events = new Map<number, { id: number; key: string; revisions: StoredRevision[] }>()
  const idByKey = new Map<string, number>()
  const revisions = new Map<number, { readonly eventId: number; readonly index: number }>()
  const forecasts = new Map<string, StoredForecast[]>()
  const outcomes = new Map<string, 0 | 1>()
  const spend = new Map<number, { readonly day: number; usd: number }>()

  function changeRevision(id: number, change: (revision: StoredRevision) => StoredRevision): void {
    const at = revisions.get(id)
    const list = at && events.get(at.eventId)?.revisions
    const revision = list?.[at?.index ?? -1]
    if (at !== undefined && list !== undefined && revision !== undefined) list[at.index] = change(revision)
  }

  function apply(write: Write): void {
    switch (write.type) {
      case 'event':
        events.set(write.id, { id: write.id, key: write.event.key, revisions: [] })
        idByKey.set(write.event.key, write.id)
        break
      case 'revision': {
        const { type: _type, eventId, ...revision } = write
        const list = events.get(eventId)?.revisions ?? []
        revisions.set(write.id, { eventId, index: list.length })
        list.push({ ...revision, latest: null })
        break
      }
      case 'payer': {
        const { payerSeenMs, payable } = write
        changeRevision(write.revisionId, (revision) => ({ ...revision, payerSeenMs, payable }))
        break
      }
      case 'forecast': {
        const { forecast } = write
        const made = forecasts.get(forecast.eventKey) ?? []
        forecasts.set(forecast.eventKey, [...made, forecast])
        changeRevision(write.revisionId, (revision) =>
          revision.latest === null || forecast.madeAtMs >= revision.latest.madeAtMs
            ? { ...revision, latest: forecast }
            : revision,
        )
        break
      }
      case 'outcome':
        outcomes.set(write.eventKey, write.outcome)
        break
      case 'reserve':
        spend.set(write.id, { day: write.day, usd: write.usd })
        break
      case 'settle': {
        const reserved = spend.get(write.id)
        if (reserved !== undefined) reserved.usd = write.usd
        break
      }
      default:
        // Quotas, answers and refusals are read back from disk only when a store opens.
        break
    }
  }

  return {
    load: () => ({
      events: [],
      lastIds: { event: 0, revision: 0, forecast: 0, answerSet: 0, spend: 0 },
      quotas: [],
      baseRates: [],
      outcomes: [],
      activity: [],
    }),
    readEvent: (key): StoredEvent | null => events.get(idByKey.get(key) ?? 0) ?? null,
    readForecasts: (eventKey, revision) =>
      (forecasts.get(eventKey) ?? []).filter((made) => (revision ?? made.revision) === made.revision),
    readOutcome: (eventKey) => outcomes.get(eventKey) ?? null,
    readSpentUsd: (day) =>
      [...spend.values()].reduce((sum, entry) => (entry.day === day ? sum + entry.usd : sum), 0),
    write: (batch) => batch.forEach(apply),
    isDiskError: () => false,
    close() {},
  }
}
