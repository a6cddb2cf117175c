export type { BrierDecomposition } from './brier-decomposition.ts'
export { brierDecomposition } from './brier-decomposition.ts'
export { brierScore, SEED_ALPHA, seedBrierScore, seedMovingAverage } from './brier-score.ts'
export type { CalibrationBin, ResolvedForecast } from './calibration-bins.ts'
export {
  calibrationRms,
  equalMassBins,
  equalWidthBins,
  expectedCalibrationError,
} from './calibration-bins.ts'
export type { ConsistencyCheck } from './consistency.ts'
export { inconsistency } from './consistency.ts'
export type { LogisticPrior, LogisticRow } from './fit-logistic.ts'
export { fitLogistic, logisticProbability } from './fit-logistic.ts'
export type { IntervalMean, Submission } from './interval-means.ts'
export { intervalMeans } from './interval-means.ts'
export {
  firstDuePosition,
  INTERVAL_EPOCH_MS,
  INTERVAL_MS,
  intervalIndex,
  intervalStartMs,
  intervalWeight,
  scoredIntervalCount,
  weightShareLeft,
} from './intervals.ts'
export { CLIP, clipProbability, logScore } from './log-score.ts'
export {
  MARKET_RELATIVE_BASELINE_RANK,
  MARKET_RELATIVE_COVERAGE,
  marketRelativePay,
  marketRelativeScore,
} from './market-relative.ts'
export { metaculusBaselineScore, metaculusPeerScore } from './metaculus-scores.ts'
export type { Outcome } from './outcome.ts'
export type { PairedDifference, PairedScore } from './paired-bootstrap.ts'
export { pairedBootstrap } from './paired-bootstrap.ts'
export type { PredictionMatrix } from './peer-score-matrix.ts'
export { peerScoreMatrix } from './peer-score-matrix.ts'
export type {
  PeerForecaster,
  PeerIntervalScore,
  PeerPrediction,
  PeerScore,
  ScoredEvent,
} from './peer-scores.ts'
export { imputeMissing, MISSING_PENALTY, peerScores } from './peer-scores.ts'
export type { RewardWindow, RunningRewards } from './reward-window.ts'
export { createRewardWindow } from './reward-window.ts'
export type { ResolvedEvent, Reward } from './rewards.ts'
export { REWARD_WINDOW, rewards, smoothedYesShare } from './rewards.ts'
export type { Generation, SeasonRules, SeasonScore } from './score-season.ts'
export { scoreSeason } from './score-season.ts'
export type { Season, SeasonEvent } from './season.ts'
export { REWARD_LIFETIME_MS } from './season-axon.ts'
export type { MarketRelativeRules } from './season-market-relative.ts'
export type { Random } from './seeded-random.ts'
export { seededRandom } from './seeded-random.ts'
export { baseRateBrier, sharpness, skill } from './skill.ts'
export { wilsonInterval } from './wilson-interval.ts'
