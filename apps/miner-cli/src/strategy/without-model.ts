import type { Settings } from '../settings/settings-table.ts'
import type { ChosenForecaster } from './chosen-forecaster.ts'
import { type OpenForecasterOptions, openForecaster } from './open-forecaster.ts'

/** What forecasts where no model does: the market's price, else the prior. News would change nothing. */
export function forecasterWithoutModel(
  settings: Settings,
  { market, onWarning }: Pick<OpenForecasterOptions, 'market' | 'onWarning'>,
): ChosenForecaster {
  return {
    name: 'market',
    paid: false,
    usesModel: false,
    isOwnFile: false,
    asksMarkets: market !== undefined,
    forecaster: openForecaster(settings, { withModel: false, market, onWarning }),
  }
}
