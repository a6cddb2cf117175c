import { type EventStore, type MinerEvent, openSqliteStore, type StoredForecast } from '@ig/miner'
import { seededRandom } from '@ig/scoring'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const AT_ONCE = 500
const MOST_DECIDED = 200
/** Who asks. */
export const SAMPLE_VALIDATORS = [
  '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY',
  '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty',
] as const

/** What strangers, venues, news and models would write to break a page. */
export const HOSTILE = `<script>broken=1</script><img src=x onerror="broken=2">'"&lt;\u202e{{7*7}}`

const TYPES = ['LLM', 'POLYMARKET', 'AZURO']

/**
 * Fills a store at a path by the engine's own means, up to `nowMs`: `count` events that were asked for a week ago, of
 * which every third has been decided (200 at most), with three forecasts and prices each, answers and money. Every text of every
 * seventh event is hostile, the first one's too.
 */
export function fillSampleStore(
  path: string,
  { count, nowMs }: { readonly count: number; readonly nowMs: number },
): void {
  let clockMs = nowMs - 7 * DAY_MS
  const store = openSqliteStore({
    path,
    nowMs: () => clockMs,
    every: () => () => {},
    quotaPerCallerAndDay: count,
  })
  try {
    const random = seededRandom(7)
    const events = Array.from({ length: count }, (_, index) => sampleEvent(index, clockMs))
    const truths = events.map(() => random())
    for (const some of slices(events)) {
      store.see(some, { callerSs58: SAMPLE_VALIDATORS[0], nowMs: clockMs, mayPay: true }, () => null)
    }
    for (let round = 0; round < 3; round += 1) {
      clockMs = nowMs - (6 - 2 * round) * DAY_MS - HOUR_MS
      const latest = slices(events).flatMap((some) =>
        store.appendForecasts(
          some.map(({ key }, index) => {
            const truth = truths[Number(key.slice(8))] ?? 0.5
            return {
              ...sampleForecast(key, round),
              madeAtMs: clockMs + index,
              probability: near(truth, random),
            }
          }),
        ),
      )
      for (const [index, { key }] of events.entries()) {
        const price = near(truths[index] ?? 0.5, random)
        const market = { venue: 'polymarket', marketId: `0x${index}`, probability: price, weight: 1 }
        store.recordPrice({ eventKey: key, atMs: clockMs, price, ...market })
      }
      answerAndPay(store, latest, clockMs)
      store.flush()
    }
    clockMs = nowMs
    // Each is synced to disk by itself.
    for (const [index, { key }] of events.slice(0, MOST_DECIDED * 3).entries()) {
      if (index % 3 === 0) {
        store.recordOutcome(
          key,
          random() < (truths[index] ?? 0.5) ? 1 : 0,
          nowMs - HOUR_MS - (index % 60) * HOUR_MS,
        )
      }
    }
  } finally {
    store.close()
  }
}

function sampleEvent(index: number, nowMs: number): MinerEvent {
  const isHostile = index % 7 === 0
  return {
    key: `ifgames-${index}`,
    eventId: String(index),
    marketType: index === 0 ? HOSTILE : (TYPES[index % TYPES.length] ?? 'LLM'),
    description: isHostile
      ? `${HOSTILE} ${index}`
      : `Will the bridge number ${index} open before the end of June?`,
    cutoffUnixSeconds: (nowMs + (index % 3 === 0 ? 5 : 30) * DAY_MS) / 1000,
    metadata: { topics: [isHostile ? HOSTILE : 'works'] },
  }
}

function sampleForecast(eventKey: string, round: number) {
  const text = Number(eventKey.slice(8)) % 7 === 0 ? HOSTILE : 'Works ahead of time'
  return {
    eventKey,
    revision: 1,
    basis: round === 0 ? ('market' as const) : ('model' as const),
    confidence: 0.5,
    market: 0.4,
    reasoning: `0.620 from 2 samples.\n\n[0.700] ${text}\n+ They are ahead of time [1].`,
    samples: [0.6, 0.7],
    evidence: [
      {
        url: 'https://news.example/1?a=1&b=2',
        title: text,
        source: text,
        publishedAt: '2026-01-01T00:00:00.000Z',
        provider: 'google',
        relevance: 5,
      },
      { url: `javascript:alert('${text}')`, title: 'A link that runs', source: '', publishedAt: text },
      text,
    ],
    costUsd: round === 0 ? 0 : 0.01,
  }
}

function answerAndPay(store: EventStore, latest: readonly StoredForecast[], nowMs: number): void {
  const items = latest.slice(0, 300).map(({ id, probability }) => ({ forecastId: id, sent: probability }))
  for (const callerSs58 of SAMPLE_VALIDATORS) {
    for (const minute of [0, 5])
      store.recordAnswer({ callerSs58, askedAtMs: nowMs + minute * 60_000, durationMs: 4, items })
  }
  const ledger = store.ledger({ capUsdPerDay: 2 })
  for (const { eventKey, revision } of latest.slice(0, 4)) {
    for (const purpose of ['reason: gpt-4.1', 'news:exa', HOSTILE]) {
      ledger.reserve({ usd: 0.01, purpose, eventKey, revision, nowMs }).settle(0.005)
    }
  }
}

function near(truth: number, random: () => number): number {
  return Math.min(0.97, Math.max(0.03, truth + (random() - 0.5) * 0.3))
}

function slices<T>(all: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(all.length / AT_ONCE) }, (_, index) =>
    all.slice(index * AT_ONCE, (index + 1) * AT_ONCE),
  )
}
