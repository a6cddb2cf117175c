import { z } from 'zod'
import { amount, price } from './venues/venue-fields.ts'

const polymarketTokens = z.looseObject({ tokens: z.array(z.looseObject({ price })).min(1) })
const azuroOutcome = z.looseObject({ outcome: z.looseObject({ currentOdds: amount }) })

/**
 * What the Python miner of June 2024 answered for a Polymarket event: the price of the first token, whatever its
 * name. From the CLOB's `/markets/{condition_id}`; null where there is none. For comparison only: where "No" stands
 * first it is upside down. Source: infinite_games c43deb7.
 */
export function seedPolymarketPrice(clobMarket: unknown): number | null {
  return polymarketTokens.safeParse(clobMarket).data?.tokens[0]?.price ?? null
}

/**
 * What it answered for an Azuro event: one over the odds, with the bookmaker's margin in it. From the subgraph's
 * `outcome(id)`. Source: infinite_games c43deb7.
 */
export function seedAzuroPrice(answer: unknown): number | null {
  const odds = azuroOutcome.safeParse(answer).data?.outcome.currentOdds
  return odds ? 1 / odds : null
}
