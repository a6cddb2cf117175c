import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../log.ts'
import type { PriceRecord } from '../ports.ts'
import { createAloneGuard } from './alone-guard.ts'
import { KEPT_AFTER_CUTOFF_MS, KEPT_UNASKED_MS } from './event-memory.ts'
import type { Journal, StoredActivity, StoredRate, StoredState } from './journal.ts'
import { OUTCOMES_KEPT } from './recent-outcomes.ts'
import { createRetention } from './retention.ts'
import { isDiskError } from './sqlite-error.ts'
import {
  FORECAST_COLUMNS,
  type OnUnreadable,
  REVISION_COLUMNS,
  type Row,
  readEventRows,
  readForecast,
} from './sqlite-rows.ts'
import { createSqliteWriter } from './sqlite-writer.ts'
import { fromColumn, toColumn } from './text-column.ts'
import { utcDay } from './utc-day.ts'

const ACTIVITY_DAYS = 7
const CALLERS_LOADED = 500
const DURATIONS_LOADED = 101

const EVENT = `
  SELECT ${REVISION_COLUMNS}
  FROM events e JOIN revisions r ON r.event_id = e.id
  LEFT JOIN asked a ON a.revision_id = r.id
  LEFT JOIN revisions w ON w.id = r.id AND (w.text_hash = ?2 OR w.revision = ?3)
  LEFT JOIN forecasts f ON f.id =
    (SELECT id FROM forecasts WHERE revision_id = w.id ORDER BY made_at_ms DESC, id DESC LIMIT 1)
  WHERE e.key = ?1 ORDER BY r.revision`

const UNDECIDED = `
  SELECT e.key, l.until_seconds, p.venue, p.market_id
  FROM live_spans l JOIN events e ON e.id = l.event_id
  JOIN prices p ON p.event_id = e.id AND p.at_ms = (SELECT max(at_ms) FROM prices WHERE event_id = e.id)
  WHERE l.until_seconds <= :now AND l.until_seconds >= :since
    AND NOT EXISTS (SELECT 1 FROM outcomes WHERE event_id = e.id)
    AND EXISTS (SELECT 1 FROM revisions WHERE event_id = e.id AND payable = 1)
  ORDER BY l.until_seconds DESC, e.id LIMIT :count`

/** A journal in an opened database; closing it closes the database. */
export function createSqliteJournal(db: DatabaseSync, log: Log = () => {}): Journal {
  const onUnreadable: OnUnreadable = (column, eventKey) =>
    log('warn', 'A stored value cannot be read and was left out.', { column, eventKey })
  const put = createSqliteWriter(db)
  const deleteOld = createRetention(db)
  const guardAlone = createAloneGuard(db)
  const begin = db.prepare('BEGIN IMMEDIATE')
  const beginRead = db.prepare('BEGIN')
  const commit = db.prepare('COMMIT')
  let isTogether = false

  function inTransaction<T>(call: () => T): T {
    begin.run()
    try {
      const result = call()
      commit.run()
      return result
    } catch (error) {
      // A full disk may have rolled back already.
      if (db.isTransaction) db.exec('ROLLBACK')
      throw error
    }
  }

  const eventByKey = db.prepare(EVENT)
  const forecasts = db.prepare(
    `SELECT r.revision, ${FORECAST_COLUMNS}
     FROM events e JOIN revisions r ON r.event_id = e.id JOIN forecasts f ON f.revision_id = r.id
     WHERE e.key = ?1 AND (?2 IS NULL OR r.revision = ?2) ORDER BY f.id`,
  )
  const outcomeByKey = db.prepare(
    'SELECT o.outcome FROM outcomes o JOIN events e ON e.id = o.event_id WHERE e.key = ?',
  )
  const baseRate = db.prepare(
    'SELECT coalesce(sum(outcome), 0) AS yes, count(*) AS count FROM outcomes WHERE market_type = ?',
  )
  const liveCounts = db.prepare(
    `SELECT (SELECT count(*) FROM live_spans WHERE until_seconds > ?1) AS live,
       (SELECT count(*) FROM live_spans WHERE forecast_until_seconds > ?1) AS forecast`,
  )
  const quota = db.prepare('SELECT count FROM quotas WHERE day = ? AND caller = ?')
  const spentOnDay = db.prepare(
    'SELECT purpose, total(coalesce(settled_usd, reserved_usd)) AS usd FROM spend WHERE day = ? GROUP BY purpose',
  )
  const prices = db.prepare(
    `SELECT at_ms AS atMs, venue, market_id AS marketId, price, probability, weight
     FROM prices p JOIN events e ON e.id = p.event_id WHERE e.key = ? ORDER BY at_ms`,
  )
  const undecided = db.prepare(UNDECIDED)

  return {
    load: (nowMs, limits) => loadState(db, nowMs, limits),
    readTogether(call) {
      isTogether = true
      try {
        return call()
      } finally {
        isTogether = false
        if (db.isTransaction) commit.run()
      }
    },
    readEvent(key, wanted) {
      // A transaction for each of 10,000 reads takes a third of their time.
      if (isTogether && !db.isTransaction) beginRead.run()
      const textHash = 'textHash' in wanted ? wanted.textHash : null
      const revision = 'revision' in wanted ? wanted.revision : null
      return readEventRows(eventByKey.all(toColumn(key), textHash, revision), onUnreadable)
    },
    readForecasts: (eventKey, revision) =>
      forecasts
        .all(toColumn(eventKey), revision ?? null)
        .map((row) => readForecast(row as Row, eventKey, onUnreadable)),
    readOutcome(eventKey) {
      const row = outcomeByKey.get(toColumn(eventKey)) as { outcome: 0 | 1 } | undefined
      return row?.outcome ?? null
    },
    readBaseRate: (marketType) => baseRate.get(toColumn(marketType)) as unknown as StoredRate,
    readCounts: (nowMs) => liveCounts.get(nowMs / 1000) as { live: number; forecast: number },
    readQuota: (day, caller) => (quota.get(day, caller) as { count: number } | undefined)?.count ?? 0,
    readSpentByPurpose: (day) =>
      Object.fromEntries(spentOnDay.all(day).map(({ purpose, usd }) => [String(purpose), Number(usd)])),
    readPrices: (eventKey) =>
      prices.all(toColumn(eventKey)).map((row) => {
        const price = row as unknown as Omit<PriceRecord, 'eventKey'>
        return { eventKey, ...price, marketId: fromColumn(price.marketId) }
      }),
    readUndecided: (nowMs, { sinceMs, count }) =>
      undecided.all({ now: nowMs / 1000, since: sinceMs / 1000, count }).map((row) => ({
        eventKey: fromColumn(row.key as string),
        cutoffMs: (row.until_seconds as number) * 1000,
        venue: row.venue as string,
        marketId: fromColumn(row.market_id as string),
      })),
    write(batch) {
      inTransaction(() => {
        const wrote = guardAlone(batch)
        for (const write of batch) put(write)
        return wrote
      })()
    },
    forget: (beforeMs) => inTransaction(() => deleteOld(beforeMs)),
    isDiskError,
    close: () => db.close(),
  }
}

// Of what may cost money, of what was asked for and of what came new last; none of the three reads more than it gives.
const RECENT = `
  SELECT key, revision FROM (
    SELECT e.id AS event_id, e.key, r.revision
    FROM revisions r JOIN events e ON e.id = r.event_id LEFT JOIN asked a ON a.revision_id = r.id
    WHERE r.id IN (
      SELECT * FROM (
        SELECT p.id FROM revisions p INDEXED BY revisions_payable LEFT JOIN asked pa ON pa.revision_id = p.id
        WHERE p.payable = 1 AND (p.cutoff_unix_seconds IS NULL OR p.cutoff_unix_seconds > :cutoff)
        ORDER BY coalesce(pa.at_ms, p.first_seen_ms) DESC LIMIT :most)
      UNION SELECT * FROM (SELECT revision_id FROM asked ORDER BY at_ms DESC LIMIT :most)
      UNION SELECT * FROM (SELECT id FROM revisions ORDER BY id DESC LIMIT :most))
    AND (r.cutoff_unix_seconds > :cutoff OR
      (r.cutoff_unix_seconds IS NULL AND coalesce(a.at_ms, r.first_seen_ms) > :asked))
    ORDER BY r.payable DESC, coalesce(a.at_ms, r.first_seen_ms) DESC, r.id DESC LIMIT :most)
  ORDER BY event_id, revision`

function loadState(
  db: DatabaseSync,
  nowMs: number,
  limits: { readonly events: number; readonly marketTypes: number },
): StoredState {
  const recent = db.prepare(RECENT).all({
    cutoff: (nowMs - KEPT_AFTER_CUTOFF_MS) / 1000,
    asked: nowMs - KEPT_UNASKED_MS,
    most: limits.events,
  })
  const lastId = (table: string) =>
    (db.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id
  return {
    recent: recent.map(({ key, revision }) => ({
      key: fromColumn(key as string),
      revision: revision as number,
    })),
    lastIds: {
      event: lastId('events'),
      revision: lastId('revisions'),
      forecast: lastId('forecasts'),
      answerSet: lastId('answer_sets'),
      spend: lastId('spend'),
    },
    baseRates: db
      .prepare(
        `SELECT market_type AS marketType, sum(outcome) AS yes, count(*) AS count
         FROM outcomes GROUP BY market_type ORDER BY count(*) DESC LIMIT ?`,
      )
      .all(limits.marketTypes)
      .reverse()
      .map(({ marketType, yes, count }) => ({
        marketType: fromColumn(marketType as string),
        yes: yes as number,
        count: count as number,
      })),
    outcomes: db
      .prepare(
        `SELECT event_id AS eventId, outcome, resolved_at_ms AS resolvedAtMs
         FROM outcomes ORDER BY resolved_at_ms DESC, event_id DESC LIMIT ?`,
      )
      .all(OUTCOMES_KEPT) as unknown as StoredState['outcomes'],
    activity: loadActivity(db, nowMs),
  }
}

function loadActivity(db: DatabaseSync, nowMs: number): StoredActivity[] {
  const durations = db.prepare(
    'SELECT duration_ms FROM answers WHERE caller = ? ORDER BY asked_at_ms DESC LIMIT ?',
  )
  // Only callers that may pay have a quota.
  return db
    .prepare(
      `SELECT caller, answers, last_query_at_ms,
         EXISTS (SELECT 1 FROM quotas q WHERE q.caller = callers.caller AND q.day >= ?) AS may_pay
       FROM callers WHERE last_query_at_ms > ?
       ORDER BY may_pay DESC, last_query_at_ms DESC LIMIT ?`,
    )
    .all(utcDay(nowMs) - ACTIVITY_DAYS, nowMs - ACTIVITY_DAYS * 86_400_000, CALLERS_LOADED)
    .map((row) => ({
      hotkey: row.caller as string,
      lastQueryAtMs: row.last_query_at_ms as number,
      answers: row.answers as number,
      mayPay: row.may_pay === 1,
      durationsMs: durations
        .all(row.caller as string, DURATIONS_LOADED)
        .map(({ duration_ms: durationMs }) => (durationMs as number | null) ?? 0)
        .reverse(),
    }))
}
