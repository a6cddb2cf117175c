import { join } from 'node:path'
import { IgError } from '@ig/errors'
import type { Blend, Recalibration } from '@ig/forecaster'
import { type PriceCalibration, SHIPPED_PRICE_CALIBRATION } from '@ig/markets'
import type { Settings } from '../settings/settings-table.ts'
import { type FitFile, fitId, readFitFile } from './fit-file.ts'

/** The parameters that forecasts are made with, fitted or by default. */
export interface ParametersInUse {
  readonly path: string
  /** Null where there is no fit. */
  readonly fit: FitFile | null
  /** Null where there is no fit. */
  readonly id: string | null
  readonly prices: PriceCalibration
  readonly blend: Blend | undefined
  readonly recalibration: Recalibration | undefined
  /** The smallest confidence that the report policy `selective` answers; null leaves it its own thresholds. */
  readonly minConfidence: number | null
}

type FitSettings = Pick<Settings, 'forecast.fit_file' | 'data_dir'>

/**
 * Reads the fit that the settings name. The data folder's may be missing.
 *
 * @throws IgError E_FIT_FILE for one that was named and is not there, and what `readFitFile` throws
 */
export function parametersInUse(settings: FitSettings): ParametersInUse {
  const path = fitPath(settings)
  const fit = readFitFile(path)
  if (fit === null && settings['forecast.fit_file'] !== null) throw missing(path)
  return {
    path,
    fit,
    id: fit && fitId(fit),
    prices: fit?.prices ?? SHIPPED_PRICE_CALIBRATION,
    blend: fit?.blend ?? undefined,
    recalibration: fit?.recalibration ?? undefined,
    minConfidence: fit?.selective?.minConfidence ?? null,
  }
}

/** Where the fit is kept: where the settings say, else in the data folder. */
export function fitPath(settings: FitSettings): string {
  return settings['forecast.fit_file'] ?? join(settings.data_dir, 'fit.json')
}

function missing(path: string): IgError {
  return new IgError({
    code: 'E_FIT_FILE',
    message: 'There is no file of fitted parameters at the place that was named.',
    values: { path },
    hint: 'Correct forecast.fit_file, or write the file with `pnpm miner fit --out FILE`.',
  })
}
