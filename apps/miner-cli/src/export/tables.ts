import type { StoreReader, StoreRows } from '@ig/miner'
import type { ExportColumn, ExportRow, ExportTable } from './export-table.ts'

type Kind = ExportColumn['kind']

/** A column with where its cell comes from. */
type ColumnOf<Row> = readonly [name: string, kind: Kind, doc: string, cell: (row: Row) => unknown]

type RowOf<Name extends keyof StoreRows> =
  ReturnType<StoreRows[Name]> extends Iterable<infer Row> ? Row : never

function defineTable<Row>(
  { name, doc }: { readonly name: string; readonly doc: string },
  rowsOf: (reader: StoreReader) => Iterable<Row>,
  atMs: (row: Row) => number,
  columns: readonly ColumnOf<Row>[],
): ExportTable {
  return {
    name,
    doc,
    columns: columns.map(([column, kind, about]) => ({ name: column, kind, doc: about })),
    *rows(reader): Generator<ExportRow> {
      for (const row of rowsOf(reader)) {
        yield { atMs: atMs(row), cells: columns.map(([, , , cell]) => cell(row)) }
      }
    },
  }
}

/** ISO 8601; null for none and for what no date can hold. */
function time(ms: number | null | undefined): string | null {
  if (ms === null || ms === undefined) return null
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? null : date.toISOString()
}

const events = defineTable<RowOf<'events'>>(
  { name: 'events', doc: 'A wording of an event: a changed text or cutoff is another revision.' },
  ({ rows }) => rows.events(),
  ({ firstSeenMs }) => firstSeenMs,
  [
    ['event_key', 'text', 'The key on the wire, as the validators send it.', ({ event }) => event.key],
    ['revision', 'integer', 'Counted from 1 for each event.', ({ revision }) => revision],
    ['event_id', 'text', 'The id that the venue gave it.', ({ event }) => event.eventId],
    ['market_type', 'text', 'The kind of market.', ({ event }) => event.marketType],
    ['description', 'text', 'The question.', ({ event }) => event.description],
    [
      'cutoff',
      'time',
      'When it is decided at the latest; empty where there is none.',
      ({ event }) => time(event.cutoffUnixSeconds === null ? null : event.cutoffUnixSeconds * 1000),
    ],
    ['metadata', 'json', 'What else the validator said of it.', ({ event }) => event.metadata],
    ['text_hash', 'text', 'Hash of text and cutoff, white space apart.', ({ textHash }) => textHash],
    ['first_seen', 'time', 'When it was first asked.', ({ firstSeenMs }) => time(firstSeenMs)],
    [
      'last_asked',
      'time',
      'When it was last asked, to about ten minutes.',
      ({ lastAskedMs }) => time(lastAskedMs),
    ],
    [
      'payable',
      'integer',
      '1 once somebody has asked for whom money may be spent.',
      ({ payable }) => (payable ? 1 : 0),
    ],
  ],
)

const forecasts = defineTable<RowOf<'forecasts'>>(
  { name: 'forecasts', doc: 'A forecast with all that it rests on; none is ever overwritten.' },
  ({ rows }) => rows.forecasts(),
  ({ madeAtMs }) => madeAtMs,
  [
    ['forecast_id', 'integer', 'Counted from 1.', ({ id }) => id],
    ['event_key', 'text', 'The event.', ({ eventKey }) => eventKey],
    ['revision', 'integer', "The event's wording.", ({ revision }) => revision],
    ['made_at', 'time', 'When it was made.', ({ madeAtMs }) => time(madeAtMs)],
    ['probability', 'real', 'Of "yes", from 0.001 to 0.999.', ({ probability }) => probability],
    ['basis', 'text', '`model`, `market` or `prior`.', ({ basis }) => basis],
    ['confidence', 'real', 'From 0 to 1: how far the samples agree.', ({ confidence }) => confidence],
    ['market', 'real', "The market's probability then; empty where none was known.", ({ market }) => market],
    ['reasoning', 'text', 'Why, in words.', ({ reasoning }) => reasoning],
    ['samples', 'json', 'What each sample of the model said.', ({ samples }) => samples],
    [
      'evidence',
      'json',
      'The articles it was given: `url`, `title`, `source`, `publishedAt`, `provider`, `relevance`.',
      ({ evidence }) => evidence,
    ],
    ['cost_usd', 'real', 'What it cost.', ({ costUsd }) => costUsd],
    [
      'news_read_until',
      'time',
      'Up to when news had been read; empty where none had or nobody knows.',
      ({ newsReadUntilMs }) => time(newsReadUntilMs || null),
    ],
  ],
)

const prices = defineTable<RowOf<'prices'>>(
  { name: 'prices', doc: 'What a venue asked for "yes", whenever it was read.' },
  ({ rows }) => rows.prices(),
  ({ atMs }) => atMs,
  [
    ['event_key', 'text', 'The event.', ({ eventKey }) => eventKey],
    ['at', 'time', 'When it was read.', ({ atMs }) => time(atMs)],
    ['venue', 'text', 'Whose price it is.', ({ venue }) => venue],
    ['market_id', 'text', "The venue's market.", ({ marketId }) => marketId],
    ['price', 'real', 'As the venue gave it.', ({ price }) => price],
    ['probability', 'real', 'What it says of "yes" once it is calibrated.', ({ probability }) => probability],
    ['weight', 'real', 'From 0 to 1: how much it is worth.', ({ weight }) => weight],
  ],
)

interface AnsweredEvent {
  readonly query: number
  readonly answer: RowOf<'answers'>
  readonly item: RowOf<'answers'>['items'][number] | null
}

/** A query has a row for each event in it, and one where it has none. */
function* answeredEvents({ rows }: StoreReader): Generator<AnsweredEvent> {
  let query = 0
  for (const answer of rows.answers()) {
    query += 1
    if (answer.items.length === 0) yield { query, answer, item: null }
    for (const item of answer.items) yield { query, answer, item }
  }
}

const answers = defineTable<AnsweredEvent>(
  { name: 'answers', doc: 'What somebody was told of one event; a query has a row for each event in it.' },
  answeredEvents,
  ({ answer }) => answer.askedAtMs,
  [
    ['query', 'integer', 'Counts the queries of the store, from 1.', ({ query }) => query],
    ['asked_at', 'time', 'When the query came.', ({ answer }) => time(answer.askedAtMs)],
    ['caller', 'text', "The validator's hotkey (SS58).", ({ answer }) => answer.callerSs58],
    ['duration_ms', 'real', 'How long the whole query took.', ({ answer }) => answer.durationMs],
    ['event_key', 'text', 'The event; empty where nothing was known of it.', ({ item }) => item?.eventKey],
    ['forecast_id', 'integer', 'What the answer rests on.', ({ item }) => item?.forecastId],
    ['sent', 'real', 'The probability that was sent; empty where none was.', ({ item }) => item?.sent],
  ],
)

const outcomes = defineTable<RowOf<'outcomes'>>(
  { name: 'outcomes', doc: 'How an event came out.' },
  ({ rows }) => rows.outcomes(),
  ({ resolvedAtMs }) => resolvedAtMs,
  [
    ['event_key', 'text', 'The event.', ({ eventKey }) => eventKey],
    ['market_type', 'text', 'The kind of market, in capitals.', ({ marketType }) => marketType],
    ['outcome', 'integer', '1 for "yes", 0 for "no".', ({ outcome }) => outcome],
    ['resolved_at', 'time', 'When that was known.', ({ resolvedAtMs }) => time(resolvedAtMs)],
  ],
)

const spend = defineTable<RowOf<'spend'>>(
  { name: 'spend', doc: 'A call that cost money, or may.' },
  ({ rows }) => rows.spend(),
  ({ atMs }) => atMs,
  [
    ['spend_id', 'integer', 'Counted from 1.', ({ id }) => id],
    ['day', 'text', 'The UTC day whose cap it counts for.', ({ day }) => day],
    ['at', 'time', 'When it was reserved.', ({ atMs }) => time(atMs)],
    ['purpose', 'text', 'What it was for: role and model, or the news provider.', ({ purpose }) => purpose],
    ['event_key', 'text', 'The event.', ({ eventKey }) => eventKey],
    ['revision', 'integer', "The event's wording.", ({ revision }) => revision],
    ['reserved_usd', 'real', 'The worst case, taken before the call.', ({ reservedUsd }) => reservedUsd],
    [
      'settled_usd',
      'real',
      'What it cost; empty while that is not known, and then the worst case counts.',
      ({ settledUsd }) => settledUsd,
    ],
  ],
)

/** Every table of an export, in the order in which they are written. */
export const EXPORT_TABLES: readonly ExportTable[] = [events, forecasts, prices, answers, outcomes, spend]
