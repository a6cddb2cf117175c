import type { EventPrediction } from '@ig/protocol'
import type { StoredForecast } from '../ports.ts'
import { isProbability } from '../probability.ts'
import { reasoningOf } from './reasoning.ts'

/** What becomes of one event: the forecast behind it, what is sent, and why nothing is. */
export interface Verdict {
  readonly forecast: StoredForecast | null
  readonly sent: number | null
  readonly silence: string
}

/** What an event is answered with; anything but a probability, NaN and Infinity included, is no answer. */
export function verdictOf(forecast: StoredForecast, report: number | null): Verdict {
  return {
    forecast,
    sent: isProbability(report) ? report : null,
    silence: 'The report policy gives no answer to this event.',
  }
}

/** No answer, with the reason in a sentence. */
export function silent(silence: string): Verdict {
  return { forecast: null, sent: null, silence }
}

/**
 * A copy of the validator's event with probability, reasoning and miner_answered replaced and all else, unknown
 * fields and their order included, as it came. Events of June 2024 know only the probability and keep their shape.
 */
export function fillAnswer(wire: EventPrediction, verdict: Verdict, maxReasoning: number): EventPrediction {
  const { forecast, sent, silence } = verdict
  if (isSeedShape(wire)) return { ...wire, probability: sent }
  const reasoning = forecast === null || sent === null ? silence : reasoningOf(forecast, maxReasoning)
  return { ...wire, probability: sent, reasoning, miner_answered: sent !== null }
}

function isSeedShape(wire: EventPrediction): boolean {
  const hasSeedField = Object.hasOwn(wire, 'starts') || Object.hasOwn(wire, 'resolve_date')
  return hasSeedField && !Object.hasOwn(wire, 'reasoning') && !Object.hasOwn(wire, 'miner_answered')
}
