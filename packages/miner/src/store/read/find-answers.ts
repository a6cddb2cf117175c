import { walkItems } from '../answer-items.ts'
import type { GivenAnswer } from './event-views.ts'
import type { ReadDatabase } from './open-to-read.ts'
import type { StoreReader } from './store-reader.ts'

const USUAL_ROWS = 100
/** About a twentieth of a second of looking. */
const MOST_BYTES = 32 * 1024 * 1024
/** A query is dated by its beginning, and written down when it has ended. */
const SLACK_MS = 60_000

const SETS = `
  SELECT a.caller, count(*) AS times, min(a.asked_at_ms) AS firstAtMs, max(a.asked_at_ms) AS lastAtMs, s.items
  FROM answers a JOIN answer_sets s ON s.id = a.set_id
  WHERE a.set_id <= :from GROUP BY a.set_id ORDER BY a.set_id DESC`

interface SetRow {
  readonly caller: string
  readonly times: number
  readonly firstAtMs: number
  readonly lastAtMs: number
  readonly items: Uint8Array
}

/**
 * Finds who was told what of an event. What was sent is kept a query at a time, without an index of events: the sets
 * of the event's time are looked through, the newest first, as many as 32 MiB hold.
 */
export function createAnswerSearch(db: ReadDatabase): StoreReader['answers'] {
  const times = db.prepare<{ firstMs: number; lastMs: number | null }>(
    `SELECT e.first_seen_ms AS firstMs, max(coalesce(r.cutoff_unix_seconds, 9e999)) * 1000 AS lastMs
     FROM events e JOIN revisions r ON r.event_id = e.id WHERE e.id = :id GROUP BY e.id`,
  )
  const forecastIds = db.prepare<{ id: number }>(
    'SELECT f.id FROM revisions r JOIN forecasts f ON f.revision_id = r.id WHERE r.event_id = :id',
  )
  const setAt = createSetFinder(db)
  const sets = db.prepare<SetRow>(SETS)

  return (id, { limit = USUAL_ROWS } = {}) => {
    const { firstMs = Number.NaN, lastMs = null } = times.first({ id }) ?? {}
    const wanted = new Set(forecastIds.all({ id }).map((row) => row.id))
    const rows: GivenAnswer[] = []
    const newestOf = new Map<string, number>()
    let bytes = 0
    for (const set of sets.each({ from: setAt((lastMs ?? Number.POSITIVE_INFINITY) + SLACK_MS) })) {
      if (set.lastAtMs < firstMs - SLACK_MS) break
      bytes += set.items.length
      if (bytes > MOST_BYTES) return { rows, complete: false }
      const given = itemOf(set.items, wanted)
      if (given === null) continue
      const place = newestOf.get(set.caller)
      const later = place === undefined ? undefined : rows[place]
      if (place !== undefined && later?.forecastId === given.forecastId && later.sent === given.sent) {
        rows[place] = { ...later, firstAtMs: set.firstAtMs, times: later.times + set.times }
        continue
      }
      if (rows.length === limit) return { rows, complete: false }
      newestOf.set(set.caller, rows.length)
      const { caller, firstAtMs, lastAtMs, times } = set
      rows.push({ caller, firstAtMs, lastAtMs, times, ...given })
    }
    return { rows, complete: true }
  }
}

/** The item that one of these forecasts stands behind. */
function itemOf(
  items: Uint8Array,
  wanted: ReadonlySet<number>,
): Pick<GivenAnswer, 'forecastId' | 'sent'> | null {
  let found: Pick<GivenAnswer, 'forecastId' | 'sent'> | null = null
  walkItems(items, (forecastId, sent) => {
    if (forecastId !== null && wanted.has(forecastId)) found = { forecastId, sent }
    return found === null
  })
  return found
}

/** Gives the newest set of a moment by halving: answers are written in the order of their time. */
function createSetFinder(db: ReadDatabase): (atMs: number) => number {
  const ends = db.prepare<{ first: number | null; last: number | null }>(
    'SELECT min(id) AS first, max(id) AS last FROM answers',
  )
  const next = db.prepare<{ id: number; atMs: number }>(
    'SELECT id, asked_at_ms AS atMs FROM answers WHERE id >= :id ORDER BY id LIMIT 1',
  )
  const newestSet = db.prepare<{ id: number | null }>(
    'SELECT max(set_id) AS id FROM (SELECT set_id FROM answers WHERE id <= :id ORDER BY id DESC LIMIT 1000)',
  )
  return (atMs) => {
    let { first, last } = ends.first() ?? {}
    if (typeof first !== 'number' || typeof last !== 'number') return 0
    while (first < last) {
      const middle: number = Math.floor((first + last + 1) / 2)
      const found = next.first({ id: middle })
      if (found !== undefined && found.atMs <= atMs) first = middle
      else last = middle - 1
    }
    return newestSet.first({ id: first })?.id ?? 0
  }
}
