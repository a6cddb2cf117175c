import { IgError } from '@ig/errors'
import type { MarketPort, MarketQuote } from '../ports.ts'
import type { DatedQuestion } from '../question.ts'
import { untilAborted } from '../until-aborted.ts'
import type { MarketView } from './forecast-state.ts'
import { stage } from './stage.ts'

/** What a price is worth as a probability. */
export type CalibrateMarket = (
  price: number,
  about: { readonly horizonDays: number | null; readonly venue: string | null },
) => number

const MARKET_TIMEOUT_MS = 5_000
const DAY_MS = 86_400_000

/** Adds the venue's price, where one is known. A venue that fails costs the price, not the forecast. */
export function askMarket(market: MarketPort | undefined, calibrate: CalibrateMarket | undefined) {
  return stage('market', async (state, run) => {
    const { question } = state
    if (question.market !== undefined) {
      return { ...state, market: readMarket(question.market, question, calibrate) }
    }
    if (market === undefined) return state
    const signal = AbortSignal.any([run.signal, AbortSignal.timeout(MARKET_TIMEOUT_MS)])
    let found: number | MarketQuote | null
    try {
      found = await untilAborted(market.price(question, { signal }), signal)
    } catch (cause) {
      throw marketError('The market could not be asked.', {}, cause)
    }
    return { ...state, market: readMarket(found, question, calibrate) }
  })
}

function readMarket(
  found: number | MarketQuote | null,
  question: DatedQuestion,
  calibrate: CalibrateMarket | undefined,
): MarketView | null {
  if (found === null) return null
  const { price, probability, weight = 1, venue = null, url = null } = asQuote(found, question)
  if (!isShare(price) || !isShare(weight)) {
    const values = { price: String(price), weight: String(weight) }
    throw marketError('The market gave a price that is no probability.', values)
  }
  const horizonDays = question.cutoff
    ? Math.max(0, (question.cutoff.getTime() - question.asOf.getTime()) / DAY_MS)
    : null
  const worth = calibrate?.(price, { horizonDays, venue }) ?? probability ?? price
  const alone = probability ?? null
  if (!isShare(worth) || !isShare(alone ?? worth)) {
    const values = { worth: String(worth), probability: String(probability) }
    throw marketError('The price is worth no probability.', values)
  }
  return { price, worth, alone, weight, venue, url }
}

function asQuote(found: number | MarketQuote, { marketType }: DatedQuestion): MarketQuote {
  return typeof found === 'number' ? { price: found, venue: marketType?.toLowerCase() ?? null } : found
}

function isShare(value: number): boolean {
  return value >= 0 && value <= 1
}

function marketError(message: string, values: Record<string, unknown>, cause?: unknown): IgError {
  return new IgError({ code: 'E_MARKET', message, values, cause, retryable: true })
}
