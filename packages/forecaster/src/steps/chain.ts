import { type Runnable, RunnableSequence } from '@langchain/core/runnables'
import type { Blend } from '../calibrate/blend.ts'
import type { Recalibration } from '../calibrate/recalibration.ts'
import type { EmbedPort, MarketPort, NewsPort } from '../ports.ts'
import type { Preset } from '../presets.ts'
import { askMarket, type CalibrateMarket } from './ask-market.ts'
import { drawSamples } from './draw-samples.ts'
import { type ForecastState, STAGES, type Stage, type StageName, type Stages } from './forecast-state.ts'
import { prefilter } from './prefilter.ts'
import { rateArticles } from './rate-articles.ts'
import { searchNews } from './search-news.ts'
import { aggregateSamples, blendMarket, recalibrate, updateBelief } from './settle-opinion.ts'
import { sideBySide } from './side-by-side.ts'
import { foreignStage } from './stage.ts'
import { summariseArticles } from './summarise-articles.ts'
import { supervise } from './supervise.ts'
import { takeOutsideView } from './take-outside-view.ts'
import { writeQueries } from './write-queries.ts'

export interface ChainParts {
  readonly preset: Preset
  readonly market: MarketPort | undefined
  readonly calibrateMarket: CalibrateMarket | undefined
  readonly news: NewsPort | undefined
  readonly embed: EmbedPort | undefined
  readonly aggregate: (probabilities: readonly number[]) => number
  readonly recalibration: Recalibration | undefined
  readonly blend: Blend | undefined
  readonly own: Partial<Stages>
}

/**
 * The stages as one runnable. Market and outside view need no article, so they run beside the search; without a news
 * port nothing is written, rated or summarised.
 */
export function buildChain(parts: ChainParts): Runnable<ForecastState, ForecastState> {
  const stages = { ...defaultStages(parts), ...ownStages(parts.own) }
  const { queries, news, prefilter, rate, summarise } = stages
  const evidence = RunnableSequence.from<ForecastState, ForecastState>([
    queries,
    news,
    prefilter,
    rate,
    summarise,
  ])
  return RunnableSequence.from<ForecastState, ForecastState>([
    sideBySide([evidence, stages.market, stages.outside]),
    stages.reason,
    stages.supervise,
    stages.aggregate,
    stages.recalibrate,
    stages.update,
    stages.blend,
  ])
}

function defaultStages(parts: ChainParts): Stages {
  const { preset, news } = parts
  const hasNews = news !== undefined || parts.own.news !== undefined
  return {
    market: askMarket(parts.market, parts.calibrateMarket),
    queries: writeQueries(hasNews ? preset.queries : 0),
    news: searchNews(news, preset.found),
    prefilter: prefilter(Math.max(preset.rated, preset.kept), parts.embed),
    rate: rateArticles(preset),
    summarise: summariseArticles(preset.summarise),
    outside: takeOutsideView(hasNews && preset.outsideView),
    reason: drawSamples(preset.samples),
    supervise: supervise(preset.supervise),
    aggregate: aggregateSamples(parts.aggregate),
    recalibrate: recalibrate(parts.recalibration),
    update: updateBelief(),
    blend: blendMarket(parts.blend),
  }
}

function ownStages(own: Partial<Stages>): Partial<Record<StageName, Stage>> {
  return Object.fromEntries(
    STAGES.flatMap((name) => {
      const stage = own[name]
      return stage ? [[name, foreignStage(name, stage)]] : []
    }),
  )
}
