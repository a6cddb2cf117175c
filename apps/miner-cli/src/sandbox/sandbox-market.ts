import type { MarketPrice } from '@ig/miner'
import { marketPrice } from './simulation.ts'

/** The simulated market as the engine asks it. The simulation knows no price of anyone else's events. */
export function sandboxMarketPrice(seed: number): MarketPrice {
  return ({ eventId, marketType }, nowMs) =>
    marketType === 'SIMULATED' ? marketPrice(seed, eventId, nowMs) : null
}
