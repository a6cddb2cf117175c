import { IgError } from '@ig/errors'
import { createForecaster } from '@ig/forecaster'
import { expect, test, vi } from 'vitest'
import { createHappenings } from '../miner/happenings.ts'
import { resolveSettings } from '../settings/resolve-settings.ts'
import { asStrategy } from '../strategy/as-strategy.ts'
import { openCollectorDouble } from '../testing/collector-double.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { openTracing } from './open-tracing.ts'
import { parseHeaders } from './parse-headers.ts'

const START_MS = Date.UTC(2026, 0, 1)
const QUESTION = 'Will the canary question be asked?'

async function openTraced({ withQuestions = false, path = '', headers = {} } = {}) {
  const collector = await openCollectorDouble()
  const happenings = createHappenings()
  const { log, lines } = createSilentLog()
  const tracing = openTracing({
    collector: { endpoint: `${collector.endpoint}${path}`, headers },
    withQuestions,
    about: { 'ig.network': 'finney', 'ig.netuid': 6 },
    happenings,
    fetch,
    log,
  })
  return { collector, tracing, lines, tell: happenings.forecast.tell }
}

type Tell = Awaited<ReturnType<typeof openTraced>>['tell']

function begin(tell: Tell, run = 1): void {
  tell({ run, eventKey: 'ifgames-a', atMs: START_MS, kind: 'begun', strategy: 'llm', question: QUESTION })
}

function stage(
  tell: Tell,
  name: 'news' | 'reason',
  status: 'started' | 'ended',
  afterMs: number,
  run = 1,
): void {
  const counts = { queries: 2, articles: 7, samples: 0, added: true }
  const at = { run, eventKey: 'ifgames-a', atMs: START_MS + afterMs }
  tell({ ...at, kind: 'stage', stage: { stage: name, status, elapsedMs: afterMs, ...counts } })
}

const used = { llmCalls: 3, inputTokens: 900, outputTokens: 120, costUsd: 0.0125 }
const forecast = {
  basis: 'model',
  confidence: 0.8,
  reasoning: 'canary reason',
  usage: { ...used, newsCalls: 4, byRole: {} },
}

test('a forecast is one trace, its stages are spans below it, and nothing of its text is in them', async () => {
  const { collector, tracing, tell } = await openTraced()
  begin(tell)
  stage(tell, 'news', 'started', 10)
  stage(tell, 'news', 'ended', 400)
  stage(tell, 'reason', 'started', 400)
  stage(tell, 'reason', 'ended', 2_000)
  tell({ run: 1, eventKey: 'ifgames-a', atMs: START_MS + 2_100, kind: 'made', forecast: forecast as never })
  await tracing.stop()

  const [news, reason, root] = ['news', 'reason', 'forecast'].map((name) =>
    collector.spans.find((span) => span.name === name),
  )
  expect(collector.spans).toHaveLength(3)
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(1)
  expect([news?.parentSpanId, reason?.parentSpanId, root?.parentSpanId]).toEqual([
    root?.spanId,
    root?.spanId,
    undefined,
  ])
  const nanoseconds = (afterMs: number) => `${START_MS + afterMs}000000`
  expect([news?.startTimeUnixNano, news?.endTimeUnixNano]).toEqual([nanoseconds(10), nanoseconds(400)])
  expect([root?.startTimeUnixNano, root?.endTimeUnixNano]).toEqual([nanoseconds(0), nanoseconds(2_100)])
  expect(news?.attributes).toMatchObject({ 'ig.articles': 7, 'ig.queries': 2, 'ig.added': true })
  expect(root?.attributes).toEqual({
    'ig.event.key': 'ifgames-a',
    'ig.strategy': 'llm',
    'ig.forecast.basis': 'model',
    'ig.forecast.confidence': 0.8,
    'ig.model.calls': 3,
    'ig.model.input_tokens': 900,
    'ig.model.output_tokens': 120,
    'ig.news.calls': 4,
    'ig.cost_usd': 0.0125,
  })
  expect(collector.resources[0]).toEqual({
    'service.name': 'ig-miner',
    'ig.network': 'finney',
    'ig.netuid': 6,
  })
  expect(collector.requests.map(({ path }) => path)).toEqual(['/v1/traces'])
  expect(collector.requests[0]?.text).not.toMatch(/canary/)
})

test('a forecast that fails says with which code, and ends what was under way', async () => {
  const { collector, tracing, tell } = await openTraced()
  begin(tell)
  stage(tell, 'news', 'started', 10)
  const error = new IgError({ code: 'E_MODEL_DOWN', message: 'A canary message.' })
  tell({ run: 1, eventKey: 'ifgames-a', atMs: START_MS + 90, kind: 'failed', error })
  stage(tell, 'news', 'ended', 100)
  await tracing.stop()
  expect(collector.spans.map(({ name }) => name)).toEqual(['news', 'forecast'])
  expect(collector.spans[1]).toMatchObject({
    status: { code: 2 },
    attributes: { 'error.type': 'E_MODEL_DOWN' },
  })
  expect(collector.requests[0]?.text).not.toMatch(/canary/)
})

test('a question is in its trace where that is asked for', async () => {
  const { collector, tracing, tell } = await openTraced({ withQuestions: true, path: '/otlp/v1/traces' })
  begin(tell)
  tell({ run: 1, eventKey: 'ifgames-a', atMs: START_MS, kind: 'made', forecast: forecast as never })
  await tracing.stop()
  expect(collector.spans[0]?.attributes['ig.question']).toBe(QUESTION)
  expect(collector.requests[0]?.path).toBe('/otlp/v1/traces')
})

test('the stages of a real forecaster are traced', async () => {
  const { collector, tracing, tell } = await openTraced()
  const market = { price: async () => 0.62 }
  const strategy = asStrategy(
    {
      name: 'llm',
      paid: false,
      usesModel: false,
      isOwnFile: false,
      asksMarkets: true,
      forecaster: createForecaster({ market }),
    },
    { tell },
  )
  const signal = new AbortController().signal
  const context = { asOf: new Date(), earlier: null, market: null, signal, reserve: () => ({ settle() {} }) }
  await strategy.forecast({ id: 'ifgames-b', question: QUESTION }, context)
  await tracing.stop()
  const names = collector.spans.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['market', 'reason', 'blend', 'forecast']))
  expect(collector.spans.at(-1)?.attributes).toMatchObject({ 'ig.forecast.basis': 'market' })
})

test('forecasts that never end do not fill memory', async () => {
  const { collector, tracing, tell } = await openTraced()
  for (let run = 1; run <= 1_500; run++) begin(tell, run)
  await tracing.stop()
  expect(collector.spans).toHaveLength(500)
})

test('variables of the name OTEL_* change nothing', async () => {
  const canaries = {
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1/canary',
    OTEL_EXPORTER_OTLP_HEADERS: 'x-canary=canary',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: 'x-canary=canary',
    OTEL_SERVICE_NAME: 'canary',
    OTEL_RESOURCE_ATTRIBUTES: 'canary=canary',
    OTEL_TRACES_SAMPLER: 'always_off',
    OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT: '1',
  }
  for (const [name, value] of Object.entries(canaries)) vi.stubEnv(name, value)
  try {
    const settings = resolveSettings({
      flags: new Map(),
      env: canaries,
      files: [],
      home: '/',
      cwd: '/',
    }).values
    expect(settings['otel.endpoint']).toBeNull()
    const { collector, tracing, tell } = await openTraced({ headers: parseHeaders('x-key=abc=, x-team = 7') })
    begin(tell)
    tell({ run: 1, eventKey: 'ifgames-a', atMs: START_MS, kind: 'made', forecast: forecast as never })
    await tracing.stop()
    expect(collector.spans).toHaveLength(1)
    expect(Object.keys(collector.spans[0]?.attributes ?? {}).length).toBeGreaterThan(5)
    expect(JSON.stringify(collector.requests)).not.toMatch(/canary/)
    expect(collector.requests[0]?.headers).toMatchObject({ 'x-key': 'abc=', 'x-team': '7' })
  } finally {
    vi.unstubAllEnvs()
  }
})

test('a collector that refuses costs the traces and one line', async () => {
  const { collector, tracing, lines, tell } = await openTraced({ headers: { 'x-key': 'canary' } })
  collector.answer(503)
  begin(tell)
  tell({ run: 1, eventKey: 'ifgames-a', atMs: START_MS, kind: 'made', forecast: forecast as never })
  await tracing.stop()
  expect(lines).toMatchObject([{ level: 40, why: 'status 503' }])
  expect(JSON.stringify(lines)).not.toMatch(/canary/)
})
