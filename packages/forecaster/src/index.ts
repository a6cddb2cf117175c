export { agreement } from './aggregate/agreement.ts'
export { logitMean } from './aggregate/logit-mean.ts'
export { mean } from './aggregate/mean.ts'
export { median } from './aggregate/median.ts'
export { trimmedMean } from './aggregate/trimmed-mean.ts'
export { weightedLogitMean } from './aggregate/weighted-logit-mean.ts'
export type { ForecastCaps } from './allowance.ts'
export type { Budget } from './budget.ts'
export { createBudget } from './budget.ts'
export type { Blend, Opinions } from './calibrate/blend.ts'
export { applyBlend, LOGIT_MEAN_BLEND } from './calibrate/blend.ts'
export type { Opinion } from './calibrate/confidence.ts'
export { confidenceOf } from './calibrate/confidence.ts'
export type { ResolvedOpinions } from './calibrate/fit-blend.ts'
export { fitBlend } from './calibrate/fit-blend.ts'
export type { ResolvedForecast } from './calibrate/fit-recalibration.ts'
export { fitRecalibration } from './calibrate/fit-recalibration.ts'
export type { LogitLine, Recalibration } from './calibrate/recalibration.ts'
export { applyRecalibration, NO_RECALIBRATION } from './calibrate/recalibration.ts'
export { createForecaster, DEFAULT_PRIOR } from './create-forecaster.ts'
export { openLocalEmbeddings } from './embed/local-embeddings.ts'
export type { EmbeddingSettings } from './embed/open-embeddings.ts'
export { openEmbeddings } from './embed/open-embeddings.ts'
export type {
  Basis,
  Evidence,
  Forecast,
  GuardRail,
  RoleUsage,
  Sample,
  Usage,
  Views,
} from './forecast.ts'
export type { OnStage, StageEvent } from './forecast-progress.ts'
export type { ForecasterOptions } from './forecaster-options.ts'
export type { ModelSign } from './models/ask-for-a-sign.ts'
export { askForASign } from './models/ask-for-a-sign.ts'
export type { ModelCache } from './models/model-cache.ts'
export type { ModelPrice, ModelPrices } from './models/model-price.ts'
export { ANTHROPIC_PRICES, MODEL_PRICES, OPENAI_PRICES, priceOf } from './models/model-price.ts'
export type { ModelProvider } from './models/model-provider.ts'
export type { ModelRole } from './models/model-role.ts'
export type { ModelChoice, ModelSettings } from './models/model-settings.ts'
export { DEFAULT_MODEL } from './models/model-settings.ts'
export { openModelCache } from './models/open-model-cache.ts'
export type {
  EmbedPort,
  MarketPort,
  MarketQuote,
  NewsArticle,
  NewsPort,
  ProviderOutcome,
  Reservation,
  Reserve,
} from './ports.ts'
export type { Preset, PresetName } from './presets.ts'
export { PRESETS } from './presets.ts'
export { clampProbability, fromLogit, logit, PROBABILITY_MAX, PROBABILITY_MIN } from './probability.ts'
export type { PromptMessage } from './prompts/prompt-message.ts'
export type { TrainingAnswer } from './prompts/training-messages.ts'
export { trainingMessages } from './prompts/training-messages.ts'
export type { DatedQuestion, EarlierBelief, Question } from './question.ts'
export type { CalibrateMarket } from './steps/ask-market.ts'
export type {
  ForecastState,
  MarketView,
  ReadArticle,
  Stage,
  StageName,
  Stages,
} from './steps/forecast-state.ts'
export { STAGES } from './steps/forecast-state.ts'
export { MARKET_SHARE } from './steps/settle-opinion.ts'
export { asForecaster } from './strategy/as-forecaster.ts'
export type { ForecastConfig, Forecaster } from './strategy/forecaster.ts'
export { parseStrategyModule } from './strategy/parse-strategy-module.ts'
export type { ForecastStrategy, StrategyAnswer, StrategyContext } from './strategy/strategy.ts'
