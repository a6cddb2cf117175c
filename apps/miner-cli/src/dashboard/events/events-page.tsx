import type { EventPage, EventRow, EventSort, StoreReader } from '@ig/miner'
import type { Page } from '../page.ts'
import { type Column, DataTable } from '../ui/data-table.tsx'
import { count } from '../ui/format.ts'
import { Pager } from '../ui/pager.tsx'
import { Empty, PageHead, Panel } from '../ui/panel.tsx'
import { Ago } from '../ui/time.tsx'
import { type EventFilter, eventQuery, eventsHref, PAGE_SIZE, readEventFilter } from './event-filter.ts'
import { EventFilters } from './event-filters.tsx'
import { BASIS_WORDS, Cutoff, chance, StateBadge, shorten, stateWords } from './event-words.tsx'
import { keepWhatIsSlow } from './keep-what-is-slow.ts'

/** Every event that was ever asked about, to search, filter and sort. */
export function createEventsPage({ monotonicMs = () => performance.now() } = {}): Page {
  const keep = keepWhatIsSlow<StoreReader, Listed>(monotonicMs)
  return {
    path: '/events',
    title: 'Events',
    nav: true,
    refreshMs: 10_000,
    render({ reader, query, nowMs }) {
      if (reader === null) return <NoStore />
      const filter = readEventFilter(query)
      const listed = keep(reader, eventsHref(filter), () =>
        reader.together(() => list(reader, filter, nowMs)),
      )
      return <EventsView {...listed} nowMs={nowMs} />
    },
  }
}

interface Listed {
  /** The page is one that there is. */
  readonly filter: EventFilter
  readonly counts: ReturnType<StoreReader['eventCounts']>
  readonly page: EventPage
}

function list(reader: StoreReader, asked: EventFilter, nowMs: number): Listed {
  const counts = reader.eventCounts(nowMs)
  const read = (wanted: EventFilter) => withTitles(reader.events(eventQuery(wanted, nowMs)))
  const page = read(asked)
  const lastPage = Math.max(1, Math.ceil(page.total / PAGE_SIZE))
  if (asked.page <= lastPage) return { filter: asked, counts, page }
  const filter = { ...asked, page: lastPage }
  return { filter, counts, page: read(filter) }
}

/** Descriptions can be long, and what was listed is kept for a while. */
function withTitles({ rows, total }: EventPage): EventPage {
  return { rows: rows.map((row) => ({ ...row, description: shorten(row.description) })), total }
}

const EventsView = ({ filter, counts, page, nowMs }: Listed & { nowMs: number }) => (
  <>
    <PageHead
      title="Events"
      lead={`${count(counts.live + counts.ended + counts.resolved)} events: ${count(counts.live)} live, ${count(counts.ended)} ended without an outcome yet, ${count(counts.resolved)} resolved.`}
    />
    <EventFilters filter={filter} counts={counts} />
    <Panel id="event-list" title={titleOf(page)} wide>
      {page.total === 0 ? (
        <NoEvents isFiltered={eventsHref(filter) !== '/events'} />
      ) : (
        <>
          <DataTable caption="Events" columns={columnsOf(filter, nowMs)} rows={page.rows} />
          <Pager
            page={filter.page}
            pageSize={PAGE_SIZE}
            total={page.total}
            href={(number) => eventsHref({ ...filter, page: number })}
          />
        </>
      )}
    </Panel>
  </>
)

const NoStore = () => (
  <>
    <PageHead title="Events" />
    <Empty title="Nothing is stored yet">
      The miner makes its store when it starts; what validators ask about is seen here then.
    </Empty>
  </>
)

const NoEvents = ({ isFiltered }: { isFiltered: boolean }) =>
  isFiltered ? (
    <Empty title="No event is like this">
      <a href="/events">Show all of them</a>, or ask for less.
    </Empty>
  ) : (
    <Empty title="No event yet">
      Nobody has asked about one. The page “Now” says whether anybody asks at all.
    </Empty>
  )

function titleOf({ total }: EventPage): string {
  return total === 1 ? '1 event' : `${count(total)} events`
}

function columnsOf(filter: EventFilter, nowMs: number): Column<EventRow>[] {
  const sortable = (text: string, sort: EventSort, down: boolean) => {
    const isSorted = filter.sort === sort
    const reverse = isSorted && !filter.reverse
    const isDown = down !== filter.reverse
    return {
      head: <a href={eventsHref({ ...filter, sort, reverse, page: 1 })}>{text}</a>,
      ...(isSorted && { sorted: isDown ? ('descending' as const) : ('ascending' as const) }),
    }
  }
  return [
    {
      ...sortable('Event', 'new', true),
      kind: 'text',
      cell: (event) => (
        <>
          <a class="clamped" href={`/events/${event.id}`}>
            {event.description}
          </a>
          <br />
          <span class="note">
            {shorten(event.marketType, 40)} · <code>{shorten(event.key, 60)}</code>
            <span class="narrow-only"> · {stateWords(event)}</span>
          </span>
        </>
      ),
    },
    {
      ...sortable('Probability', 'probability', true),
      cell: ({ latest }) => chance(latest?.probability ?? null),
    },
    { ...sortable('Market', 'market-gap', true), cell: ({ price }) => chance(price) },
    {
      head: 'Answered by',
      kind: 'text',
      minor: true,
      cell: ({ latest }) => (latest === null ? 'nothing yet' : BASIS_WORDS[latest.basis]),
    },
    {
      ...sortable('Forecast', 'forecast', true),
      minor: true,
      cell: ({ latest }) => (latest === null ? '–' : <Ago atMs={latest.madeAtMs} nowMs={nowMs} />),
    },
    {
      ...sortable('Ends', 'cutoff', false),
      minor: true,
      cell: ({ cutoffMs }) => <Cutoff cutoffMs={cutoffMs} nowMs={nowMs} />,
    },
    { head: 'State', kind: 'text', minor: true, cell: (event) => <StateBadge event={event} /> },
  ]
}
