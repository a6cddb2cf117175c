import { IgError } from '@ig/errors'
import type { Strategy } from '@ig/miner'
import { seededRandom } from '@ig/scoring'
import { strategyOf } from '../field/field-strategies.ts'
import { worldKey } from '../validator/ask-events.ts'
import { gaussian, uniform } from '../world/simulated-draws.ts'
import { truthAt } from '../world/simulated-event.ts'
import { intervalsUntil, type SeasonPlan } from './plan-season.ts'

/** Strategies of the field that the engine can run: one that answers, and leaves reporting to a policy. */
export const RUNNABLE = ['market-copier', 'noisy-expert', 'stale', 'random'] as const

/** Apart from the numbers that the world itself is drawn by. */
const KIND = 51

/**
 * A strategy of the field as the engine runs it: asked once an interval, and answered for by the market's price until
 * its first forecast. The farther an expert is off about an event, the less confident it is.
 */
export function fieldAsStrategy(plan: SeasonPlan, name: (typeof RUNNABLE)[number]): Strategy {
  const byKey = new Map(plan.planned.map((event) => [worldKey(event), event]))
  const { predict } = strategyOf(name)
  return {
    name,
    paid: false,
    async forecast({ id }, { asOf, earlier, market }) {
      const event = byKey.get(id)
      if (event === undefined) throw unknownEvent(id)
      const { seed } = plan
      const { turn } = event.life
      const nowMs = asOf.getTime()
      const interval = intervalsUntil(event.opensAtMs, nowMs + 1) - 1
      const leaning = gaussian(seed, turn, KIND)
      const probability = predict({
        interval,
        intervals: event.grid.intervals,
        marketPrice: market,
        truth: truthAt(seed, event.life, nowMs),
        earlier: earlier?.probability ?? null,
        leaning,
        yesShare: 0.5,
        random: seededRandom(uniform(seed, turn, KIND, interval) * 2 ** 32),
      })
      return {
        probability: probability ?? 0.5,
        basis: 'model',
        confidence: Math.max(0, 1 - Math.abs(leaning) / 2),
        market,
        reasoning: `As a ${name} of the field would say.`,
        samples: [],
        evidence: [],
        usage: { costUsd: 0 },
      }
    },
  }
}

function unknownEvent(id: string): IgError {
  return new IgError({ code: 'E_FIELD', message: 'This event is of another season.', values: { id } })
}
