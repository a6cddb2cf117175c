import type { SimulatedEvent } from '../world/simulated-event.ts'
import { questionText } from '../world/simulated-questions.ts'

/** An event to be asked about; nobody waits for it to resolve. */
export type LoadEvent = Pick<SimulatedEvent, 'eventId' | 'marketType' | 'description' | 'cutoffMs'>

const LANE = 2_000
const OPEN_MS = 7 * 24 * 3_600_000

/** So many different open events, the same for the same moment. */
export function loadEvents(count: number, nowMs: number): LoadEvent[] {
  const cutoffMs = Math.floor((nowMs + OPEN_MS) / 1000) * 1000
  return Array.from({ length: count }, (_, turn) => ({
    eventId: `load-${turn}`,
    marketType: 'simulated',
    description: questionText(0, { lane: LANE, turn }, cutoffMs),
    cutoffMs,
  }))
}
