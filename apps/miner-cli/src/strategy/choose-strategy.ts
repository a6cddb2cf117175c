import { IgError } from '@ig/errors'
import type { Strategy } from '@ig/miner'
import type { Settings } from '../settings/settings-table.ts'
import { hasModel } from './has-model.ts'
import { loadStrategyModule } from './strategy-module.ts'

/**
 * The strategy that the settings name; null where price and prior are enough. `auto` is free in the sandbox, and
 * a model for a single forecast as soon as one is configured.
 *
 * @throws IgError E_STRATEGY for a name that is none, E_MODEL_KEY for `llm` without a key or address.
 */
export async function chooseStrategy(
  settings: Settings,
  purpose: 'start' | 'forecast',
): Promise<Strategy | null> {
  const name = settings.forecaster
  if (name === 'market' || name === 'market-and-prior') return null
  if (name === 'auto' && (purpose === 'start' || !hasModel(settings))) return null
  if (name === 'auto' || name === 'llm') {
    if (!hasModel(settings)) {
      throw new IgError({
        code: 'E_MODEL_KEY',
        message: 'The forecaster `llm` needs a model, and none is configured.',
        hint: 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own.',
      })
    }
    const { modelStrategy } = await import('./model-strategy.ts')
    return modelStrategy(settings)
  }
  if (/[/\\]|\.[cm]?[jt]s$/.test(name)) return loadStrategyModule(name)
  throw new IgError({
    code: 'E_STRATEGY',
    message: 'There is no forecaster of this name.',
    values: { forecaster: name },
    hint: 'Use auto, market, llm or the path of a file, as in --forecaster ./my-strategy.ts.',
  })
}
