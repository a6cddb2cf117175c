import { weightedLogitMean } from '../aggregate/weighted-logit-mean.ts'
import { confidenceOf } from '../calibrate/confidence.ts'
import type { Basis, Evidence, Forecast } from '../forecast.ts'
import { clampProbability } from '../probability.ts'
import { explain } from './explain.ts'
import type { ForecastState, ReadArticle } from './forecast-state.ts'
import { guardRail } from './guard-rail.ts'

/** A forecast but for what the run as a whole adds. */
export type ConcludedForecast = Omit<Forecast, 'usage' | 'models' | 'timingsMs'>

type Conclusion = Pick<Forecast, 'probability' | 'basis' | 'confidence'>

const MARKET_CONFIDENCE = 0.5

/**
 * The forecast that a state stands for: the samples blended with the market, else the market's worth, else the
 * earlier belief, else the prior. Throws nothing: any state, at any stage, is a forecast.
 */
export function conclude(state: ForecastState, prior: number): ConcludedForecast {
  const { question, market, samples, articles, newsReadUntil, opinion, outside, verdict } = state
  const { earlier } = question
  const conclusion = concludeFrom(state, prior)
  return {
    question: question.question,
    asOf: question.asOf.toISOString(),
    ...conclusion,
    market: market?.price ?? null,
    views: {
      model: opinion,
      market: market?.worth ?? null,
      outside: outside?.probability ?? null,
      supervisor: verdict?.probability ?? null,
      earlier: earlier?.probability ?? null,
    },
    guardRail: guardRail(state),
    reasoning: explain(state, conclusion),
    samples,
    evidence: articles.map(asEvidence),
    newsReadUntil: newsReadUntil?.toISOString() ?? null,
  }
}

function concludeFrom(state: ForecastState, prior: number): Conclusion {
  const { question, market, samples, opinion, blended } = state
  if (opinion !== null) {
    const said = samples.map(({ probability }) => probability)
    return plain(blended ?? opinion, 'model', confidenceOf({ samples: said, opinion, market }))
  }
  const before = question.earlier?.probability ?? prior
  if (market === null) return plain(before, 'prior', 0)
  const { alone, worth, weight } = market
  const drawn = weight === 1 ? worth : weightedLogitMean([worth, before], [weight, 1 - weight])
  return plain(alone ?? drawn, 'market', MARKET_CONFIDENCE * weight)
}

function plain(probability: number, basis: Basis, confidence: number): Conclusion {
  return { probability: clampProbability(probability), basis, confidence }
}

function asEvidence({ url, title, source, publishedAt, provider, relevance }: ReadArticle): Evidence {
  return { url, title, source, publishedAt: publishedAt.toISOString(), provider, relevance }
}
