import { IgError } from '@ig/errors'
import { askForASign } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'
import { bareName, hasModel, modelOf, modelProvider, pricesOf } from '../strategy/model-choices.ts'
import { priceHint } from '../strategy/require-price.ts'
import { type CheckResult, fail, ok, skip } from './check-result.ts'
import { failedCheck } from './failed-check.ts'
import type { ServiceCheckOptions } from './service-check.ts'

/**
 * Asks a model for one token, as forecasts would ask it; costs a thousandth of a cent or so.
 *
 * @param name as settings spell it; `models.reason` unless given
 */
export async function checkModel(
  settings: Settings,
  {
    name = settings['models.reason'],
    signal,
    reserve,
    fetch,
    nowMs,
  }: ServiceCheckOptions & { readonly name?: string },
): Promise<CheckResult> {
  const row = `model ${name}`
  if (!hasModel(settings)) {
    return skip(
      row,
      'no key and no address: the market and priors answer',
      'Set OPENAI_API_KEY, or OPENAI_BASE_URL.',
    )
  }
  const provider = modelProvider(bareName(name), settings)
  try {
    const { tookMs, costUsd } = await askForASign(
      { ...modelOf(name, settings), ...(fetch && { fetch }) },
      { prices: pricesOf(settings), reserve, signal, ...(nowMs && { nowMs }) },
    )
    const cost = costUsd === null ? 'its price is not known' : `${costUsd.toFixed(6)} USD`
    const seen = `${provider} answered in ${(tookMs / 1_000).toFixed(1)} s, ${cost}`
    return costUsd === null ? fail(row, seen, priceHint(bareName(name))) : ok(row, seen)
  } catch (error) {
    signal.throwIfAborted()
    const failed = failedCheck(row, error)
    const mend = IgError.isInstance(error) ? mendOf(error, bareName(name), provider) : null
    return mend === null ? failed : { ...failed, mend }
  }
}

/** What the library says in terms of its own, said in settings; null where its hint does. */
function mendOf({ code }: IgError, model: string, provider: string): string | null {
  if (code === 'E_MODEL_PRICE') return priceHint(model)
  if (code !== 'E_MODEL_DOWN') return null
  return `Look whether this machine reaches ${provider} (openai.base_url, anthropic.base_url), and try again in a minute.`
}
