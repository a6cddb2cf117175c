import { IgError } from '@ig/errors'
import { createForecaster, type Forecaster, type ForecasterOptions } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'

/** The forecaster that the settings describe; `withModel` false leaves it market and prior. */
export function openForecaster(
  settings: Settings,
  { withModel, ...options }: { readonly withModel: boolean } & Partial<ForecasterOptions>,
): Forecaster {
  const model = settings['models.reason']
  const inputUsdPerMillion = settings['models.input_usd_per_million_tokens']
  const outputUsdPerMillion = settings['models.output_usd_per_million_tokens']
  const priced = inputUsdPerMillion !== null && outputUsdPerMillion !== null
  const forecaster = createForecaster({
    ...options,
    samples: settings['forecast.samples'],
    deadlineMs: settings['forecast.deadline_seconds'] * 1000,
    ...(priced && { prices: { [model]: { inputUsdPerMillion, outputUsdPerMillion } } }),
    ...(withModel && {
      model: {
        model,
        apiKey: settings['openai.api_key'] ?? undefined,
        baseUrl: settings['openai.base_url'] ?? undefined,
      },
    }),
  })
  return {
    invoke: (question, config) =>
      forecaster.invoke(question, config).catch((error: unknown) => {
        throw withPriceHint(error)
      }),
  }
}

/** Says in settings, not in code, how the price of a model is set. */
function withPriceHint(error: unknown): unknown {
  if (!IgError.isInstance(error) || error.code !== 'E_MODEL_PRICE') return error
  return new IgError({
    code: 'E_MODEL_PRICE',
    message: error.summary,
    values: error.values,
    hint: 'Set its price in US dollars: --models.input_usd_per_million_tokens 0.4 --models.output_usd_per_million_tokens 1.6 (0 and 0 for a model that costs nothing).',
    cause: error,
  })
}
