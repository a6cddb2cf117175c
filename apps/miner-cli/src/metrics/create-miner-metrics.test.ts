import type { AxonEvent } from '@ig/axon'
import { IgError } from '@ig/errors'
import { expect, onTestFinished, test } from 'vitest'
import { createHappenings } from '../miner/happenings.ts'
import { statusForTest } from '../testing/status-for-test.ts'
import { createMinerMetrics } from './create-miner-metrics.ts'

function openMetrics(status = statusForTest({ chain: 'finney' })) {
  const happenings = createHappenings()
  const metrics = createMinerMetrics({ happenings, view: { status: () => status } })
  onTestFinished(metrics.stop)
  return {
    happenings,
    metrics,
    /** The values of a metric by its labels as they are printed. */
    async series(name: string): Promise<Record<string, number>> {
      const lines = (await metrics.text()).split('\n').filter((line) => line.startsWith(name))
      return Object.fromEntries(
        lines.flatMap((line) => {
          const [, of = '', labels = '', value] = /^([a-z_\d]+)(\{.*\})? (\S+)$/.exec(line) ?? []
          return of === name ? [[labels, Number(value)]] : []
        }),
      )
    },
  }
}

const VALIDATOR = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty'

function request(given: Partial<AxonEvent> = {}): AxonEvent {
  const synapse = 'EventPredictionSynapse'
  const caller = { ss58: VALIDATOR } as NonNullable<AxonEvent['caller']>
  return {
    type: 'answered',
    status: 200,
    synapse,
    caller,
    ip: '::1',
    durationMs: 3,
    message: 'Success',
    ...given,
  }
}

test('counts requests by status and validator, strangers as one, and why they did not verify', async () => {
  const { happenings, series } = openMetrics()
  const { tell } = happenings.request
  const refused = { type: 'refused', status: 401, caller: null } as const
  tell(request())
  tell(request({ durationMs: 30 }))
  tell(request({ type: 'refused', status: 429, message: 'Too many requests' }))
  for (let index = 0; index < 500; index++) {
    const message = `Not Verified with error: Nonce is too old: request was ${index}.5 seconds old`
    tell(request({ ...refused, message, ip: `10.0.0.${index}` }))
  }
  tell(request({ ...refused, message: 'Not Verified with error: Signature mismatch' }))
  tell(request({ type: 'degraded', status: 0 }))
  expect(await series('ig_requests_total')).toEqual({
    [`{status="200",validator="${VALIDATOR}"}`]: 2,
    [`{status="429",validator="${VALIDATOR}"}`]: 1,
    '{status="401",validator="stranger"}': 501,
  })
  expect(await series('ig_verification_failures_total')).toEqual({
    '{reason="stale_nonce"}': 500,
    '{reason="signature"}': 1,
  })
  expect(await series('ig_nonces_unwritten_total')).toEqual({ '': 1 })
  const buckets = await series('ig_request_duration_seconds_bucket')
  expect(buckets['{le="0.005",outcome="answered"}']).toBe(1)
  expect(buckets['{le="+Inf",outcome="answered"}']).toBe(2)
})

test('counts forecasts with what they used by role, failures by code, and failures of providers', async () => {
  const { happenings, series } = openMetrics()
  const { tell } = happenings.forecast
  const at = { run: 1, eventKey: 'ifgames-a', atMs: 0 }
  const used = { llmCalls: 2, inputTokens: 100, outputTokens: 30, costUsd: 0.5 }
  const byRole = { reason: used, rate: { ...used, costUsd: 0.25 } }
  const usage = { ...used, newsCalls: 3, byRole }
  tell({ ...at, kind: 'begun', strategy: 'llm', question: 'A secret question?' })
  tell({ ...at, kind: 'made', forecast: { basis: 'model', usage, timingsMs: { total: 4_000 } } as never })
  const own = { basis: 'model', usage: { ...used, newsCalls: 0, byRole: {} }, timingsMs: {} }
  tell({ ...at, kind: 'made', forecast: own as never })
  tell({ ...at, kind: 'failed', error: new IgError({ code: 'E_FORECAST_DEADLINE', message: 'Late.' }) })
  tell({ ...at, kind: 'failed', error: new Error('whatever') })
  for (let index = 0; index < 200; index++)
    happenings.provider.tell({ kind: 'news', name: `made-up-${index}`, code: 'E_NEWS_SERVER' })
  expect(await series('ig_forecasts_total')).toEqual({ '{basis="model"}': 2 })
  expect(await series('ig_forecast_failures_total')).toEqual({
    '{code="E_FORECAST_DEADLINE"}': 1,
    '{code="unknown"}': 1,
  })
  expect(await series('ig_model_cost_usd_total')).toEqual({
    '{role="reason"}': 0.5,
    '{role="rate"}': 0.25,
    '{role="strategy"}': 0.5,
  })
  expect((await series('ig_model_tokens_total'))['{role="rate",direction="output"}']).toBe(30)
  expect(await series('ig_news_calls_total')).toEqual({ '': 3 })
  const failures = await series('ig_provider_failures_total')
  expect(Object.keys(failures)).toHaveLength(65)
  expect(failures['{kind="news",provider="other"}']).toBe(136)
})

test('amounts that are none cost nobody anything', async () => {
  const { happenings, series } = openMetrics()
  const used = { llmCalls: Number.NaN, inputTokens: -5, outputTokens: Number.POSITIVE_INFINITY, costUsd: 0.5 }
  const forecast = { basis: 'model', usage: { ...used, newsCalls: undefined, byRole: {} }, timingsMs: {} }
  happenings.forecast.tell({ run: 1, eventKey: 'a', atMs: 0, kind: 'made', forecast: forecast as never })
  expect(await series('ig_model_calls_total')).toEqual({})
  expect(await series('ig_model_cost_usd_total')).toEqual({ '{role="strategy"}': 0.5 })
})

test('tells what the status tells, and nothing of what there is not', async () => {
  const chain = openMetrics()
  expect(await chain.series('ig_ready')).toEqual({ '': 1 })
  expect(await chain.series('ig_chain_head_age_seconds')).toEqual({ '': 6 })
  expect(await chain.series('ig_registered')).toEqual({ '': 1 })
  expect(await chain.series('ig_events_by_basis')).toEqual({
    '{basis="model"}': 250,
    '{basis="market"}': 40,
    '{basis="prior"}': 10,
  })
  expect(await chain.series('ig_disk_free_bytes')).toEqual({ '': 40e9 })
  expect((await chain.series('nodejs_eventloop_lag_p99_seconds'))['']).toBeGreaterThanOrEqual(0)
  expect((await chain.series('process_resident_memory_bytes'))['']).toBeGreaterThan(1e7)

  const sandbox = openMetrics({ ...statusForTest(), disk: null, clock: null })
  for (const name of [
    'ig_chain_connected',
    'ig_registered',
    'ig_uid',
    'ig_disk_free_bytes',
    'ig_clock_offset_seconds',
  ])
    expect(await sandbox.series(name)).toEqual({})
})

test('shows a deregistration, not the wait before a place is known', async () => {
  const status = { ...statusForTest({ chain: 'finney' }), registration: null }
  expect(await openMetrics(status).series('ig_registered')).toEqual({ '': 0 })
  expect(await openMetrics({ ...status, axon: null }).series('ig_registered')).toEqual({})
})

test('ends', async () => {
  const { happenings, metrics, series } = openMetrics()
  metrics.stop()
  happenings.request.tell(request())
  expect(await series('ig_requests_total')).toEqual({})
})
