// A season scored on one core by each generation's rules: node --conditions=@ig/source bench/scoring.ts
// 1,000 events of 14 days (84 intervals), 256 miners who answer nine times in ten, held in memory as a whole in
// Float64. Bar for the axon era: 2 s and 500 MB.
import {
  type Generation,
  INTERVAL_EPOCH_MS,
  INTERVAL_MS,
  type Season,
  type SeasonEvent,
  scoreSeason,
  seededRandom,
} from '../packages/scoring/src/index.ts'

const EVENTS = 1_000
const MINERS = 256
const INTERVALS = 84
const ANSWERED = 0.9
const HOUR_MS = 3_600_000

const random = seededRandom(1)

function someEvent(index: number): SeasonEvent {
  const registeredAtMs = INTERVAL_EPOCH_MS + index * HOUR_MS
  const cutoffMs = registeredAtMs + INTERVALS * INTERVAL_MS
  const truth = random()
  return {
    registeredAtMs,
    cutoffMs,
    resolvedAtMs: cutoffMs,
    outcome: random() < truth ? 1 : 0,
    probabilities: Float64Array.from({ length: INTERVALS * MINERS }, () =>
      random() < ANSWERED ? (truth + random()) / 2 : Number.NaN,
    ),
    marketPrices: Float64Array.from({ length: INTERVALS }, () => (truth + random()) / 2),
  }
}

const season: Season = {
  forecasters: Array.from({ length: MINERS }, (_, index) => ({ id: `${index}`, registeredAtMs: 0 })),
  events: Array.from({ length: EVENTS }, (_, index) => someEvent(index)),
}

const generations: readonly Generation[] = ['axon', 'seed', 'marketRelative']
console.table(
  Object.fromEntries(
    generations.map((generation) => {
      const startedMs = performance.now()
      const standings = scoreSeason(season, generation)
      const tookMs = performance.now() - startedMs
      return [
        generation,
        {
          'season, s': (tookMs / 1_000).toFixed(2),
          'an event, ms': (tookMs / EVENTS).toFixed(3),
          'RSS, MB': Math.round(process.memoryUsage.rss() / 2 ** 20),
          'best share, %': (100 * Math.max(...standings.map(({ share }) => share))).toFixed(2),
        },
      ]
    }),
  ),
)
