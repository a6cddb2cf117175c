import { IgError } from '@ig/errors'
import type { MarketPort } from '../ports.ts'
import { untilAborted } from '../until-aborted.ts'
import { type ForecastState, stage } from './forecast-state.ts'

const MARKET_TIMEOUT_MS = 5_000

/** Adds the venue's price, where one is known. A venue that fails costs the price, not the forecast. */
export function askMarket(market: MarketPort | undefined) {
  return stage('market', async (state, run): Promise<ForecastState> => {
    const { question } = state
    if (question.market !== undefined) return { ...state, market: question.market }
    if (market === undefined) return state
    try {
      const signal = AbortSignal.any([run.signal, AbortSignal.timeout(MARKET_TIMEOUT_MS)])
      const price = await untilAborted(market.price(question, { signal }), signal)
      if (price === null || (price >= 0 && price <= 1)) return { ...state, market: price }
      run.warn(marketError('The market gave a price that is no probability.', { price: String(price) }))
    } catch (cause) {
      run.warn(marketError('The market could not be asked.', {}, cause))
    }
    return state
  })
}

function marketError(message: string, values: Record<string, unknown>, cause?: unknown): IgError {
  return new IgError({ code: 'E_MARKET', message, values, cause, retryable: true })
}
