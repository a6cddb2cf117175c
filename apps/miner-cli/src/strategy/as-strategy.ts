import type { Strategy } from '@ig/miner'
import type { ChosenForecaster } from './chosen-forecaster.ts'

/** A forecaster as the engine runs it: the engine's price, earlier belief and ledger go along with the question. */
export function asStrategy({ name, paid, forecaster }: ChosenForecaster): Strategy {
  return {
    name,
    paid,
    async forecast(question, { asOf, earlier, market, signal, reserve }) {
      const forecast = await forecaster.invoke(
        { ...question, asOf, earlier, market },
        { signal, configurable: { reserve } },
      )
      return { ...forecast, samples: forecast.samples.map(({ probability }) => probability) }
    },
  }
}
