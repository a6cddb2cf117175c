import type { PriceRecord, StoredForecast } from '../../ports.ts'
import { decodeItems } from '../answer-items.ts'
import { FORECAST_COLUMNS, type Row, readForecast, readWording } from '../sqlite-rows.ts'
import { fromColumn } from '../text-column.ts'
import type { ReadDatabase } from './open-to-read.ts'
import { dayText } from './read-spend.ts'
import type { AnswerRow, OutcomeRow, SpendRow, StoreRows } from './store-rows.ts'

const EVENTS = `
  SELECT e.key, r.revision, r.venue_event_id, r.market_type, r.description, r.cutoff_unix_seconds, r.metadata_json,
    r.text_hash, r.first_seen_ms, coalesce(a.at_ms, r.first_seen_ms) AS last_asked_ms, r.payable
  FROM revisions r JOIN events e ON e.id = r.event_id LEFT JOIN asked a ON a.revision_id = r.id ORDER BY r.id`

/** What a query for one forecast, or for all, selects. */
export const FORECASTS = `
  SELECT e.key, r.revision, ${FORECAST_COLUMNS}
  FROM forecasts f JOIN revisions r ON r.id = f.revision_id JOIN events e ON e.id = r.event_id`

const PRICES = `
  SELECT e.key AS eventKey, p.at_ms AS atMs, p.venue, p.market_id AS marketId, p.price, p.probability, p.weight
  FROM prices p INDEXED BY prices_by_time JOIN events e ON e.id = p.event_id ORDER BY p.at_ms, p.event_id`

const ANSWERS = `
  SELECT caller AS callerSs58, asked_at_ms AS askedAtMs, duration_ms AS durationMs, set_id AS setId
  FROM answers ORDER BY id`

const OUTCOMES = `
  SELECT e.key AS eventKey, o.market_type AS marketType, o.outcome, o.resolved_at_ms AS resolvedAtMs
  FROM outcomes o JOIN events e ON e.id = o.event_id ORDER BY o.resolved_at_ms, e.id`

const SPEND = `
  SELECT id, day, at_ms AS atMs, purpose, event_key AS eventKey, revision, reserved_usd AS reservedUsd,
    settled_usd AS settledUsd FROM spend ORDER BY id`

/** A forecast with its texts, of a row with the event's key. */
export function readFullForecast(row: Row): StoredForecast {
  return readForecast(row, fromColumn(row.key as string), () => {})
}

/** Reads every row of the store. */
export function createStoreRows(db: ReadDatabase): StoreRows {
  return {
    *events() {
      for (const row of db.prepare<Row>(EVENTS).each()) {
        yield {
          event: readWording(row, fromColumn(row.key as string), () => {}),
          revision: row.revision as number,
          textHash: row.text_hash as string,
          firstSeenMs: row.first_seen_ms as number,
          lastAskedMs: row.last_asked_ms as number,
          payable: row.payable === 1,
        }
      }
    },
    *forecasts() {
      for (const row of db.prepare<Row>(`${FORECASTS} ORDER BY f.id`).each()) yield readFullForecast(row)
    },
    *prices() {
      for (const row of db.prepare<PriceRecord>(PRICES).each()) {
        yield { ...row, eventKey: fromColumn(row.eventKey), marketId: fromColumn(row.marketId) }
      }
    },
    *answers() {
      const itemsOf = createItemReader(db)
      for (const { setId, ...answer } of db.prepare<AnswerRow & { setId: number }>(ANSWERS).each()) {
        yield { ...answer, items: itemsOf(setId) }
      }
    },
    *outcomes() {
      for (const row of db.prepare<OutcomeRow>(OUTCOMES).each()) {
        yield { ...row, eventKey: fromColumn(row.eventKey), marketType: fromColumn(row.marketType) }
      }
    },
    *spend() {
      for (const row of db.prepare<Omit<SpendRow, 'day'> & { day: number }>(SPEND).each()) {
        const { eventKey, day } = row
        yield { ...row, day: dayText(day), eventKey: eventKey === null ? null : fromColumn(eventKey) }
      }
    },
  }
}

/** Callers take turns, and each is told the same again and again. */
const SETS_KEPT = 64
const KEYS_KEPT = 50_000

function createItemReader(db: ReadDatabase): (setId: number) => AnswerRow['items'] {
  const itemsById = db.prepare<{ items: Uint8Array }>('SELECT items FROM answer_sets WHERE id = :id')
  const keyById = db.prepare<{ key: string }>(
    `SELECT e.key FROM forecasts f JOIN revisions r ON r.id = f.revision_id JOIN events e ON e.id = r.event_id
     WHERE f.id = :id`,
  )
  const sets = new Map<number, AnswerRow['items']>()
  const keys = new Map<number, string | null>()

  function keyOf(id: number): string | null {
    let key = keys.get(id)
    if (key === undefined) {
      const row = keyById.first({ id })
      key = row === undefined ? null : fromColumn(row.key)
      if (keys.size >= KEYS_KEPT) keys.clear()
      keys.set(id, key)
    }
    return key
  }

  return (setId) => {
    let items = sets.get(setId)
    if (items === undefined) {
      items = decodeItems(itemsById.first({ id: setId })?.items ?? new Uint8Array()).map((item) => ({
        eventKey: item.forecastId === null ? null : keyOf(item.forecastId),
        ...item,
      }))
      if (sets.size >= SETS_KEPT) sets.clear()
      sets.set(setId, items)
    }
    return items
  }
}
