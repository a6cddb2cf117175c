import type { Strategy } from '@ig/miner'
import type { ForecastHappening } from '../miner/happenings.ts'
import type { ChosenForecaster } from './chosen-forecaster.ts'

/** Who is told how forecasts go on; it must be quick and throw nothing. */
export interface ForecastListener {
  readonly tell?: (happening: ForecastHappening) => void
  readonly nowMs?: () => number
}

/** A forecaster as the engine runs it: the engine's price, earlier belief and ledger go along with the question. */
export function asStrategy(
  { name, paid, asksMarkets, forecaster }: ChosenForecaster,
  { tell = () => {}, nowMs = Date.now }: ForecastListener = {},
): Strategy {
  let runs = 0
  return {
    name,
    paid,
    async forecast(question, { asOf, earlier, market, signal, reserve }) {
      const run = ++runs
      const of = () => ({ run, eventKey: question.id, atMs: nowMs() })
      tell({ ...of(), kind: 'begun', strategy: name, question: question.question })
      try {
        const forecast = await forecaster.invoke(
          // What a market says by itself is more than its price: how far it is to be believed, and what it is worth.
          { ...question, asOf, earlier, ...(!asksMarkets && { market }) },
          { signal, configurable: { reserve, onStage: (stage) => tell({ ...of(), kind: 'stage', stage }) } },
        )
        tell({ ...of(), kind: 'made', forecast })
        return { ...forecast, samples: forecast.samples.map(({ probability }) => probability) }
      } catch (error) {
        tell({ ...of(), kind: 'failed', error })
        throw error
      }
    },
  }
}
