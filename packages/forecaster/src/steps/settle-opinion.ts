import { weightedLogitMean } from '../aggregate/weighted-logit-mean.ts'
import { applyBlend, type Blend } from '../calibrate/blend.ts'
import { applyRecalibration, type Recalibration } from '../calibrate/recalibration.ts'
import { clampProbability, fromLogit, logit } from '../probability.ts'
import type { ForecastState } from './forecast-state.ts'
import { requireShare, stage } from './stage.ts'

/**
 * Unless fitted: the market counts four times as much as all samples together, less where its price is hardly to be
 * believed. The best linear mix of Halawi et al.'s released predictions is 0.2 of the system and 0.8 of the crowd.
 */
export const MARKET_SHARE = 0.8

/** Samples become one probability; where they disagreed, the supervisor's word counts as much as all of them. */
export function aggregateSamples(aggregate: (probabilities: readonly number[]) => number) {
  return stage('aggregate', (state) => {
    const { samples, verdict } = state
    if (samples.length === 0) return state
    const aggregated = aggregate(samples.map(({ probability }) => probability))
    requireShare('the aggregate', aggregated)
    const ofSamples = clampProbability(aggregated)
    const opinion = verdict ? weightedLogitMean([ofSamples, verdict.probability], [1, 1]) : ofSamples
    return { ...state, opinion }
  })
}

/** Corrects what the model is known to get wrong, by a fit on resolved questions. */
export function recalibrate(recalibration: Recalibration | undefined) {
  return stage('recalibrate', (state) => {
    if (state.opinion === null || !recalibration) return state
    const opinion = applyRecalibration(state.opinion, state.question.marketType ?? null, recalibration)
    requireShare('the recalibrated opinion', opinion)
    return { ...state, opinion }
  })
}

/**
 * Weighs the opinion with the earlier belief, which counts as one sample where there was something new to read and as
 * two where there was not: without news, a change of mind is mostly chance. It comes before the market, whose price is
 * of today while the earlier belief has yesterday's in it.
 */
export function updateBelief() {
  return stage('update', (state) => {
    const { opinion, samples, articles, question } = state
    if (opinion === null || !question.earlier) return state
    const earlierWeight = articles.length > 0 ? 1 : 2
    const weights = [Math.max(1, samples.length), earlierWeight]
    return {
      ...state,
      opinion: weightedLogitMean([opinion, clampProbability(question.earlier.probability)], weights),
    }
  })
}

/** Blends the opinion with what the market's price is worth, in logits. */
export function blendMarket(blend: Blend | undefined) {
  return stage('blend', (state) => {
    const { opinion } = state
    if (opinion === null) return state
    const blended = blend ? fittedBlend(state, opinion, blend) : defaultBlend(state, opinion)
    requireShare('the blend', blended)
    return { ...state, blended }
  })
}

function defaultBlend({ market }: ForecastState, opinion: number): number {
  if (market === null) return opinion
  const share = MARKET_SHARE * market.weight
  return weightedLogitMean([opinion, market.worth], [1 - share, share])
}

/** Groups are models by name. What supervisor, recalibration and earlier belief changed moves every sample alike. */
function fittedBlend({ samples, market }: ForecastState, opinion: number, blend: Blend): number {
  const logits = samples.map(({ probability }) => logit(probability))
  const shift = logit(opinion) - logits.reduce((sum, value) => sum + value, 0) / logits.length
  const byModel: Record<string, number[]> = {}
  samples.forEach(({ model }, index) => {
    const moved = fromLogit((logits[index] as number) + shift)
    byModel[model] = [...(byModel[model] ?? []), moved]
  })
  // A price that is half believed is half the opinion again, as a missing one is all of it.
  const crowd = market && weightedLogitMean([market.worth, opinion], [market.weight, 1 - market.weight])
  return applyBlend({ samples: byModel, crowd }, blend)
}
