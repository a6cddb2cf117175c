import { IgError } from '@ig/errors'
import { priceOf } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'
import { bareName, pricesOf } from './model-choices.ts'

/**
 * Refuses a model that reasons whose price is not known, before anything is asked: under a spend cap it would not be
 * called.
 *
 * @throws IgError E_MODEL_PRICE
 */
export function requirePrice(settings: Settings): void {
  const model = bareName(settings['models.reason'])
  if (priceOf(model, pricesOf(settings)) !== null) return
  throw new IgError({
    code: 'E_MODEL_PRICE',
    message: 'A spend cap is set and the price of the model is not known, so it is not called.',
    values: { model },
    hint: priceHint(model),
  })
}

/** Says in settings, not in code, how the price of a model is set. */
export function priceHint(model: string): string {
  return `Set its price in US dollars for a million tokens of input and output: --models.prices ${model}=0.4/1.6 (=0/0 for a model that costs nothing).`
}
