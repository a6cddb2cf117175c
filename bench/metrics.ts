import { createMinerMetrics } from '../apps/miner-cli/src/metrics/create-miner-metrics.ts'
import { createHappenings } from '../apps/miner-cli/src/miner/happenings.ts'
import { statusForTest } from '../apps/miner-cli/src/testing/status-for-test.ts'
import type { AxonEvent } from '../packages/axon/src/index.ts'

// What counting a request costs on its way, in µs, and what it takes to give all metrics to Prometheus, in ms: medians
// of rounds, with 64 validators and a stranger asking in turns.
// Run: pnpm exec node --conditions=@ig/source bench/metrics.ts

const ROUNDS = 15
const REQUESTS = 100_000

const happenings = createHappenings()
const metrics = createMinerMetrics({ happenings, view: { status: () => statusForTest({ chain: 'finney' }) } })
const answered = Array.from({ length: 64 }, (_, index) => request(`5Validator${index}`, 200, 'Success'))
const refused = [
  request(null, 401, 'Not Verified with error: Signature mismatch'),
  request(null, 401, 'Not Verified with error: Nonce is too old: request was 17.3 seconds old'),
]

console.table([
  { what: 'a request that is answered, µs', median: requestUs(answered) },
  { what: 'a request that does not verify, µs', median: requestUs(refused) },
  { what: 'all metrics as text, ms', median: await textMs() },
  { what: 'their size, KB', median: (await metrics.text()).length / 1024 },
])
metrics.stop()

function requestUs(events: readonly AxonEvent[]): number {
  return median(
    Array.from({ length: ROUNDS }, () => {
      const startedMs = performance.now()
      for (let index = 0; index < REQUESTS; index++)
        happenings.request.tell(events[index % events.length] as AxonEvent)
      return ((performance.now() - startedMs) * 1000) / REQUESTS
    }),
  )
}

async function textMs(): Promise<number> {
  const took: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const startedMs = performance.now()
    await metrics.text()
    took.push(performance.now() - startedMs)
  }
  return median(took)
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] as number
}

function request(ss58: string | null, status: number, message: string): AxonEvent {
  return {
    type: status === 200 ? 'answered' : 'refused',
    status,
    synapse: 'EventPredictionSynapse',
    caller: ss58 === null ? null : ({ ss58 } as NonNullable<AxonEvent['caller']>),
    ip: '203.0.113.7',
    durationMs: 2.5,
    message,
  }
}
