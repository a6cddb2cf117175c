// Keeps the forecaster its models busy? node --conditions=@ig/source bench/forecaster.ts
// 64 questions at 8 model calls in flight and 192 at 32, 200 ms a call, the standard preset with news; by the client of
// our own, then by ChatOpenAI. Bars: the mean number of calls in flight, from the first call's arrival to the last one's
// end, is at least 85 % of the limit at 8 and 75 % at 32. The model server counts, in a process of its own.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createForecaster, type NewsArticle } from '../packages/forecaster/src/index.ts'
import type { ScriptedRound } from './scripted-models.ts'

const CALL_MS = 200
const ROUNDS = [
  { questions: 64, inFlight: 8, bar: 0.85 },
  { questions: 192, inFlight: 32, bar: 0.75 },
]

const PROVIDERS = ['openai-compatible', 'openai'] as const

const server = fork(join(import.meta.dirname, 'scripted-models.ts'), [String(CALL_MS)], {
  execArgv: ['--conditions=@ig/source'],
})
const [{ baseUrl }] = (await once(server, 'message')) as [{ baseUrl: string }]

const asOf = new Date('2026-01-02T00:00:00Z')
const articles: readonly NewsArticle[] = Array.from({ length: 40 }, (_, index) => ({
  url: `https://paper${index}.example/story`,
  title: `Story ${index} of the rate that a committee may cut`,
  source: `Paper ${index}`,
  publishedAt: new Date(asOf.getTime() - (index + 1) * 3_600_000),
  provider: 'bench',
  text: `On day ${index} the committee met, and what it said about the rate was read in different ways. `.repeat(
    30,
  ),
}))

async function round(
  provider: (typeof PROVIDERS)[number],
  questions: number,
  inFlight: number,
): Promise<ScriptedRound & { readonly cpuMs: number }> {
  const forecaster = createForecaster({
    model: { provider, model: 'gpt-4.1-mini', baseUrl, apiKey: 'bench' },
    news: { search: async ({ queries }) => ({ articles, calls: queries.length, costUsd: 0 }) },
    maxCallsInFlight: inFlight,
  })
  const asked = Array.from({ length: questions }, (_, index) => ({
    question: `Will committee ${index} cut its rate before March?`,
    asOf,
  }))
  const before = process.cpuUsage()
  const forecasts = await forecaster.batch(asked, { maxConcurrency: inFlight })
  const { user, system } = process.cpuUsage(before)
  if (forecasts.some(({ basis }) => basis !== 'model')) throw new Error('A forecast has no sample.')
  server.send('end of round')
  const [seen] = (await once(server, 'message')) as [ScriptedRound]
  return { ...seen, cpuMs: (user + system) / 1000 / seen.calls }
}

let passed = true
for (const provider of PROVIDERS) {
  // The first calls are slower: the code is compiled while it runs.
  await round(provider, 16, 8)
  for (const { questions, inFlight, bar } of ROUNDS) {
    const { calls, wallMs, meanInFlight, mostInFlight, cpuMs } = await round(provider, questions, inFlight)
    const share = meanInFlight / inFlight
    passed &&= share >= bar && mostInFlight <= inFlight
    console.log(
      `${provider}: ${questions} questions, at most ${inFlight} calls in flight: ` +
        `${calls} calls in ${(wallMs / 1000).toFixed(2)} s, mean in flight ${meanInFlight.toFixed(2)} ` +
        `(${(share * 100).toFixed(1)} % of the limit, bar ${bar * 100} %), ` +
        `most ${mostInFlight}, ${cpuMs.toFixed(2)} ms of processor a call`,
    )
  }
}
server.kill()
process.exitCode = passed ? 0 : 1
