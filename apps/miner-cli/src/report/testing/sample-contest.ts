import { seededRandom } from '@ig/scoring'
import type { Contest } from '../../backtest/contest.ts'

const HORIZON_DAYS = [0.5, 3, 15, 60]
const DAY_MS = 86_400_000
const AS_OF_MS = Date.UTC(2026, 2, 31)

/** Sixty made-up questions, two forecasts of each by two forecasters with a price, and texts that try to be markup. */
export function sampleContest(): Contest {
  const random = seededRandom(3)
  const rows = Array.from({ length: 120 }, (_, index) => {
    const question = index >> 1
    return {
      id: `${index}`,
      question: `Will <script>alert(1)</script> "number" ${question} & co. <b>win</b>?`,
      asOf: new Date(AS_OF_MS).toISOString(),
      cutoff: new Date(AS_OF_MS + (HORIZON_DAYS[index % 4] ?? 1) * DAY_MS).toISOString(),
      source: ['polymarket', 'manifold', '=cmd()'][question % 3],
      outcome: (question % 3 === 0 ? 1 : 0) as 0 | 1,
      crowd: question % 3 === 0 ? 0.6 : 0.3,
    }
  })
  const near = (noise: number) =>
    rows.map(({ crowd }) => Math.min(0.99, Math.max(0.01, crowd + (random() - 0.5) * noise)))
  return {
    rows,
    entries: [
      { name: 'deep@gpt-4.1', probabilities: near(0.2), costUsd: 3.2 },
      { name: 'fast', probabilities: near(0.5), costUsd: 0.4 },
      { name: 'marketRaw', probabilities: rows.map(({ crowd }) => crowd), costUsd: 0 },
      { name: 'baseRate', probabilities: rows.map(() => 1 / 3), costUsd: 0 },
      { name: 'alwaysHalf', probabilities: rows.map(() => 0.5), costUsd: 0 },
    ],
    fittedOn: null,
    selected: { withoutCrowd: null, withCrowd: null },
    subjects: ['deep@gpt-4.1', 'fast'],
    market: 'marketRaw',
    paper: null,
    first: 'deep@gpt-4.1',
  }
}
