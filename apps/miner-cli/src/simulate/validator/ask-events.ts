import type { Dendrite, DendriteTarget, QueryOptions } from '@ig/axon'
import { type EventPrediction, EventPredictionSynapse, eventKey, numberOf } from '@ig/protocol'
import type { SimulatedEvent } from '../world/simulated-event.ts'

/** What came of asking an axon about events. */
export interface AskedEvents {
  /** For each event, in the order asked: what was answered, or null where it was nothing usable. */
  readonly probabilities: readonly (number | null)[]
  readonly statusCode: number | null
  readonly statusMessage: string | null
  readonly durationMs: number
}

/** What an event is asked as. */
type Askable = Pick<SimulatedEvent, 'eventId' | 'marketType' | 'description' | 'cutoffMs'>

/** Asks about simulated events exactly as a validator on a chain would: one signed request over HTTP. */
export async function askEvents(
  dendrite: Dendrite,
  target: DendriteTarget,
  events: readonly Askable[],
  options: QueryOptions,
): Promise<AskedEvents> {
  const startedAt = performance.now()
  const [reply] = await dendrite.query([target], EventPredictionSynapse, eventQuery(events), options)
  const answers = reply?.isSuccess ? reply.fields.events : {}
  return {
    probabilities: events.map((event) => {
      const key = worldKey(event)
      return usable(numberOf(Object.hasOwn(answers, key) ? answers[key]?.probability : undefined))
    }),
    statusCode: reply?.statusCode ?? null,
    statusMessage: reply?.statusMessage ?? null,
    durationMs: performance.now() - startedAt,
  }
}

/** The fields of a query about these events. */
export function eventQuery(events: readonly Askable[]): { events: Record<string, EventPrediction> } {
  return { events: Object.fromEntries(events.map((event) => [worldKey(event), asAsked(event)])) }
}

/** The key of a simulated event in queries and in the engine. */
export function worldKey({ eventId, marketType }: Pick<SimulatedEvent, 'eventId' | 'marketType'>): string {
  return eventKey({ marketType, eventId })
}

/** The metadata names no price: a miner that wants one has to know its market. */
function asAsked(event: Askable): EventPrediction {
  return {
    event_id: event.eventId,
    market_type: event.marketType,
    probability: null,
    reasoning: null,
    miner_answered: false,
    description: event.description,
    cutoff: Math.floor(event.cutoffMs / 1000),
    metadata: { market_type: 'simulated', sandbox: true },
  }
}

function usable(probability: number | undefined): number | null {
  return probability !== undefined && probability >= 0 && probability <= 1 ? probability : null
}
