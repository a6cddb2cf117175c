import type { EventPrediction } from '@ig/protocol'
import { createMiner, type MinerOptions } from '../create-miner.ts'
import { createManualClock } from '../manual-clock.ts'
import type { ForecastContext, ForecastQuestion, ForecastResult, Strategy } from '../ports.ts'
import { createMemoryStore } from '../store/memory-store.ts'

/** Ten past the start of a 4-hour interval. */
export const START_MS = Date.UTC(2026, 0, 10, 4, 10)
export const HOUR_MS = 3_600_000
export const MINUTE_MS = 60_000
export const VALIDATOR = { ss58: 'validator', mayPay: true }
export const STRANGER = { ss58: 'stranger', mayPay: false }

/** An event of the last axon era as a validator sends it, open for ten days. */
export function wireEvent(id: string, values: Partial<EventPrediction> = {}): EventPrediction {
  return {
    event_id: id,
    market_type: 'llm',
    description: `Will ${id} happen?`,
    cutoff: START_MS / 1000 + 10 * 86_400,
    metadata: { topics: ['a'] },
    probability: null,
    reasoning: null,
    miner_answered: false,
    ...values,
  }
}

/** A query of those events, by key. */
export function query(...events: EventPrediction[]): Record<string, EventPrediction> {
  return Object.fromEntries(events.map((event) => [`ifgames-${event.event_id}`, event]))
}

export const RESULT: ForecastResult = {
  probability: 0.8,
  basis: 'model',
  confidence: 0.9,
  market: null,
  reasoning: 'It usually does.',
  samples: [0.79, 0.81],
  evidence: [],
  usage: { costUsd: 0.01 },
}

export interface Call {
  readonly question: ForecastQuestion
  readonly context: ForecastContext
}

/** A strategy that keeps what it was asked. */
export function recordingStrategy(
  answer: (call: Call, index: number) => ForecastResult | Promise<ForecastResult>,
  { paid = true } = {},
): Strategy & { readonly calls: Call[] } {
  const calls: Call[] = []
  return {
    name: 'test',
    paid,
    calls,
    async forecast(question, context) {
      calls.push({ question, context })
      return answer({ question, context }, calls.length - 1)
    },
  }
}

/** A forecast that ends when the test says so. */
export const openForecast = () => Promise.withResolvers<ForecastResult>()

/** A paid strategy that reserves a cent for each forecast, and spends it. */
export function payingStrategy(usd = 0.01) {
  return recordingStrategy(({ context }) => {
    context.reserve(usd, 'test').settle(usd)
    return { ...RESULT, usage: { costUsd: usd } }
  })
}

/** A miner over a memory store and a clock that stands still, with all that it logs. */
export function createTestMiner({
  capUsdPerDay = 2,
  ...options
}: Partial<MinerOptions> & { readonly capUsdPerDay?: number } = {}) {
  const clock = createManualClock(START_MS)
  const store = createMemoryStore({ nowMs: clock.nowMs })
  const ledger = store.ledger({ capUsdPerDay })
  const logged: { level: string; message: string; values: Readonly<Record<string, unknown>> | undefined }[] =
    []
  const miner = createMiner({
    store,
    ledger,
    clock,
    random: () => 0.5,
    log: (level, message, values) => logged.push({ level, message, values }),
    ...options,
  })
  return { miner, clock, store, ledger, logged }
}
