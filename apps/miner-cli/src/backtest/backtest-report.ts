import type { Contest } from './contest.ts'
import { type ContestReport, type Draws, judgeContest } from './judge-contest.ts'
import { type SubnetScores, subnetScores } from './subnet-scores.ts'

/** All that a backtest finds: `--json` prints it. */
export interface BacktestReport extends ContestReport {
  /** What a miner would have earned with these forecasts; null where no question has a market's price. */
  readonly subnet: SubnetScores | null
}

/** Judges a contest, and plays it on a simulated subnet. The same seed gives the same report. */
export function judgeBacktest(contest: Contest, draws: Draws): BacktestReport {
  const report = judgeContest(contest, draws)
  return { ...report, subnet: subnetScores(contest, shownMethods(report), draws) }
}

/** Who is shown: what the backtest is about, the paper's method and the market, as far as there are. */
export function shownMethods({
  subjects,
  paper,
  market,
}: Pick<Contest, 'subjects' | 'paper' | 'market'>): readonly string[] {
  return [...new Set([...subjects, paper, market])].filter((name) => name !== null)
}
