import type { DatabaseSync } from 'node:sqlite'
import { stringifyJson } from '@ig/protocol'
import type { Write } from './journal.ts'
import { toColumn } from './text-column.ts'

/**
 * Writes rows by prepared statements. Rows with an id may come twice, after a commit whose success the disk
 * could not tell.
 */
export function createSqliteWriter(db: DatabaseSync): (write: Write) => void {
  const event = db.prepare(
    'INSERT INTO events (id, key, first_seen_ms) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING',
  )
  const revision = db.prepare(
    `INSERT INTO revisions (id, event_id, revision, venue_event_id, market_type, description,
       cutoff_unix_seconds, metadata_json, text_hash, first_seen_ms, payer_seen_ms, payable)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const live = db.prepare(
    `INSERT INTO live_spans (event_id, until_seconds) VALUES (?, ?)
     ON CONFLICT (event_id) DO UPDATE SET until_seconds = max(until_seconds, excluded.until_seconds)`,
  )
  const forecastLive = db.prepare(
    `UPDATE live_spans SET forecast_until_seconds = r.until FROM
       (SELECT event_id, coalesce(cutoff_unix_seconds, 9e999) AS until FROM revisions WHERE id = ?) r
     WHERE live_spans.event_id = r.event_id AND forecast_until_seconds < r.until`,
  )
  const asked = db.prepare(
    `INSERT INTO asked (revision_id, at_ms) SELECT id, ?2 FROM revisions WHERE id = ?1
     ON CONFLICT (revision_id) DO UPDATE SET at_ms = max(at_ms, excluded.at_ms)`,
  )
  const payer = db.prepare('UPDATE revisions SET payer_seen_ms = ?, payable = ? WHERE id = ?')
  const refused = db.prepare('UPDATE events SET refused_revisions = refused_revisions + ? WHERE id = ?')
  const forecast = db.prepare(
    `INSERT INTO forecasts (id, revision_id, made_at_ms, probability, basis, confidence, market, reasoning,
       samples_json, evidence_json, cost_usd, news_read_until_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const quota = db.prepare(
    `INSERT INTO quotas (day, caller, count) VALUES (?, ?, ?)
     ON CONFLICT (day, caller) DO UPDATE SET count = excluded.count`,
  )
  const outcome = db.prepare(
    `INSERT INTO outcomes (event_id, market_type, outcome, resolved_at_ms) VALUES (?, ?, ?, ?)
     ON CONFLICT (event_id) DO UPDATE SET outcome = excluded.outcome, resolved_at_ms = excluded.resolved_at_ms`,
  )
  const answerSet = db.prepare(
    'INSERT INTO answer_sets (id, items) VALUES (?, ?) ON CONFLICT (id) DO NOTHING',
  )
  const answer = db.prepare(
    'INSERT INTO answers (caller, asked_at_ms, duration_ms, set_id) VALUES (?, ?, ?, ?)',
  )
  const caller = db.prepare(
    `INSERT INTO callers (caller, answers, last_query_at_ms) VALUES (?, ?, ?)
     ON CONFLICT (caller) DO UPDATE SET answers = answers + excluded.answers,
       last_query_at_ms = max(last_query_at_ms, excluded.last_query_at_ms)`,
  )
  const reserve = db.prepare(
    `INSERT INTO spend (id, day, at_ms, purpose, event_key, revision, reserved_usd)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING`,
  )
  const settle = db.prepare('UPDATE spend SET settled_usd = ? WHERE id = ?')
  const price = db.prepare(
    `INSERT INTO prices (event_id, at_ms, venue, market_id, price, probability, weight)
     SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM events WHERE key = ?1 ON CONFLICT DO NOTHING`,
  )

  return (write) => {
    switch (write.type) {
      case 'event':
        event.run(write.id, toColumn(write.event.key), write.firstSeenMs)
        break
      case 'revision':
        revision.run(
          write.id,
          write.eventId,
          write.revision,
          toColumn(write.event.eventId),
          toColumn(write.event.marketType),
          toColumn(write.event.description),
          write.event.cutoffUnixSeconds,
          stringifyJson(write.event.metadata),
          write.textHash,
          write.firstSeenMs,
          write.payerSeenMs,
          write.payable ? 1 : 0,
        )
        live.run(write.eventId, write.event.cutoffUnixSeconds ?? Number.POSITIVE_INFINITY)
        break
      case 'asked':
        asked.run(write.revisionId, write.atMs)
        break
      case 'payer':
        payer.run(write.payerSeenMs, write.payable ? 1 : 0, write.revisionId)
        break
      case 'refused':
        refused.run(write.count, write.eventId)
        break
      case 'forecast': {
        const made = write.forecast
        forecast.run(
          made.id,
          write.revisionId,
          made.madeAtMs,
          made.probability,
          made.basis,
          made.confidence,
          made.market,
          toColumn(made.reasoning),
          stringifyJson(made.samples),
          stringifyJson(made.evidence),
          made.costUsd,
          made.newsReadUntilMs ?? null,
        )
        forecastLive.run(write.revisionId)
        break
      }
      case 'quota':
        quota.run(write.day, write.caller, write.count)
        break
      case 'outcome':
        outcome.run(write.eventId, write.marketType.toUpperCase(), write.outcome, write.resolvedAtMs)
        break
      case 'answer-set':
        answerSet.run(write.id, write.items)
        break
      case 'answer':
        answer.run(write.caller, write.askedAtMs, write.durationMs, write.setId)
        break
      case 'caller':
        caller.run(write.caller, write.answers, write.lastQueryAtMs)
        break
      case 'reserve': {
        const { id, day, atMs, purpose, eventKey, revision: spentOn, usd } = write
        reserve.run(id, day, atMs, purpose, eventKey === null ? null : toColumn(eventKey), spentOn, usd)
        break
      }
      case 'settle':
        settle.run(write.usd, write.id)
        break
      case 'price': {
        const { eventKey, atMs, venue, marketId, price: of, probability, weight } = write.price
        price.run(toColumn(eventKey), atMs, venue, toColumn(marketId), of, probability, weight)
        break
      }
    }
  }
}
