import type { PriceRecord, StoredForecast } from '../ports.ts'
import type { Journal, StoredContent, StoredRevision, Write } from './journal.ts'
import { isLive } from './records.ts'
import { utcDay } from './utc-day.ts'

type KeptRevision = StoredRevision & { readonly content: StoredContent }

/** A journal that forgets everything with the process. */
export function createMemoryJournal(): Journal {
  const events = new Map<number, { id: number; key: string; revisions: KeptRevision[] }>()
  const idByKey = new Map<string, number>()
  const revisions = new Map<number, { readonly eventId: number; readonly index: number }>()
  const forecasts = new Map<string, StoredForecast[]>()
  const outcomes = new Map<string, 0 | 1>()
  const rates = new Map<string, { yes: number; count: number }>()
  const quotas = new Map<string, number>()
  const spend = new Map<number, { readonly day: number; readonly purpose: string; usd: number }>()
  const prices = new Map<string, PriceRecord[]>()

  function changeRevision(id: number, change: (revision: KeptRevision) => KeptRevision): void {
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
        const { id, eventId, revision, textHash, firstSeenMs, payerSeenMs, event, payable } = write
        const list = events.get(eventId)?.revisions ?? []
        revisions.set(id, { eventId, index: list.length })
        const light = { id, revision, textHash, firstSeenMs, lastAskedMs: firstSeenMs, payerSeenMs }
        list.push({ ...light, content: { event, payable, latest: null } })
        break
      }
      case 'asked':
        changeRevision(write.revisionId, (revision) => ({ ...revision, lastAskedMs: write.atMs }))
        break
      case 'payer': {
        const { payerSeenMs, payable } = write
        changeRevision(write.revisionId, (revision) => ({
          ...revision,
          payerSeenMs,
          content: { ...revision.content, payable },
        }))
        break
      }
      case 'forecast': {
        const { forecast } = write
        const made = forecasts.get(forecast.eventKey) ?? []
        forecasts.set(forecast.eventKey, [...made, forecast])
        changeRevision(write.revisionId, (revision) =>
          forecast.madeAtMs >= (revision.content.latest?.madeAtMs ?? Number.NEGATIVE_INFINITY)
            ? { ...revision, content: { ...revision.content, latest: forecast } }
            : revision,
        )
        break
      }
      case 'quota':
        quotas.set(`${write.day} ${write.caller}`, write.count)
        break
      case 'outcome': {
        const marketType = write.marketType.toUpperCase()
        const { yes, count } = rates.get(marketType) ?? { yes: 0, count: 0 }
        const earlier = outcomes.get(write.eventKey)
        rates.set(marketType, {
          yes: yes + write.outcome - (earlier ?? 0),
          count: count + (earlier === undefined ? 1 : 0),
        })
        outcomes.set(write.eventKey, write.outcome)
        break
      }
      case 'reserve':
        spend.set(write.id, { day: write.day, purpose: write.purpose, usd: write.usd })
        break
      case 'settle': {
        const reserved = spend.get(write.id)
        if (reserved !== undefined) reserved.usd = write.usd
        break
      }
      case 'price': {
        const { eventKey } = write.price
        if (idByKey.has(eventKey)) prices.set(eventKey, [...(prices.get(eventKey) ?? []), write.price])
        break
      }
      default:
        // Answers and refusals are read back from disk only when a store opens.
        break
    }
  }

  return {
    load: () => ({
      recent: [],
      lastIds: { event: 0, revision: 0, forecast: 0, answerSet: 0, spend: 0 },
      baseRates: [],
      outcomes: [],
      activity: [],
    }),
    readEvent(key, wanted) {
      const event = events.get(idByKey.get(key) ?? 0)
      if (event === undefined) return null
      const isWanted = ({ textHash, revision }: StoredRevision) =>
        'textHash' in wanted ? textHash === wanted.textHash : revision === wanted.revision
      return {
        ...event,
        revisions: event.revisions.map((one) => (isWanted(one) ? one : { ...one, content: null })),
      }
    },
    readTogether: (call) => call(),
    readForecasts: (eventKey, revision) =>
      (forecasts.get(eventKey) ?? []).filter((made) => (revision ?? made.revision) === made.revision),
    readOutcome: (eventKey) => outcomes.get(eventKey) ?? null,
    readBaseRate: (marketType) => rates.get(marketType) ?? { yes: 0, count: 0 },
    readCounts(nowMs) {
      const live = [...events.values()]
        .map(({ revisions }) => revisions.filter(({ content }) => isLive(content.event, nowMs)))
        .filter(({ length }) => length > 0)
      const forecast = live.filter((revisions) => revisions.some(({ content }) => content.latest !== null))
      return { live: live.length, forecast: forecast.length }
    },
    readQuota: (day, caller) => quotas.get(`${day} ${caller}`) ?? 0,
    readSpentByPurpose(day) {
      const byPurpose: Record<string, number> = {}
      for (const { purpose, usd, ...entry } of spend.values()) {
        if (entry.day === day) byPurpose[purpose] = (byPurpose[purpose] ?? 0) + usd
      }
      return byPurpose
    },
    readPrices: (eventKey) => (prices.get(eventKey) ?? []).toSorted((a, b) => a.atMs - b.atMs),
    readUndecided: (nowMs, { sinceMs, count }) =>
      [...events.values()]
        .filter(({ key, revisions: wordings }) => !outcomes.has(key) && wordings.some(isPayable))
        .flatMap(({ key: eventKey, revisions: wordings }) => {
          const cutoffMs = Math.max(...wordings.map(cutoffOf))
          const last = (prices.get(eventKey) ?? []).toSorted((a, b) => a.atMs - b.atMs).at(-1)
          if (last === undefined || cutoffMs > nowMs || cutoffMs < sinceMs) return []
          return [{ eventKey, cutoffMs, venue: last.venue, marketId: last.marketId }]
        })
        .toSorted((a, b) => b.cutoffMs - a.cutoffMs)
        .slice(0, count),
    write: (batch) => batch.forEach(apply),
    forget(beforeMs) {
      const isOld = (day: number) => day < utcDay(beforeMs)
      for (const key of quotas.keys()) if (isOld(Number(key.split(' ')[0]))) quotas.delete(key)
      for (const [id, { day }] of spend) if (isOld(day)) spend.delete(id)
      for (const { key, revisions: wordings } of events.values()) {
        const isOver = wordings.every(({ content }) => !isLive(content.event, beforeMs))
        if (isOver && !outcomes.has(key)) prices.delete(key)
      }
    },
    isDiskError: () => false,
    close() {},
  }
}

function isPayable({ content }: KeptRevision): boolean {
  return content.payable
}

function cutoffOf({ content }: KeptRevision): number {
  const { cutoffUnixSeconds } = content.event
  return cutoffUnixSeconds === null ? Number.POSITIVE_INFINITY : cutoffUnixSeconds * 1000
}
