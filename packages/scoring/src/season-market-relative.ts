import { IgError } from '@ig/errors'
import { INTERVAL_MS, intervalStartMs } from './intervals.ts'
import { clampProbability, clipProbability } from './log-score.ts'
import { MARKET_RELATIVE_COVERAGE, marketRelativePay, marketRelativeScore } from './market-relative.ts'
import { type Season, type SeasonEvent, type Standing, seasonEventShape } from './season.ts'

const DAY_MS = 24 * 3_600_000
/** A forecast is compared with the market's price this much later. */
const HORIZON_MS = 7 * DAY_MS
const HORIZON_INTERVALS = HORIZON_MS / INTERVAL_MS

/** The windows of today's rules. */
export interface MarketRelativeRules {
  /** Scores from this long before the end on count; 7 days as the subnet has it. */
  readonly scoreWindowMs?: number
  /** Answers from this long before the end on count in the coverage; 14 days as the subnet has it. */
  readonly coverageWindowMs?: number
  /** On how many days a forecaster has to have been scored before it is ranked; 3 as the subnet has it. */
  readonly scoredDays?: number
}

/**
 * Where today's rules leave each forecaster when the last event has been resolved: the mean over events of its latest
 * forecast that was scored in the last seven days, lower is better. One who answered less than 85 % of what was scored
 * in fourteen days and asked since its registration is not ranked, nor is one who was scored on fewer than three days.
 * An interval stands for one run of the subnet, whose own length may differ.
 *
 * Throws `IgError` E_SEASON for an event without market prices. Source: Numinous v3.0.1 (bbebc58),
 * `docs/architecture.md`, `docs/subnet-rules.md`; the code itself is not public.
 */
export function marketRelativeStandings(
  { forecasters, events }: Season,
  { scoreWindowMs = 7 * DAY_MS, coverageWindowMs = 14 * DAY_MS, scoredDays = 3 }: MarketRelativeRules = {},
): Standing[] {
  const endMs = events.at(-1)?.resolvedAtMs ?? 0
  const tallies = forecasters.map(() => ({ sum: 0, events: 0, due: 0, answered: 0, days: new Set<number>() }))
  for (const event of events) {
    const cells = scoredCells(event, forecasters.length)
    forecasters.forEach(({ registeredAtMs }, index) => {
      const tally = tallies[index] as (typeof tallies)[number]
      let latest: number | null = null
      let day = Number.NaN
      for (const cell of cells) {
        if (registeredAtMs > cell.askedAtMs) continue
        const given = event.probabilities[cell.row * forecasters.length + index] as number
        const answered = !Number.isNaN(given)
        if (endMs - cell.scoredAtMs < coverageWindowMs) {
          tally.due++
          if (answered) tally.answered++
        }
        if (!answered) continue
        if (cell.day !== day) tally.days.add(cell.day)
        day = cell.day
        if (endMs - cell.scoredAtMs < scoreWindowMs) latest = cell.row
      }
      const cell = latest === null ? undefined : cells.find(({ row }) => row === latest)
      if (cell === undefined) return
      const given = event.probabilities[cell.row * forecasters.length + index] as number
      const probability = clipProbability(clampProbability(given))
      tally.sum += marketRelativeScore({ probability, market: cell.market, target: cell.target })
      tally.events++
    })
  }
  const standings = tallies.map(({ sum, events, due, answered, days }) => {
    const coverage = due === 0 ? 0 : answered / due
    return {
      score: events === 0 ? 0 : sum / events,
      ranked: events > 0 && coverage >= MARKET_RELATIVE_COVERAGE && days.size >= scoredDays,
      coverage,
      events,
    }
  })
  const pay = marketRelativePay(
    standings.map(({ score, coverage, ranked }, index) => ({
      id: `${index}`,
      meanScore: score,
      coverage: ranked ? coverage : 0,
    })),
  )
  return standings.map((standing, index) => ({ ...standing, pay: pay[index]?.share ?? 0 }))
}

/** A row of an event whose forecasts can be scored: all forecasters', by the same price and target. */
interface ScoredCell {
  readonly row: number
  readonly askedAtMs: number
  readonly scoredAtMs: number
  /** The UTC day on which it is scored. */
  readonly day: number
  readonly market: number
  readonly target: number
}

function scoredCells(event: SeasonEvent, forecasters: number): ScoredCell[] {
  const { marketPrices } = event
  if (marketPrices === undefined) {
    throw new IgError({
      code: 'E_SEASON',
      message: 'Scores relative to the market need its prices.',
      hint: 'Give each event marketPrices, NaN where there is none.',
    })
  }
  const { firstInterval, openIntervals } = seasonEventShape(event, forecasters)
  return Array.from({ length: openIntervals }, (_, row) => {
    const askedAtMs = Math.max(event.registeredAtMs, intervalStartMs(firstInterval + row))
    const resolvesFirst = askedAtMs + HORIZON_MS >= event.resolvedAtMs
    const scoredAtMs = resolvesFirst ? event.resolvedAtMs : askedAtMs + HORIZON_MS
    return {
      row,
      askedAtMs,
      scoredAtMs,
      day: Math.floor(scoredAtMs / DAY_MS),
      market: marketPrices[row] ?? Number.NaN,
      target: resolvesFirst ? event.outcome : (marketPrices[row + HORIZON_INTERVALS] ?? Number.NaN),
    }
  }).filter(({ market, target }) => !Number.isNaN(market) && !Number.isNaN(target))
}
