import { IgError } from '@ig/errors'
import { createForecaster, type Forecaster, type ForecasterOptions } from '@ig/forecaster'
import { calibratePrice } from '@ig/markets'
import { parametersInUse } from '../fit/fit-in-use.ts'
import type { Settings } from '../settings/settings-table.ts'
import { modelChoices } from './model-choices.ts'
import { priceHint } from './require-price.ts'

/** What a forecaster is opened with beside the settings. */
export interface OpenForecasterOptions
  extends Pick<
    ForecasterOptions,
    'market' | 'news' | 'embed' | 'cache' | 'onModelFailure' | 'onWarning' | 'maxCallsInFlight'
  > {
  readonly withModel: boolean
}

/** The forecaster that the settings describe; `withModel` false leaves it market and prior. */
export function openForecaster(
  settings: Settings,
  { withModel, ...options }: OpenForecasterOptions,
): Forecaster {
  const { prices, blend, recalibration } = parametersInUse(settings)
  const forecaster = createForecaster({
    ...options,
    preset: settings['forecast.preset'],
    samples: settings['forecast.samples'] ?? undefined,
    caps: capsOf(settings),
    deadlineMs: settings['forecast.deadline_seconds'] * 1000,
    calibrateMarket: (price, about) => calibratePrice({ price, ...about }, prices),
    blend,
    recalibration,
    ...(withModel && modelChoices(settings)),
  })
  return {
    invoke: (question, config) =>
      forecaster.invoke(question, config).catch((error: unknown) => {
        throw withPriceHint(error)
      }),
  }
}

/** The caps in the place of the preset's. */
function capsOf(settings: Settings): NonNullable<ForecasterOptions['caps']> {
  const given = {
    maxModelCalls: settings['forecast.max_model_calls'],
    maxInputTokens: settings['forecast.max_input_tokens'],
    maxOutputTokensPerCall: settings['forecast.max_output_tokens'],
  }
  return Object.fromEntries(Object.entries(given).filter(([, cap]) => cap !== null))
}

/** Says in settings, not in code, how the price of a model is set. */
function withPriceHint(error: unknown): unknown {
  if (!IgError.isInstance(error) || error.code !== 'E_MODEL_PRICE') return error
  return new IgError({
    code: 'E_MODEL_PRICE',
    message: error.summary,
    values: error.values,
    hint: priceHint(String(error.values.model)),
    cause: error,
  })
}
