// A season scored by the axon era's rules on one core: node --conditions=@ig/source bench/scoring.ts
// 1,000 events of 14 days (84 intervals), 256 miners who answer nine times in ten. Bar: 2 s and 500 MB.
import { peerScoreMatrix, REWARD_WINDOW, rewards, seededRandom } from '../packages/scoring/src/index.ts'

const EVENTS = 1_000
const MINERS = 256
const INTERVALS = 84
const ANSWERED = 0.9

const random = seededRandom(1)
const probabilities = new Float64Array(INTERVALS * MINERS)
const registeredFrom = new Float64Array(MINERS)
const ids = Array.from({ length: MINERS }, (_, index) => `${index}`)

let scoringMs = 0
const resolved: Parameters<typeof rewards>[0][number][] = []
for (let event = 0; event < EVENTS; event++) {
  const truth = random()
  const outcome = random() < truth ? 1 : 0
  for (let at = 0; at < probabilities.length; at++) {
    probabilities[at] = random() < ANSWERED ? (truth + random()) / 2 : Number.NaN
  }
  const startedMs = performance.now()
  const scores = peerScoreMatrix({
    outcome,
    intervals: INTERVALS,
    forecasters: MINERS,
    probabilities,
    registeredFrom,
  })
  resolved.push({ outcome, peerScores: new Map(ids.map((id, index) => [id, scores[index] as number])) })
  rewards(resolved.slice(-(REWARD_WINDOW + 1)))
  scoringMs += performance.now() - startedMs
}
console.table({
  'season, s': (scoringMs / 1_000).toFixed(2),
  'an event, ms': (scoringMs / EVENTS).toFixed(3),
  'RSS, MB': Math.round(process.memoryUsage.rss() / 2 ** 20),
})
