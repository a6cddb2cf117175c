import type { DatabaseSync } from 'node:sqlite'
import type { Log } from '../log.ts'
import { createAloneGuard } from './alone-guard.ts'
import { KEPT_AFTER_CUTOFF_MS } from './event-memory.ts'
import type { Journal, StoredActivity, StoredState } from './journal.ts'
import { OUTCOMES_KEPT } from './recent-outcomes.ts'
import { isDiskError } from './sqlite-error.ts'
import {
  FORECAST_COLUMNS,
  type OnUnreadable,
  REVISION_COLUMNS,
  type Row,
  readEvents,
  readForecast,
} from './sqlite-rows.ts'
import { createSqliteWriter } from './sqlite-writer.ts'
import { fromColumn, toColumn } from './text-column.ts'
import { utcDay } from './utc-day.ts'

const ACTIVITY_DAYS = 7
const CALLERS_LOADED = 500
const DURATIONS_LOADED = 101

const EVENTS = `
  SELECT ${REVISION_COLUMNS}
  FROM events e JOIN revisions r ON r.event_id = e.id
  LEFT JOIN forecasts f ON f.id =
    (SELECT id FROM forecasts WHERE revision_id = r.id ORDER BY made_at_ms DESC, id DESC LIMIT 1)`

/** A journal in an opened database; closing it closes the database. */
export function createSqliteJournal(db: DatabaseSync, log: Log = () => {}): Journal {
  const onUnreadable: OnUnreadable = (column, eventKey) =>
    log('warn', 'A stored value cannot be read and was left out.', { column, eventKey })
  const put = createSqliteWriter(db)
  const guardAlone = createAloneGuard(db)
  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const eventByKey = db.prepare(`${EVENTS} WHERE e.key = ? ORDER BY r.revision`)
  const forecasts = db.prepare(
    `SELECT r.revision, ${FORECAST_COLUMNS}
     FROM events e JOIN revisions r ON r.event_id = e.id JOIN forecasts f ON f.revision_id = r.id
     WHERE e.key = ?1 AND (?2 IS NULL OR r.revision = ?2) ORDER BY f.id`,
  )
  const outcomeByKey = db.prepare(
    'SELECT o.outcome FROM outcomes o JOIN events e ON e.id = o.event_id WHERE e.key = ?',
  )
  const spentOnDay = db.prepare(
    'SELECT total(coalesce(settled_usd, reserved_usd)) AS usd FROM spend WHERE day = ?',
  )

  return {
    load: (nowMs) => loadState(db, nowMs, onUnreadable),
    readEvent(key) {
      return readEvents(eventByKey.iterate(toColumn(key)) as Iterable<Row>, onUnreadable)[0] ?? null
    },
    readForecasts: (eventKey, revision) =>
      forecasts
        .all(toColumn(eventKey), revision ?? null)
        .map((row) => readForecast(row as Row, eventKey, onUnreadable)),
    readOutcome(eventKey) {
      const row = outcomeByKey.get(toColumn(eventKey)) as { outcome: 0 | 1 } | undefined
      return row?.outcome ?? null
    },
    readSpentUsd: (day) => (spentOnDay.get(day) as { usd: number }).usd,
    write(batch) {
      begin.run()
      try {
        const wrote = guardAlone(batch)
        for (const write of batch) put(write)
        commit.run()
        wrote()
      } catch (error) {
        // A full disk may have rolled back already.
        if (db.isTransaction) db.exec('ROLLBACK')
        throw error
      }
    },
    isDiskError,
    close: () => db.close(),
  }
}

function loadState(db: DatabaseSync, nowMs: number, onUnreadable: OnUnreadable): StoredState {
  const oldestCutoff = (nowMs - KEPT_AFTER_CUTOFF_MS) / 1000
  const events = db
    .prepare(
      `${EVENTS} WHERE e.id IN
         (SELECT event_id FROM revisions WHERE cutoff_unix_seconds IS NULL OR cutoff_unix_seconds > ?)
       ORDER BY e.id, r.revision`,
    )
    .iterate(oldestCutoff) as Iterable<Row>
  const lastId = (table: string) =>
    (db.prepare(`SELECT coalesce(max(id), 0) AS id FROM ${table}`).get() as { id: number }).id
  return {
    events: readEvents(events, onUnreadable),
    lastIds: {
      event: lastId('events'),
      revision: lastId('revisions'),
      forecast: lastId('forecasts'),
      answerSet: lastId('answer_sets'),
      spend: lastId('spend'),
    },
    quotas: db
      .prepare('SELECT day, caller, count FROM quotas WHERE day >= ?')
      .all(utcDay(nowMs) - 1) as unknown as StoredState['quotas'],
    baseRates: db
      .prepare(
        `SELECT market_type AS marketType, sum(outcome) AS yes, count(*) AS count
         FROM outcomes GROUP BY market_type`,
      )
      .all()
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
  return db
    .prepare(
      `SELECT caller, answers, last_query_at_ms FROM callers WHERE last_query_at_ms > ?
       ORDER BY last_query_at_ms DESC LIMIT ?`,
    )
    .all(nowMs - ACTIVITY_DAYS * 86_400_000, CALLERS_LOADED)
    .map((row) => ({
      hotkey: row.caller as string,
      lastQueryAtMs: row.last_query_at_ms as number,
      answers: row.answers as number,
      durationsMs: durations
        .all(row.caller as string, DURATIONS_LOADED)
        .map(({ duration_ms: durationMs }) => (durationMs as number | null) ?? 0)
        .reverse(),
    }))
}
