import { IgError } from '@ig/errors'
import type { Forecast, ForecastConfig, Question } from '@ig/forecaster'
import type { Settings } from '../settings/settings-table.ts'
import type { ChosenForecaster } from '../strategy/chosen-forecaster.ts'
import { forecastGround } from './forecast-ground.ts'
import type { ForecastRecords } from './forecast-records.ts'

/** For so long a forecast as of now answers the same question again. */
const LIVE_MS = 15 * 60_000
/** A forecaster that keeps its deadline makes a forecast of what it has by then. */
const GRACE_MS = 5_000

/** What one forecast is made with. */
export interface ForecastMaking {
  readonly settings: Settings
  readonly chosen: ChosenForecaster
  /** Null where nothing is kept. */
  readonly records: ForecastRecords | null
  readonly configurable: NonNullable<ForecastConfig['configurable']>
  readonly signal?: AbortSignal | undefined
  readonly nowMs: () => number
}

/** A forecast, and whether it was made by an earlier run. */
export interface MadeForecast {
  readonly forecast: Forecast
  readonly isReplayed: boolean
  /** The spend cap refused one of its calls. */
  readonly isHeldBack: boolean
}

/**
 * Makes a forecast, or finds the one that an earlier run kept. One that the spend cap or a failure of the models held
 * back is not kept.
 *
 * @throws IgError E_DEADLINE where nothing came in time, and what the forecaster throws
 */
export async function makeForecast(question: Question, making: ForecastMaking): Promise<MadeForecast> {
  const { settings, chosen, configurable, nowMs } = making
  // A file of the user's own may say something else each time.
  const records = chosen.isOwnFile ? null : making.records
  const ground = forecastGround(question, settings)
  const asOf = question.asOf ?? new Date(nowMs())
  const asOfFrom = question.asOf ? undefined : new Date(asOf.getTime() - LIVE_MS)
  const known = records?.find(ground, asOfFrom && { asOfFrom })
  if (known) return { forecast: known, isReplayed: true, isHeldBack: false }

  const deadlineMs = settings['forecast.deadline_seconds'] * 1000
  const deadline = AbortSignal.timeout(deadlineMs + GRACE_MS)
  const signal = making.signal ? AbortSignal.any([deadline, making.signal]) : deadline
  const spending = noteRefusals(configurable)
  const forecast = await chosen.forecaster
    .invoke({ ...question, asOf }, { signal, configurable: spending.configurable })
    .catch((error: unknown) => {
      throw deadline.aborted ? tooLate(deadlineMs, error) : error
    })
  const isHeldBack = spending.wasRefused()
  if (!isHeldBack && (!chosen.usesModel || forecast.basis === 'model')) records?.keep(ground, forecast)
  return { forecast, isReplayed: false, isHeldBack }
}

/** Notes whether the cap held a call back. */
function noteRefusals(configurable: ForecastMaking['configurable']) {
  const { reserve } = configurable
  let refused = false
  if (!reserve) return { configurable, wasRefused: () => false }
  const noting: typeof reserve = (usd, purpose) => {
    try {
      return reserve(usd, purpose)
    } catch (error) {
      refused = true
      throw error
    }
  }
  return { configurable: { ...configurable, reserve: noting }, wasRefused: () => refused }
}

function tooLate(deadlineMs: number, cause: unknown): IgError {
  return new IgError({
    code: 'E_DEADLINE',
    message: 'The forecast was not made in time.',
    values: { deadlineSeconds: deadlineMs / 1000 },
    hint: 'Give it more with --deadline-seconds.',
    cause,
    retryable: true,
  })
}
