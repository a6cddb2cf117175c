import { type MinerEvent, type NewForecast, openSqliteStore } from '@ig/miner'

/** Texts that would be markup, were they not taken for text. */
export const MARKUP = '<script>window.broken = 1</script><img src=x onerror="window.broken = 1">'

const DAY_MS = 86_400_000
const BATCH = 1_000

/**
 * Writes a store such as a busy miner has after some weeks: events with titles that try to be markup, forecasts with
 * evidence, prices, outcomes, answers and money, all as of `nowMs`.
 */
export function fillStore(
  path: string,
  { events, nowMs }: { readonly events: number; readonly nowMs: number },
): void {
  let clockMs = nowMs - 20 * DAY_MS
  const store = openSqliteStore({
    path,
    nowMs: () => clockMs,
    log: () => {},
  })
  const caller = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'
  const all = Array.from({ length: events }, (_, index) => eventOf(index, nowMs))
  for (let from = 0; from < events; from += BATCH) {
    const batch = all.slice(from, from + BATCH)
    store.see(batch, { callerSs58: caller, nowMs: clockMs, mayPay: true }, () => forecastOf(0))
    clockMs += DAY_MS / 24
    store.appendForecasts(
      batch.map(({ key }, index) => ({
        ...forecastOf(index + 1),
        eventKey: key,
        revision: 1,
        madeAtMs: clockMs,
      })),
    )
  }
  for (const [index, { key, cutoffUnixSeconds }] of all.entries()) {
    const endedMs = (cutoffUnixSeconds ?? 0) * 1000
    if (index % 10 < 2)
      store.recordPrice({
        eventKey: key,
        atMs: clockMs,
        venue: 'polymarket',
        marketId: `${index}`,
        price: 0.3 + (index % 40) / 100,
        probability: 0.3 + (index % 40) / 100,
        weight: 0.8,
      })
    // Each outcome is on disk before the next.
    if (endedMs < nowMs && index % 250 === 1) store.recordOutcome(key, index % 3 === 0 ? 1 : 0, endedMs)
  }
  const ledger = store.ledger({ capUsdPerDay: 100 })
  for (let day = 10; day >= 0; day--) {
    clockMs = nowMs - day * DAY_MS
    for (const purpose of ['reason: gpt-5-mini', 'news:exa', `odd: ${MARKUP}`])
      ledger
        .reserve({ usd: 0.1, purpose, eventKey: all[day]?.key ?? null, revision: 1, nowMs: clockMs })
        .settle(0.04)
    const ids = store.forecastHistory(all[day]?.key ?? '').map(({ id }) => ({ forecastId: id, sent: 0.42 }))
    store.recordAnswer({ callerSs58: caller, askedAtMs: clockMs, durationMs: 4, items: ids })
  }
  store.flush()
  store.close()
}

function eventOf(index: number, nowMs: number): MinerEvent {
  const hours = index % 2 === 0 ? 24 * 7 : -24 * 3
  return {
    key: `ifgames-${index}`,
    eventId: `${index}`,
    marketType: ['IFGAMES', 'POLYMARKET', MARKUP.toUpperCase()][index % 3] ?? '',
    description: `Will ${MARKUP} happen on day ${index}? ${'It resolves by what the league office says. '.repeat(3)}`,
    cutoffUnixSeconds: (nowMs + hours * 3_600_000) / 1000,
    metadata: { topic: MARKUP },
  }
}

function forecastOf(index: number): Omit<NewForecast, 'eventKey' | 'revision' | 'madeAtMs'> {
  return {
    probability: 0.05 + (index % 90) / 100,
    basis: index % 3 === 0 ? 'market' : 'model',
    confidence: 0.6,
    market: index % 2 === 0 ? 0.4 : null,
    reasoning: `${MARKUP} The league office has said so.\nA second paragraph.`,
    samples: [0.4, 0.5],
    evidence: [
      {
        url: 'https://news.example/a',
        title: MARKUP,
        source: 'news.example',
        publishedAt: '2026-01-01T00:00:00Z',
        provider: 'exa',
        relevance: 0.9,
      },
      {
        url: 'javascript:window.broken=1',
        title: 'A link that is none',
        source: null,
        publishedAt: null,
        provider: 'exa',
        relevance: null,
      },
    ],
    costUsd: 0.002,
  }
}
