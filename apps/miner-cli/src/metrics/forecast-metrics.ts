import { IgError } from '@ig/errors'
import type { Forecast, RoleUsage } from '@ig/forecaster'
import { Counter, Histogram, type Registry } from 'prom-client'
import type { ForecastHappening, ProviderHappening } from '../miner/happenings.ts'

const FORECAST_SECONDS = [0.1, 0.5, 1, 2.5, 5, 10, 20, 40, 60, 90, 180]
/** Codes are a few constants; a strategy of one's own may make some up. */
const MOST_CODES = 64

/** Counts forecasts, what they used, and how providers did. */
export function createForecastMetrics(registry: Registry) {
  const registers = [registry]
  const counter = (name: string, help: string, labelNames: string[] = []) =>
    new Counter({ name, help, labelNames, registers })
  const forecasts = counter('ig_forecasts_total', 'Forecasts that the strategy made, by their basis.', [
    'basis',
  ])
  const failed = counter('ig_forecast_failures_total', 'Forecasts that failed, by error code.', ['code'])
  const duration = new Histogram({
    name: 'ig_forecast_duration_seconds',
    help: 'How long forecasts took that were made.',
    buckets: FORECAST_SECONDS,
    registers,
  })
  const calls = counter('ig_model_calls_total', 'Model calls of forecasts that were made, by role.', ['role'])
  const tokens = counter('ig_model_tokens_total', 'Tokens of these calls, by role and direction.', [
    'role',
    'direction',
  ])
  const cost = counter('ig_model_cost_usd_total', 'What these calls cost, by role.', ['role'])
  const newsCalls = counter('ig_news_calls_total', 'Calls to providers of news for these forecasts.')
  const providerFailures = counter(
    'ig_provider_failures_total',
    'Failures of a model, news provider or venue.',
    ['kind', 'provider'],
  )
  const codes = new Set<string>()
  const providers = new Set<string>()

  function countUsage({ usage }: Forecast): void {
    add(newsCalls, {}, usage.newsCalls)
    const roles = Object.entries(usage.byRole)
    for (const [role, used] of roles) countRole(role, used)
    // A strategy of one's own says what it cost, not for what.
    if (roles.length === 0 && usage.costUsd > 0) countRole('strategy', usage)
  }

  function countRole(role: string, { llmCalls, inputTokens, outputTokens, costUsd }: RoleUsage): void {
    add(calls, { role }, llmCalls)
    add(tokens, { role, direction: 'input' }, inputTokens)
    add(tokens, { role, direction: 'output' }, outputTokens)
    add(cost, { role }, costUsd)
  }

  const bounded = (known: Set<string>, value: string): string => {
    if (known.size < MOST_CODES) known.add(value)
    return known.has(value) ? value : 'other'
  }

  return {
    forecast(happening: ForecastHappening): void {
      if (happening.kind === 'made') {
        const { forecast } = happening
        forecasts.inc({ basis: forecast.basis })
        const { total } = forecast.timingsMs
        if (total !== undefined) duration.observe(total / 1000)
        countUsage(forecast)
      } else if (happening.kind === 'failed') {
        const code = IgError.isInstance(happening.error) ? happening.error.code : 'unknown'
        failed.inc({ code: bounded(codes, code) })
      }
    },
    provider({ kind, name, code }: ProviderHappening): void {
      if (code !== null) providerFailures.inc({ kind, provider: bounded(providers, name) })
    },
  }
}

/** A counter throws at what is no amount, and what a strategy says it used must not cost its forecast. */
function add(counter: Counter, labels: Readonly<Record<string, string>>, amount: number): void {
  if (amount > 0 && amount < Number.POSITIVE_INFINITY) counter.inc(labels, amount)
}
