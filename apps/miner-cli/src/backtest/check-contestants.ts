import { chooseForecaster } from '../strategy/choose-forecaster.ts'
import { requirePrice } from '../strategy/require-price.ts'
import type { Contestant } from './contestants.ts'

/**
 * Finds what no forecaster of a list can be asked for before the first is paid: a file that is not there, a model
 * without a key or a price.
 *
 * @throws IgError what `chooseForecaster` and `requirePrice` throw
 */
export async function checkContestants(contestants: readonly Contestant[]): Promise<void> {
  for (const { settings } of contestants) {
    const chosen = await chooseForecaster(settings, { command: 'forecast', onWarning: () => {} })
    if (chosen?.usesModel) requirePrice(settings)
  }
}
