import { fromColumn, toColumn } from '../text-column.ts'
import { createEventRows } from './event-rows.ts'
import type { EventPage, EventQuery, EventSort, EventState } from './event-views.ts'
import type { ReadDatabase } from './open-to-read.ts'
import { LATEST_FORECAST, LATEST_PRICE, SHOWN_WORDING } from './shown-wording.ts'
import type { StoreReader } from './store-reader.ts'

const STATE = `CASE WHEN o.outcome IS NOT NULL THEN 'resolved'
  WHEN r.cutoff_unix_seconds <= :now THEN 'ended' ELSE 'live' END`

/** What each filter asks of a row; those that are not set are left out of the statement. */
const FILTERS = {
  search: 'has_words(r.description, e.key, :search)',
  state: `${STATE} = :state`,
  marketType: 'r.market_type = :marketType',
  basis: 'f.basis = :basis',
  payable: ':payable = EXISTS (SELECT 1 FROM revisions WHERE event_id = e.id AND payable = 1)',
} as const

/** What stands last in both directions, and then the order. */
const ORDERS: Readonly<
  Record<EventSort, { readonly last?: string; readonly by: string; readonly down: boolean }>
> = {
  new: { by: 'e.id', down: true },
  forecast: { last: 'f.id IS NULL', by: 'f.made_at_ms', down: true },
  cutoff: {
    last: 'CASE WHEN r.cutoff_unix_seconds IS NULL THEN 2 ELSE r.cutoff_unix_seconds <= :now END',
    by: 'abs(r.cutoff_unix_seconds - :now)',
    down: false,
  },
  probability: { last: 'f.id IS NULL', by: 'f.probability', down: true },
  'market-gap': {
    last: `f.id IS NULL OR ${LATEST_PRICE} IS NULL`,
    by: `abs(f.probability - ${LATEST_PRICE})`,
    down: true,
  },
}

const FROM = `FROM events e JOIN revisions r ON ${SHOWN_WORDING} LEFT JOIN forecasts f ON ${LATEST_FORECAST}
  LEFT JOIN outcomes o ON o.event_id = e.id`

/** Lists events: the ids that fit are found and sorted first, then only what is shown of them is read. */
export function createEventList(db: ReadDatabase): (query: EventQuery) => EventPage {
  const rowOf = createEventRows(db)
  db.define('has_words', createWordSearch())

  return (query) => {
    const { where, parameters } = filterOf(query)
    const { last, by, down } = ORDERS[query.sort ?? 'new']
    const direction = down === (query.reverse === true) ? 'ASC' : 'DESC'
    const order = [...(last ? [last] : []), `${by} ${direction}`, 'e.id DESC'].join(', ')
    const ids = `SELECT e.id ${FROM} ${where} ORDER BY ${order} LIMIT :limit OFFSET :offset`
    const count = `SELECT count(*) AS total ${where === '' ? 'FROM events' : `${FROM} ${where}`}`
    const page = { ...parameters, limit: query.limit, offset: query.offset }
    return {
      rows: db
        .prepare<{ id: number }>(ids)
        .all(named(page, ids))
        .flatMap(({ id }) => rowOf(id, query.nowMs) ?? []),
      total: db.prepare<{ total: number }>(count).first(named(parameters, count))?.total ?? 0,
    }
  }
}

const MOST_TYPES = 50

/** Counts events by state, and names their market types. */
export function createEventCounts(db: ReadDatabase): StoreReader['eventCounts'] {
  const states = db.prepare<{ state: EventState; count: number }>(
    `SELECT ${STATE} AS state, count(*) AS count
     FROM events e JOIN revisions r ON ${SHOWN_WORDING} LEFT JOIN outcomes o ON o.event_id = e.id GROUP BY 1`,
  )
  const types = db.prepare<{ type: string }>(
    `SELECT market_type AS type FROM revisions GROUP BY 1 ORDER BY count(*) DESC LIMIT ${MOST_TYPES}`,
  )
  return (nowMs) => {
    const rows = states.all({ now: nowMs / 1000 })
    const count = (wanted: EventState) => rows.find(({ state }) => state === wanted)?.count ?? 0
    return {
      ...{ live: count('live'), ended: count('ended'), resolved: count('resolved') },
      marketTypes: types.all().map(({ type }) => fromColumn(type)),
    }
  }
}

function filterOf({ nowMs, search, state, marketType, basis, payable }: EventQuery) {
  const parameters = {
    ...(search?.trim() && { search }),
    ...(state && { state }),
    ...(marketType && { marketType: toColumn(marketType) }),
    ...(basis && { basis }),
    ...(payable !== undefined && { payable: payable ? 1 : 0 }),
  }
  const conditions = (Object.keys(parameters) as (keyof typeof FILTERS)[]).map((name) => FILTERS[name])
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`,
    parameters: { ...parameters, now: nowMs / 1000 },
  }
}

/** Those that a statement speaks of: it takes no others. */
function named<T extends object>(parameters: T, sql: string): Partial<T> {
  return Object.fromEntries(
    Object.entries(parameters).filter(([name]) => new RegExp(`:${name}\\b`).test(sql)),
  ) as Partial<T>
}

/** True where every word of the search stands in one of the texts, in any case. */
function createWordSearch(): (description: string, key: string, search: string) => boolean {
  let split: { readonly search: string; readonly words: readonly string[] } = { search: '', words: [] }
  return (description, key, search) => {
    if (split.search !== search) split = { search, words: search.toLowerCase().split(/\s+/).filter(Boolean) }
    const text = `${description}\n${key}`.toLowerCase()
    return split.words.every((word) => text.includes(word))
  }
}
