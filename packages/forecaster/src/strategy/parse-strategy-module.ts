import { IgError } from '@ig/errors'
import { asForecaster } from './as-forecaster.ts'
import type { Forecaster } from './forecaster.ts'
import type { ForecastStrategy } from './strategy.ts'

/**
 * Makes a forecaster of an imported module: its default export is a `ForecastStrategy`, or something that can be
 * invoked like one (`createForecaster(...)`, any LangChain runnable that answers with a `Forecast`).
 * Throws E_STRATEGY_MODULE, with what the module exports instead.
 *
 * @example
 * const forecaster = parseStrategyModule(await import(path), { name: path })
 */
export function parseStrategyModule(
  module: unknown,
  options: { readonly name: string; readonly nowMs?: () => number },
): Forecaster {
  const exported =
    typeof module === 'object' && module !== null ? (module as { default?: unknown }).default : undefined
  if (typeof exported === 'function') return asForecaster(exported as ForecastStrategy, options)
  if (isForecaster(exported)) return exported
  throw new IgError({
    code: 'E_STRATEGY_MODULE',
    message: 'The file has no default export that is a function.',
    values: {
      file: options.name,
      default: exported === null ? 'null' : typeof exported,
      exports: typeof module === 'object' && module !== null ? Object.keys(module) : [],
    },
    hint: 'Write: export default (question, context) => 0.7',
  })
}

function isForecaster(value: unknown): value is Forecaster {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { invoke?: unknown }).invoke === 'function'
  )
}
