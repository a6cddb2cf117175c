import { IgError } from '@ig/errors'

/** USD for a million tokens. A model that runs at home has 0 and 0. */
export interface ModelPrice {
  readonly inputUsdPerMillion: number
  readonly outputUsdPerMillion: number
}

/** Prices by model name, as the provider spells it. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>

/** OpenAI's list prices as of June 2026, without discounts for cached input or batches. Yours go before these. */
export const MODEL_PRICES: ModelPrices = {
  'gpt-4.1': { inputUsdPerMillion: 2, outputUsdPerMillion: 8 },
  'gpt-4.1-mini': { inputUsdPerMillion: 0.4, outputUsdPerMillion: 1.6 },
  'gpt-4.1-nano': { inputUsdPerMillion: 0.1, outputUsdPerMillion: 0.4 },
  'gpt-4o': { inputUsdPerMillion: 2.5, outputUsdPerMillion: 10 },
  'gpt-4o-mini': { inputUsdPerMillion: 0.15, outputUsdPerMillion: 0.6 },
  'gpt-5': { inputUsdPerMillion: 1.25, outputUsdPerMillion: 10 },
  'gpt-5-mini': { inputUsdPerMillion: 0.25, outputUsdPerMillion: 2 },
  'gpt-5-nano': { inputUsdPerMillion: 0.05, outputUsdPerMillion: 0.4 },
  'gpt-5.1': { inputUsdPerMillion: 1.25, outputUsdPerMillion: 10 },
  'gpt-5.4': { inputUsdPerMillion: 2.5, outputUsdPerMillion: 15 },
  o3: { inputUsdPerMillion: 2, outputUsdPerMillion: 8 },
  'o3-mini': { inputUsdPerMillion: 1.1, outputUsdPerMillion: 4.4 },
  'o4-mini': { inputUsdPerMillion: 1.1, outputUsdPerMillion: 4.4 },
}

const DATED = /-\d{4}-\d{2}-\d{2}$/

/** The price of a model: the given table before the built-in one, a dated name (`gpt-4.1-2025-04-14`) like its family; null where none is known. */
export function priceOf(model: string, prices: ModelPrices = {}): ModelPrice | null {
  for (const name of [model, model.replace(DATED, '')]) {
    for (const table of [prices, MODEL_PRICES]) {
      if (Object.hasOwn(table, name)) return table[name] ?? null
    }
  }
  return null
}

/** What a call costs, in USD. */
export function costUsd(price: ModelPrice, inputTokens: number, outputTokens: number): number {
  return (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1_000_000
}

/** The refusal to call a model of unknown price under a cap, with the line that sets it. */
export function unknownPrice(model: string): IgError {
  return new IgError({
    code: 'E_MODEL_PRICE',
    message: 'A spend cap is set and the price of the model is not known, so it is not called.',
    values: { model },
    hint: `Set its price: prices: { ${JSON.stringify(model)}: { inputUsdPerMillion: 0.4, outputUsdPerMillion: 1.6 } } (0 and 0 for a model that costs nothing).`,
  })
}
