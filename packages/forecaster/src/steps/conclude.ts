import { agreement } from '../aggregate/agreement.ts'
import { weightedLogitMean } from '../aggregate/weighted-logit-mean.ts'
import type { Basis, Evidence, Forecast } from '../forecast.ts'
import { clampProbability, logit } from '../probability.ts'
import { explain } from './explain.ts'
import type { ForecastState, MarketView, ReadArticle } from './forecast-state.ts'
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
  const { question, market, samples, articles, opinion, outside, verdict } = state
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
  }
}

function concludeFrom(state: ForecastState, prior: number): Conclusion {
  const { question, market, opinion, blended } = state
  if (opinion !== null) {
    return plain(blended ?? opinion, 'model', confidenceOf(state, opinion))
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

/**
 * The samples' agreement, 1 / (1 + v), with the market as one more voice: half its distance from the opinion, squared
 * and weighted by how far the price is to be believed, is added to the variance v.
 */
function confidenceOf({ samples, market }: ForecastState, opinion: number): number {
  const variance = 1 / agreement(samples.map(({ probability }) => probability)) - 1
  return 1 / (1 + variance + distanceToMarket(market, opinion))
}

function distanceToMarket(market: MarketView | null, opinion: number): number {
  return market === null ? 0 : market.weight * ((logit(opinion) - logit(market.worth)) / 2) ** 2
}

function asEvidence({ url, title, source, publishedAt, provider, relevance }: ReadArticle): Evidence {
  return { url, title, source, publishedAt: publishedAt.toISOString(), provider, relevance }
}
