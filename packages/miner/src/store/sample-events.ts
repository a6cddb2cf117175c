import type { MinerEvent, NewForecast, Sighting } from '../ports.ts'

/** Noon of the tests' day. */
export const NOW_MS = Date.UTC(2026, 10, 22, 12)
export const DAY_MS = 86_400_000
/** Unix seconds, a month later. */
export const CUTOFF = (NOW_MS + 30 * DAY_MS) / 1000

/** An event to test with; the key follows from `id`. */
export function sampleEvent(id: string, changes: Partial<MinerEvent> = {}): MinerEvent {
  return {
    key: `ifgames-${id}`,
    eventId: id,
    marketType: 'IFGAMES',
    description: `Will it rain in Lisbon on day ${id}?`,
    cutoffUnixSeconds: CUTOFF,
    metadata: { topic: 'weather' },
    ...changes,
  }
}

/** A first forecast to test with. */
export function samplePrior(): Omit<NewForecast, 'eventKey' | 'revision' | 'madeAtMs'> {
  return {
    probability: 0.4,
    basis: 'prior',
    confidence: 0.1,
    market: null,
    reasoning: 'Nothing is known yet.',
    samples: [],
    evidence: [],
    costUsd: 0,
  }
}

export function sampleForecast(eventKey: string, changes: Partial<NewForecast> = {}): NewForecast {
  return { ...samplePrior(), eventKey, revision: 1, madeAtMs: NOW_MS + 1, basis: 'model', ...changes }
}

/** A validator that may pay, at the tests' noon. */
export function sampleSighting(changes: Partial<Sighting> = {}): Sighting {
  return { callerSs58: '5Validator', nowMs: NOW_MS, mayPay: true, ...changes }
}
