import { parseJson } from '@ig/protocol'
import type { Basis, MinerEvent, StoredForecast } from '../ports.ts'
import type { StoredContent, StoredEvent } from './journal.ts'
import { fromColumn } from './text-column.ts'

/** A column's value as node:sqlite gives it back. */
export type Row = Readonly<Record<string, unknown>>

/** What a query for forecasts selects: the columns of table `f`. */
export const FORECAST_COLUMNS = `f.id AS forecast_id, f.made_at_ms, f.probability, f.basis, f.confidence, f.market,
  f.reasoning, f.samples_json, f.evidence_json, f.cost_usd, f.news_read_until_ms`

/** What a query for revisions selects: tables `e`, `r`, `a`; `w` for the content, `f` for the latest forecast. */
export const REVISION_COLUMNS = `e.id AS event_id, e.key, r.id AS revision_id, r.revision, r.text_hash, r.first_seen_ms,
  coalesce(a.at_ms, r.first_seen_ms) AS last_asked_ms, r.payer_seen_ms, w.id AS content_id, w.venue_event_id,
  w.market_type, w.description, w.cutoff_unix_seconds, w.metadata_json, w.payable, ${FORECAST_COLUMNS}`

/** Told of a column that holds no JSON any more, as after a flipped bit: the rest of the row still serves. */
export type OnUnreadable = (column: string, eventKey: string) => void

export function readForecast(row: Row, eventKey: string, onUnreadable: OnUnreadable): StoredForecast {
  return {
    id: row.forecast_id as number,
    eventKey,
    revision: row.revision as number,
    madeAtMs: row.made_at_ms as number,
    probability: row.probability as number,
    basis: row.basis as Basis,
    confidence: row.confidence as number,
    market: row.market as number | null,
    reasoning: fromColumn(row.reasoning as string),
    samples: readJson(row, 'samples_json', eventKey, onUnreadable, []) as number[],
    evidence: readJson(row, 'evidence_json', eventKey, onUnreadable, []) as unknown[],
    costUsd: row.cost_usd as number,
    ...(row.news_read_until_ms !== null && { newsReadUntilMs: row.news_read_until_ms as number }),
  }
}

/** The rows of one event's revisions, by revision; null where there are none. */
export function readEventRows(rows: readonly Row[], onUnreadable: OnUnreadable): StoredEvent | null {
  const [first] = rows
  if (first === undefined) return null
  const key = fromColumn(first.key as string)
  return {
    id: first.event_id as number,
    key,
    revisions: rows.map((row) => ({
      id: row.revision_id as number,
      revision: row.revision as number,
      textHash: row.text_hash as string,
      firstSeenMs: row.first_seen_ms as number,
      lastAskedMs: row.last_asked_ms as number,
      payerSeenMs: row.payer_seen_ms as number | null,
      content: row.content_id === null ? null : readContent(row, key, onUnreadable),
    })),
  }
}

function readContent(row: Row, key: string, onUnreadable: OnUnreadable): StoredContent {
  return {
    event: readWording(row, key, onUnreadable),
    payable: row.payable === 1,
    latest: row.forecast_id === null ? null : readForecast(row, key, onUnreadable),
  }
}

/** The event as a revision's columns have it. */
export function readWording(row: Row, key: string, onUnreadable: OnUnreadable): MinerEvent {
  return {
    key,
    eventId: fromColumn(row.venue_event_id as string),
    marketType: fromColumn(row.market_type as string),
    description: fromColumn(row.description as string),
    cutoffUnixSeconds: row.cutoff_unix_seconds as number | null,
    metadata: readJson(row, 'metadata_json', key, onUnreadable, {}) as MinerEvent['metadata'],
  }
}

function readJson(
  row: Row,
  column: string,
  eventKey: string,
  onUnreadable: OnUnreadable,
  fallback: unknown,
): unknown {
  try {
    return parseJson(row[column] as string, { maxDepth: Number.POSITIVE_INFINITY })
  } catch {
    onUnreadable(column, eventKey)
    return fallback
  }
}
