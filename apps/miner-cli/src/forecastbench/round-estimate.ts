import { PRESETS, type PresetName, priceOf } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'
import { modelChoices } from '../strategy/model-choices.ts'

/** What a round is expected to cost. */
export interface RoundEstimate {
  readonly forecasts: number
  /** Planned calls of models; supervision, which is rare, is not among them. */
  readonly modelCalls: number
  /** Null for a model without a known price. */
  readonly expectedUsd: number | null
}

/** Of a call as they are seen in backtests: question, background and some articles in, a few reasons out. */
const INPUT_TOKENS_A_CALL = 2_000
const OUTPUT_TOKENS_A_CALL = 400
const ENOUGH_TO_MEASURE = 10

/** What so many forecasts with these settings are expected to cost, before any call is made. */
export function estimateRound(
  settings: Settings,
  forecasts: number,
  {
    usesModel,
    hasNews,
    made,
  }: {
    readonly usesModel: boolean
    readonly hasNews: boolean
    /** Forecasts of this round that there are already: where there are some, theirs is the measure. */
    readonly made: readonly { readonly costUsd: number; readonly llmCalls: number }[]
  },
): RoundEstimate {
  if (!usesModel) return { forecasts, modelCalls: 0, expectedUsd: 0 }
  if (made.length >= ENOUGH_TO_MEASURE) {
    const mean = (value: (one: (typeof made)[number]) => number) =>
      made.reduce((sum, one) => sum + value(one), 0) / made.length
    return {
      forecasts,
      modelCalls: Math.round(forecasts * mean(({ llmCalls }) => llmCalls)),
      expectedUsd: forecasts * mean(({ costUsd }) => costUsd),
    }
  }
  const modelCalls = forecasts * callsOf(settings, hasNews)
  const { model, prices } = modelChoices(settings)
  const name = model !== undefined && 'model' in model && typeof model.model === 'string' ? model.model : ''
  const price = priceOf(name, prices)
  if (price === null) return { forecasts, modelCalls, expectedUsd: null }
  const usdACall =
    (INPUT_TOKENS_A_CALL * price.inputUsdPerMillion + OUTPUT_TOKENS_A_CALL * price.outputUsdPerMillion) / 1e6
  return { forecasts, modelCalls, expectedUsd: modelCalls * usdACall }
}

function callsOf(settings: Settings, hasNews: boolean): number {
  const preset = PRESETS[settings['forecast.preset'] as PresetName]
  const { queries, rated, summarise, outsideView, samples } = preset
  const steps = hasNews ? [queries > 0, rated > 0, summarise, outsideView].filter(Boolean).length : 0
  const wanted = steps + (settings['forecast.samples'] ?? samples)
  return Math.min(wanted, settings['forecast.max_model_calls'] ?? preset.caps.maxModelCalls)
}
