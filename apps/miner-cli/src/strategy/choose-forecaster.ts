import type { IgError as Warning } from '@ig/errors'
import { IgError } from '@ig/errors'
import { chainTarget } from '../settings/chain-target.ts'
import type { Settings } from '../settings/settings-table.ts'
import type { ChosenForecaster } from './chosen-forecaster.ts'
import { loadStrategyFile } from './load-strategy-file.ts'
import { hasModel } from './model-choices.ts'
import type { OpenForecasterOptions } from './open-forecaster.ts'

/** What it is chosen for, and what it is given: markets, news, a cache. */
export interface ForecasterPurpose
  extends Pick<OpenForecasterOptions, 'market' | 'news' | 'embed' | 'cache' | 'maxCallsInFlight'> {
  /** To run in a miner, or for forecasts by themselves. */
  readonly command: 'start' | 'forecast'
  /** Told what makes forecasts worse: a key refused, a service down. */
  readonly onWarning: (warning: Warning) => void
}

/**
 * The forecaster that the settings name; null where price and prior are enough. `auto` is free in the sandbox; a
 * chain's questions and a single forecast get a model as soon as one is configured.
 *
 * @throws IgError E_FORECASTER for a name that is none, E_MODEL_MISSING for `llm` without a key or address, and
 * what `loadStrategyFile` throws.
 */
export async function chooseForecaster(
  settings: Settings,
  { command, ...given }: ForecasterPurpose,
): Promise<ChosenForecaster | null> {
  const name = settings.forecaster
  const isFree = !hasModel(settings) || (command === 'start' && chainTarget(settings) === null)
  if (name === 'market' || (name === 'auto' && isFree)) return null
  if (name === 'auto' || name === 'llm') {
    if (!hasModel(settings)) throw noModel(settings['models.reason'])
    const { openForecaster } = await import('./open-forecaster.ts')
    // A miner holds an earlier number or the market's price, which are better than a fallback.
    const onModelFailure = command === 'start' ? 'throw' : 'fall-back'
    const forecaster = openForecaster(settings, { ...given, withModel: true, onModelFailure })
    const asksMarkets = given.market !== undefined
    return { name: 'llm', paid: true, usesModel: true, isOwnFile: false, asksMarkets, forecaster }
  }
  if (/[/\\]|\.[cm]?[jt]s$/.test(name)) return loadStrategyFile(name)
  throw new IgError({
    code: 'E_FORECASTER',
    message: 'There is no forecaster of this name.',
    values: { forecaster: name },
    hint: 'Use auto, market, llm or the path of a file, as in --forecaster ./my-strategy.ts.',
  })
}

function noModel(model: string): IgError {
  return new IgError({
    code: 'E_MODEL_MISSING',
    message: 'The forecaster `llm` needs a model, and none is configured.',
    hint: model.startsWith('anthropic:')
      ? 'Set ANTHROPIC_API_KEY.'
      : 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.',
  })
}
