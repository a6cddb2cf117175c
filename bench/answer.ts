// How long the engine takes to answer known events: node --conditions=@ig/source bench/answer.ts
import { createMemoryStore, createMiner } from '../packages/miner/src/index.ts'

const NOW_MS = Date.UTC(2026, 0, 10, 4, 10)
// The first ones are slower: the engine is compiled while it runs.
const WARM_UP_EVENTS = 100_000

const store = createMemoryStore({ nowMs: () => NOW_MS })
const miner = createMiner({
  store,
  marketPrice: () => 0.42,
  clock: { nowMs: () => NOW_MS, monotonicMs: () => performance.now(), setTimer: () => () => {} },
})
const caller = { ss58: 'validator', mayPay: true }

for (const count of [1, 100, 300, 10_000]) {
  const text = JSON.stringify(
    Object.fromEntries(Array.from({ length: count }, (_, i) => [`ifgames-${i}`, wireEvent(i)])),
  )
  // As off the wire: new objects and strings every time.
  const ask = () => measure(JSON.parse(text))
  const isNew = await ask()
  for (let i = 0; i < Math.min(1_000, WARM_UP_EVENTS / count); i += 1) await ask()
  const runs: { wallMs: number; longestMs: number }[] = []
  for (let i = 0; i < (count > 1_000 ? 20 : 500); i += 1) runs.push(await ask())
  console.log(
    `${String(count).padStart(6)} events: new ${isNew.wallMs.toFixed(2)} ms,`,
    `known p50 ${quantile(runs, 0.5, 'wallMs')} ms, p99 ${quantile(runs, 0.99, 'wallMs')} ms,`,
    `longest block p50 ${quantile(runs, 0.5, 'longestMs')} ms, worst ${quantile(runs, 1, 'longestMs')} ms`,
  )
}
await miner.stop()
store.close()

/** The time of one answer, and the longest stretch in which nothing else could run. */
async function measure(events: Parameters<typeof miner.answer>[0]) {
  const startedAt = performance.now()
  let lastTurnAt = startedAt
  let longestMs = 0
  let ticking = setImmediate(turn)
  function turn() {
    const now = performance.now()
    longestMs = Math.max(longestMs, now - lastTurnAt)
    lastTurnAt = now
    ticking = setImmediate(turn)
  }
  await miner.answer(events, caller)
  const now = performance.now()
  clearImmediate(ticking)
  return { wallMs: now - startedAt, longestMs: Math.max(longestMs, now - lastTurnAt) }
}

function quantile<K extends string>(runs: readonly Record<K, number>[], share: number, field: K): string {
  const sorted = runs.map((run) => run[field]).sort((a, b) => a - b)
  return (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(3)
}

function wireEvent(i: number) {
  return {
    event_id: `${i}`,
    market_type: 'polymarket',
    description: `Will event ${i} happen? ${'It resolves YES if the named source says so by the end of the day. '.repeat(24)}`,
    cutoff: NOW_MS / 1000 + 10 * 86_400,
    metadata: { market_type: 'polymarket', topics: ['a', 'b'] },
    probability: null,
    reasoning: null,
    miner_answered: false,
  }
}
