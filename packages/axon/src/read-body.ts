import type { AxonRequest } from './axon-request.ts'
import type { BodyBudget } from './body-budget.ts'
import { createBodyCollector } from './body-collector.ts'
import { tooLarge } from './gate.ts'
import { type Refusal, refuse, refuseUntil } from './refusal.ts'

/** A body in memory, counted until it is released. */
export interface HeldBody {
  readonly bytes: Uint8Array
  release(): void
}

/** Reads a body up to the limit, as long as there is room for it. */
export async function readBody(
  request: AxonRequest,
  limitBytes: number,
  budget: BodyBudget,
): Promise<HeldBody | Refusal> {
  const collector = createBodyCollector(limitBytes, budget)
  const outcome = await request.readBody(collector)
  if (outcome === 'too-large') return tooLarge(limitBytes)
  if (outcome === 'no-room') return refuseUntil(429, 'Too many bodies are being read', 1)
  if (outcome === 'aborted') return refuse(400, 'The client went away before the end of its body')
  return { bytes: outcome, release: () => collector.release() }
}
