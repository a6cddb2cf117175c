import { createMemoryStore, createReportPolicy, type MinerEvent, type StoredForecast } from '@ig/miner'
import { expect, test } from 'vitest'
import { resolveSettings } from '../settings/resolve-settings.ts'
import type { ChosenForecaster } from '../strategy/chosen-forecaster.ts'
import { createSilentLog } from '../testing/silent-log.ts'
import { changingForecaster, changingLedger, changingReport } from './changing-engine.ts'
import { createReload } from './reload.ts'

const NOW_MS = Date.UTC(2026, 0, 10)

/** Settings by environment, which can be another the next time it is read. */
function open(env: Record<string, string>) {
  const now = { env }
  const reread = () => resolveSettings({ flags: new Map(), env: now.env, files: [], home: '/', cwd: '/' })
  const { log, lines } = createSilentLog()
  const settings = reread().values
  return { now, settings, reload: createReload({ started: settings, reread, log }), lines }
}

test('a cap that was raised holds for the next call, and what was spent still counts', async () => {
  const { now, settings, reload } = open({ IG_BUDGET_MAX_COST_USD_PER_DAY: '1' })
  const store = createMemoryStore({ nowMs: () => NOW_MS })
  const ledger = changingLedger({
    settings,
    reload,
    open: (values) => store.ledger({ capUsdPerDay: values['budget.max_cost_usd_per_day'] }),
  })
  const call = { usd: 0.8, purpose: 'reason', eventKey: null, revision: null, nowMs: NOW_MS }
  const first = ledger.reserve(call)
  expect(() => ledger.reserve(call)).toThrow(/E_BUDGET|spend cap/)
  now.env = { IG_BUDGET_MAX_COST_USD_PER_DAY: '2' }
  await reload.run()
  expect(ledger.capUsdPerDay).toBe(2)
  ledger.reserve(call)
  first.settle(0.1)
  expect(ledger.spentUsd(NOW_MS)).toBeCloseTo(0.9)
})

test('another report policy holds for the next answer', async () => {
  const { now, settings, reload } = open({})
  const report = changingReport({
    settings,
    reload,
    open: (values) => createReportPolicy(values['report.policy']),
  })
  const forecast = { probability: 0.002 } as StoredForecast
  expect(report(forecast, {} as MinerEvent)).toBe(0.002)
  now.env = { IG_REPORT_POLICY: 'clip' }
  await reload.run()
  expect(report(forecast, {} as MinerEvent)).toBe(0.01)
})

test('a new key is used from the next forecast on; settings without any model leave the old one', async () => {
  const { now, settings, reload, lines } = open({ OPENAI_API_KEY: 'first-key' })
  const opened = (key: string | null) =>
    key === null
      ? null
      : ({ name: 'llm', forecaster: { invoke: async () => key } } as unknown as ChosenForecaster)
  const chosen = await changingForecaster({
    settings,
    reload,
    open: async (values) => opened(values['openai.api_key']),
  })
  const used = () => chosen?.forecaster.invoke({ question: 'Will it?', asOf: new Date(NOW_MS) })
  expect(await used()).toBe('first-key')
  now.env = { OPENAI_API_KEY: 'second-key' }
  await reload.run()
  expect(await used()).toBe('second-key')
  now.env = {}
  await reload.run()
  expect(await used()).toBe('second-key')
  expect(lines.at(-2)).toMatchObject({ level: 50, settings: ['openai.api_key'] })
})
