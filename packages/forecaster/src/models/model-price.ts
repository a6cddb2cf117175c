import { IgError } from '@ig/errors'

/** USD for a million tokens. A model that runs at home has 0 and 0. */
export interface ModelPrice {
  readonly inputUsdPerMillion: number
  readonly outputUsdPerMillion: number
}

/** Prices by model name, as the provider spells it. */
export type ModelPrices = Readonly<Record<string, ModelPrice>>

const usd = (inputUsdPerMillion: number, outputUsdPerMillion: number): ModelPrice => ({
  inputUsdPerMillion,
  outputUsdPerMillion,
})

/** OpenAI's list prices as of November 2026, for prompts up to 272,000 tokens, without discounts for cached input or batches. */
export const OPENAI_PRICES: ModelPrices = {
  'gpt-4.1': usd(2, 8),
  'gpt-4.1-mini': usd(0.4, 1.6),
  'gpt-4.1-nano': usd(0.1, 0.4),
  'gpt-4o': usd(2.5, 10),
  'gpt-4o-mini': usd(0.15, 0.6),
  'gpt-5': usd(1.25, 10),
  'gpt-5-mini': usd(0.25, 2),
  'gpt-5-nano': usd(0.05, 0.4),
  'gpt-5.1': usd(1.25, 10),
  'gpt-5.4': usd(2.5, 15),
  'gpt-5.4-mini': usd(0.75, 4.5),
  'gpt-5.5': usd(5, 30),
  'gpt-5.6-luna': usd(0.2, 1.2),
  'gpt-5.6-terra': usd(2, 12),
  'gpt-5.6-sol': usd(4, 20),
  'gpt-6-luna': usd(0.1, 0.5),
  'gpt-6-sol': usd(2, 10),
  'gpt-6-astra': usd(10, 50),
  o3: usd(2, 8),
  'o3-mini': usd(1.1, 4.4),
  'o4-mini': usd(1.1, 4.4),
}

/** Anthropic's list prices as of November 2026, without discounts for cached input or batches. */
export const ANTHROPIC_PRICES: ModelPrices = {
  'claude-opus-4-1': usd(15, 75),
  'claude-opus-4-5': usd(5, 25),
  'claude-opus-5': usd(5, 25),
  'claude-opus-5-5': usd(4, 20),
  'claude-fable-5-1': usd(10, 50),
  'claude-sonnet-4-5': usd(3, 15),
  'claude-sonnet-5': usd(2, 10),
  'claude-sonnet-5-5': usd(2, 10),
  'claude-haiku-4-5': usd(1, 5),
}

/** The built-in tables together. Yours go before these. */
export const MODEL_PRICES: ModelPrices = { ...OPENAI_PRICES, ...ANTHROPIC_PRICES }

/** OpenAI's `-2025-04-14`, Anthropic's `-20250929`. */
const DATED = /-(\d{4}-\d{2}-\d{2}|20\d{6})$/

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
