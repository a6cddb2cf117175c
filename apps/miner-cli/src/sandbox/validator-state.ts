import { z } from 'zod'

/** Sum and number of the probabilities that fell into one interval. */
const intervalSum = z.object({ sum: z.number(), count: z.int() })

/** An event that the local validator has asked about and that has not been scored yet; times are Unix milliseconds. */
const askedEvent = z.object({
  eventId: z.string(),
  description: z.string(),
  firstAskedMs: z.number(),
  cutoffMs: z.number(),
  resolvesAtMs: z.number(),
  /** What was answered in each of the equal intervals from the first question to the cutoff. */
  miner: z.array(intervalSum).readonly(),
  /** The market's price at the same moments. */
  market: z.array(intervalSum).readonly(),
})

/** Sums over the events that have resolved. */
const scoreSums = z.object({ miner: z.number(), market: z.number(), half: z.number() })

/** What the local validator remembers across restarts. */
export const validatorState = z.object({
  schemaVersion: z.literal(1),
  seed: z.int(),
  polls: z.int(),
  answers: z.int(),
  asked: z.array(askedEvent),
  resolved: z.int(),
  brier: scoreSums,
  peer: scoreSums,
})

export type AskedEvent = z.output<typeof askedEvent>
export type ScoreSums = z.output<typeof scoreSums>
export type ValidatorState = z.output<typeof validatorState>

/** The state of a validator that has not asked anything yet. */
export function emptyState(seed: number): ValidatorState {
  const none = { miner: 0, market: 0, half: 0 }
  return { schemaVersion: 1, seed, polls: 0, answers: 0, asked: [], resolved: 0, brier: none, peer: none }
}
