import type { Question } from '@ig/forecaster'
import { parametersInUse } from '../fit/fit-in-use.ts'
import type { Setting } from '../settings/setting.ts'
import { type Settings, settingsTable } from '../settings/settings-table.ts'
import type { ForecastGround } from './forecast-records.ts'

/** Settings whose values change a forecast. */
const DECIDING =
  /^(forecaster|forecast\.|models\.|openai\.|anthropic\.|embeddings\.|news\.|markets\.|fetch\.)/
/** Among them, what only changes how fast or how dear it is. */
const INDIFFERENT =
  /^(forecast\.(concurrency|deadline_seconds|fit_file)|models\..*(price|usd)|markets\.poll_seconds|(news|embeddings)\..*usd)/

/**
 * What decides the forecast of a question: the question, the settings, the fitted parameters, and of keys only
 * whether there is one. A forecast as of now has no moment in its ground.
 */
export function forecastGround(question: Question, settings: Settings): ForecastGround {
  const decisive = (settingsTable as readonly Setting[])
    .filter(({ name }) => DECIDING.test(name) && !INDIFFERENT.test(name))
    .map(({ name, secret }) => {
      const value = settings[name as keyof Settings]
      return [name, secret ? value !== null : value]
    })
  const { id: fit } = parametersInUse(settings)
  const { asOf, cutoff, background = null, market = null, marketType = null, id = null } = question
  return {
    question: question.question.trim(),
    asOf: asOf?.toISOString() ?? 'now',
    cutoff: cutoff?.toISOString() ?? null,
    background,
    market,
    marketType,
    id,
    settings: Object.fromEntries(decisive),
    ...(fit !== null && { fit }),
  }
}
