import type { Strategy } from '@ig/miner'
import type { ChosenForecaster } from './chosen-forecaster.ts'

/** A forecaster as the engine runs it: the engine's price, earlier belief and ledger go along with the question. */
export function asStrategy({ name, paid, asksMarkets, forecaster }: ChosenForecaster): Strategy {
  return {
    name,
    paid,
    async forecast(question, { asOf, earlier, market, signal, reserve }) {
      const forecast = await forecaster.invoke(
        // What a market says by itself is more than its price: how far it is to be believed, and what it is worth.
        { ...question, asOf, earlier, ...(!asksMarkets && { market }) },
        { signal, configurable: { reserve } },
      )
      return { ...forecast, samples: forecast.samples.map(({ probability }) => probability) }
    },
  }
}
