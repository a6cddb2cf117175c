import type { Course, CoursePoint, EventDetail, PricePoint, StoreReader } from '@ig/miner'
import { brierScore } from '@ig/scoring'
import type { Page } from '../page.ts'
import { PlotFigure } from '../plot/figure.tsx'
import { count, usd } from '../ui/format.ts'
import { Empty, PageHead, Panel, Stat, Stats } from '../ui/panel.tsx'
import { Ago, At } from '../ui/time.tsx'
import { readPage } from './event-filter.ts'
import { AnswerTable, FORECASTS_A_PAGE, ForecastTable, WordingList } from './event-tables.tsx'
import { BASIS_WORDS, Cutoff, chance, StateBadge, shorten } from './event-words.tsx'
import { ForecastView } from './forecast-view.tsx'

const LONGEST_ANSWERS = 60

/** One event: how its probability went and why, who was told what, and what it cost. */
export const eventPage: Page = {
  path: '/events/:id',
  title: 'Event',
  nav: false,
  refreshMs: 10_000,
  async render({ reader, params, query, nowMs }) {
    const id = Number(params.id)
    if (reader === null || !Number.isSafeInteger(id)) return null
    const read = reader.together(() => readAll(reader, { id, query, nowMs }))
    if (read === null) return null
    const { event, course, forecast, forecasts, page, answers } = read
    const plot = await plotOf(event, course, nowMs)
    return (
      <>
        <PageHead
          title={shorten(event.description)}
          lead={
            <>
              <StateBadge event={event} /> {shorten(event.marketType, 40)} ·{' '}
              <code>{shorten(event.key, 120)}</code> · <a href="/events">all events</a>
            </>
          }
        />
        <EventStats event={event} last={lastBeforeEnd(event, course)} nowMs={nowMs} />
        <Panel id="course" title="Probability over time" wide>
          {plot === null ? (
            <Empty title="Nothing to draw yet">It has neither a forecast nor a price.</Empty>
          ) : (
            <PlotFigure plot={plot.drawing} keys={plot.keys}>
              Each stands until the next one. The upright line is the cutoff, a star the outcome.
            </PlotFigure>
          )}
        </Panel>
        {forecast === null ? null : <ForecastView forecast={forecast} isLatest={!query.has('forecast')} />}
        <ForecastTable event={event} forecasts={forecasts} page={page} />
        <AnswerTable answers={answers} />
        <WordingList event={event} />
      </>
    )
  },
}

function readAll(
  reader: StoreReader,
  { id, query, nowMs }: { readonly id: number; readonly query: URLSearchParams; readonly nowMs: number },
) {
  const event = reader.event({ id }, nowMs)
  if (event === null) return null
  const lastPage = Math.max(1, Math.ceil(event.forecastCount / FORECASTS_A_PAGE))
  const page = Math.min(readPage(query.get('page')), lastPage)
  return {
    event,
    course: reader.course(id),
    forecast: chosenForecast(reader, event, query.get('forecast')),
    forecasts: reader.forecasts(id, { offset: (page - 1) * FORECASTS_A_PAGE, limit: FORECASTS_A_PAGE }),
    page,
    answers: reader.answers(id, { limit: LONGEST_ANSWERS }),
  }
}

/** The one that the address names, else the newest of a model, else the newest; only ever one of this event. */
function chosenForecast(reader: StoreReader, event: EventDetail, named: string | null) {
  const wanted = named === null ? Number.NaN : Number(named)
  const usual = event.latestOfModelId ?? event.latest?.id ?? null
  const id = Number.isSafeInteger(wanted) ? wanted : usual
  const found = id === null ? null : reader.forecast(id)
  if (found?.eventKey === event.key) return found
  return usual === null || usual === id ? null : reader.forecast(usual)
}

async function plotOf(event: EventDetail, stored: Course, nowMs: number) {
  const course = stored.prices.length > 0 ? stored : { ...stored, prices: pricesKnown(stored.forecasts) }
  // Loaded by who first looks at an event: a miner that nobody looks at does without.
  const { eventPlot, FORECAST_COLOR, PRICE_COLOR } = await import('./event-plot.ts')
  const { resolvedAtMs, cutoffMs, outcome, state } = event
  const endMs = resolvedAtMs ?? (state === 'ended' && cutoffMs !== null ? cutoffMs : nowMs)
  const drawing = eventPlot(course, { untilMs: Math.min(endMs, nowMs), cutoffMs, outcome })
  if (drawing === null) return null
  const keys = [
    ...(course.forecasts.length > 0 ? [{ label: 'our probability', color: FORECAST_COLOR }] : []),
    ...(course.prices.length > 0 ? [{ label: venuesOf(course), color: PRICE_COLOR }] : []),
  ]
  return { drawing, keys }
}

/** The prices that forecasts knew, for an event of which no others are on record. */
function pricesKnown(forecasts: readonly CoursePoint[]): PricePoint[] {
  return forecasts.flatMap(({ madeAtMs, market }) =>
    market === null ? [] : [{ atMs: madeAtMs, venue: '', price: market }],
  )
}

function venuesOf({ prices }: Course): string {
  const venues = [...new Set(prices.map(({ venue }) => venue))].slice(0, 3).map((venue) => shorten(venue, 30))
  return prices[0]?.venue === '' ? 'price that forecasts knew' : `price on ${venues.join(', ')}`
}

/** What was believed when answers stopped to count. */
function lastBeforeEnd({ cutoffMs, resolvedAtMs }: EventDetail, { forecasts }: Course): CoursePoint | null {
  const endMs = Math.min(cutoffMs ?? Number.POSITIVE_INFINITY, resolvedAtMs ?? Number.POSITIVE_INFINITY)
  return forecasts.findLast(({ madeAtMs }) => madeAtMs < endMs) ?? null
}

const EventStats = ({
  event,
  last,
  nowMs,
}: {
  event: EventDetail
  last: CoursePoint | null
  nowMs: number
}) => {
  const { latest, price, outcome, resolvedAtMs, costUsd, forecastCount, priceCount } = event
  return (
    <Panel id="event-now" title="Now" wide>
      <Stats>
        <Stat
          label="Probability"
          value={chance(latest?.probability ?? null)}
          note={
            latest === null ? (
              'nothing yet'
            ) : (
              <>
                by the {BASIS_WORDS[latest.basis]}, <Ago atMs={latest.madeAtMs} nowMs={nowMs} />
              </>
            )
          }
        />
        <Stat
          label="Market"
          value={chance(price)}
          note={priceCount === 0 ? 'no price is on record' : `${count(priceCount)} prices on record`}
        />
        <Stat
          label={event.cutoffMs !== null && event.cutoffMs <= nowMs ? 'Ended' : 'Ends'}
          value={<Cutoff cutoffMs={event.cutoffMs} nowMs={nowMs} />}
          note={
            <>
              first asked <At ms={event.firstSeenMs} />
            </>
          }
        />
        <Stat
          label="Outcome"
          value={outcome === null ? 'open' : outcome === 1 ? 'yes' : 'no'}
          note={
            outcome === null || resolvedAtMs === null ? (
              'none is recorded'
            ) : (
              <>
                <At ms={resolvedAtMs} />
                {last === null
                  ? ''
                  : `; Brier of the last forecast ${brierScore(last.probability, outcome).toFixed(3)}`}
              </>
            )
          }
        />
        <Stat label="Cost" value={usd(costUsd)} note={`${count(forecastCount)} forecasts`} />
      </Stats>
    </Panel>
  )
}
