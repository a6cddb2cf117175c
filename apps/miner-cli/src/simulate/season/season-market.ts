import {
  addToInterval,
  emptySums,
  type IntervalSum,
  intervalOf,
  meansOf,
} from '../validator/interval-sums.ts'
import { priceAt, truthAt } from '../world/simulated-event.ts'
import { intervalsUntil, isOpen, type SeasonPlan, type SeasonPlanEvent } from './plan-season.ts'

/** What can be seen of one event: means over the polls of each interval, NaN where there was none. */
export interface SeasonView {
  /** Up to the resolution, which is later than the cutoff. */
  readonly marketPrices: readonly number[]
  /** Up to the cutoff. */
  readonly truths: readonly number[]
}

/** The market's price and the truth of every event, at the moments at which validators ask. */
export function viewSeason({ seed, pollsMs, planned }: SeasonPlan): SeasonView[] {
  return planned.map((event) => {
    const whole = { ...event.grid, intervals: intervalsUntil(event.opensAtMs, event.resolvesAtMs) }
    let prices: readonly IntervalSum[] = emptySums(whole.intervals)
    let truths: readonly IntervalSum[] = emptySums(event.grid.intervals)
    for (const nowMs of pollsMs) {
      if (nowMs < event.opensAtMs || nowMs >= event.resolvesAtMs) continue
      const interval = intervalOf(whole, nowMs)
      const open = isOpen(event, nowMs)
      // In the interval in which it closes only what could be seen until then counts.
      if (!open && interval < event.grid.intervals) continue
      prices = addToInterval(prices, interval, priceAt(seed, event.life, nowMs))
      if (open) truths = addToInterval(truths, interval, truthAt(seed, event.life, nowMs))
    }
    return { marketPrices: meansOf(prices), truths: meansOf(truths) }
  })
}

/** The market as the engine asks it: the price of an event by its id, at a moment. */
export function createSeasonMarket({
  seed,
  planned,
}: SeasonPlan): (eventId: string, nowMs: number) => number | null {
  const byId = new Map<string, SeasonPlanEvent>(planned.map((event) => [event.eventId, event]))
  // Within one answer the engine asks more than once.
  const known = new Map<string, { readonly atMs: number; readonly price: number | null }>()
  return (eventId, nowMs) => {
    const event = byId.get(eventId)
    if (event === undefined) return null
    const last = known.get(eventId)
    if (last?.atMs === nowMs) return last.price
    const price = priceAt(seed, event.life, nowMs)
    known.set(eventId, { atMs: nowMs, price })
    return price
  }
}
