import { type CalibrationPoint, calibrationPoints } from './calibration-points.ts'
import type { Contest } from './contest.ts'
import { type ContestReport, type Draws, judgeContest } from './judge-contest.ts'
import { type SubnetScores, subnetScores } from './subnet-scores.ts'

/** All that a backtest finds: `--json` prints it. */
export interface BacktestReport extends ContestReport {
  /** Of each method that is shown: what was said against what came true. */
  readonly calibration: Readonly<Record<string, readonly CalibrationPoint[]>>
  /** What a miner would have earned with these forecasts; null where no question has a market's price. */
  readonly subnet: SubnetScores | null
}

/** Judges a contest, and plays it on a simulated subnet. The same seed gives the same report. */
export function judgeBacktest(contest: Contest, draws: Draws): BacktestReport {
  const report = judgeContest(contest, draws)
  const names = shownMethods(report)
  const shown = contest.entries.filter(({ name }) => names.includes(name))
  const calibration = shown.map((entry) => [entry.name, calibrationPoints(entry, contest.rows)] as const)
  return {
    ...report,
    calibration: Object.fromEntries(calibration),
    subnet: subnetScores(contest, names, draws),
  }
}

/** Who is shown: what the backtest is about, the paper's method and the market, as far as there are. */
export function shownMethods({
  subjects,
  paper,
  market,
}: Pick<Contest, 'subjects' | 'paper' | 'market'>): readonly string[] {
  return [...new Set([...subjects, paper, market])].filter((name) => name !== null)
}
