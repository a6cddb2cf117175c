import { IgError } from '@ig/errors'
import { intervalIndex, scoredIntervalCount } from './intervals.ts'
import type { PeerForecaster, ScoredEvent } from './peer-scores.ts'

/** An event with what every forecaster of the season answered. */
export interface SeasonEvent extends ScoredEvent {
  /**
   * A row for each four-hour interval from that of the registration on, a column for each forecaster: the mean of what
   * it answered in that interval, NaN for no answer. At least the intervals that are scored; rows beyond the earlier of
   * cutoff and resolution are ignored.
   */
  readonly probabilities: Float64Array
  /**
   * The market's price in each interval, NaN where it has none. May go on after the cutoff, up to the resolution.
   * Needed by the generation `marketRelative`, which takes a forecast without a price then or a week later for one
   * that cannot be scored.
   */
  readonly marketPrices?: Float64Array
}

/** Events and those who were asked about them; ids are unique. */
export interface Season {
  readonly forecasters: readonly PeerForecaster[]
  readonly events: readonly SeasonEvent[]
}

/** Where a forecaster stands at the end of a season. */
export interface Standing {
  /** What it is ranked by. */
  readonly score: number
  /** What it is paid, in proportion to that of the others; 0 or more. */
  readonly pay: number
  /** False for one who is kept out of the ranking, whatever the score. */
  readonly ranked: boolean
  /** Share of what it was asked that it answered, 0 to 1. */
  readonly coverage: number
  /** Events that count in the score. */
  readonly events: number
}

/** The parts of an event that every generation needs. */
interface SeasonEventShape {
  readonly firstInterval: number
  /** Intervals that the axon era scores. */
  readonly scoredIntervals: number
  /** Rows of probabilities that begin before the event ends. */
  readonly openIntervals: number
}

/** How many intervals of an event there are, of each kind. */
export function seasonEventShape(event: SeasonEvent, forecasters: number): SeasonEventShape {
  const endsAtMs = Math.min(event.cutoffMs, event.resolvedAtMs)
  const firstInterval = intervalIndex(event.registeredAtMs)
  const begun = intervalIndex(endsAtMs - 1) - firstInterval + 1
  return {
    firstInterval,
    scoredIntervals: scoredIntervalCount({ registeredAtMs: event.registeredAtMs, endsAtMs }),
    openIntervals: Math.max(0, Math.min(event.probabilities.length / forecasters, begun)),
  }
}

/** Throws `IgError` E_SEASON for ids that stand twice, a time that is none, or a matrix of the wrong size. */
export function assertSeason({ forecasters, events }: Season): void {
  if (new Set(forecasters.map(({ id }) => id)).size !== forecasters.length) {
    throw wrong('Two forecasters have the same id.')
  }
  if (forecasters.some(({ registeredAtMs }) => Number.isNaN(registeredAtMs))) {
    throw wrong('A forecaster was registered at no time.')
  }
  events.forEach((event, index) => {
    const times = [event.registeredAtMs, event.cutoffMs, event.resolvedAtMs]
    if (!times.every(Number.isFinite)) throw wrong('A time of an event is no number.', { event: index })
    const rows = event.probabilities.length / Math.max(1, forecasters.length)
    const needed = scoredIntervalCount({
      registeredAtMs: event.registeredAtMs,
      endsAtMs: Math.min(event.cutoffMs, event.resolvedAtMs),
    })
    if (!Number.isInteger(rows) || (forecasters.length > 0 && rows < needed)) {
      throw wrong('An event has not a row of probabilities for each interval that is scored.', {
        event: index,
        rows,
        needed,
      })
    }
  })
}

function wrong(message: string, values: Readonly<Record<string, unknown>> = {}): IgError {
  return new IgError({
    code: 'E_SEASON',
    message,
    values,
    hint: 'Give each forecaster an id of its own, and each event a row of all forecasters for each interval.',
  })
}
