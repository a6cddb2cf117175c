import type { Strategy } from '@ig/miner'
import type { Settings } from '../settings/settings-table.ts'
import { openForecaster, withPriceHint } from './open-forecaster.ts'

/** The forecaster with a model as the engine runs it: paid, and failing rather than falling back. */
export function modelStrategy(settings: Settings): Strategy {
  const forecaster = openForecaster(settings, { withModel: true, onModelFailure: 'throw' })
  return {
    name: 'llm',
    paid: true,
    async forecast(question, { asOf, earlier, market, signal, reserve }) {
      try {
        const forecast = await forecaster.invoke(
          { ...question, asOf, earlier, market },
          { signal, configurable: { reserve } },
        )
        return { ...forecast, samples: forecast.samples.map(({ probability }) => probability) }
      } catch (error) {
        throw withPriceHint(error)
      }
    },
  }
}
