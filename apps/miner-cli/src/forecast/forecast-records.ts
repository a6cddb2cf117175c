import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Forecast } from '@ig/forecaster'
import { z } from 'zod'
import { makeFolder } from '../process/make-folder.ts'
import { replaceFile } from '../process/replace-file.ts'

/** What decides a forecast, as plain JSON; the same ones have one record. */
export type ForecastGround = Readonly<Record<string, unknown>>

/** Whole forecasts of earlier runs, so that the same command prints the same again, timings included. */
export interface ForecastRecords {
  /** The forecast that was kept for these grounds as of this moment or later; null where there is none. */
  find(ground: ForecastGround, options?: { readonly asOfFrom?: Date }): Forecast | null
  keep(ground: ForecastGround, forecast: Forecast): void
}

/** Changes with the shape of a forecast, so that an older record is not found. */
const VERSION = 1

const record = z.looseObject({
  question: z.string(),
  asOf: z.iso.datetime(),
  probability: z.number().min(0).max(1),
  reasoning: z.string(),
})

/** Records as files in a folder, each readable for its owner only. */
export function openForecastRecords(folder: string): ForecastRecords {
  const fileOf = (ground: ForecastGround) => {
    const key = createHash('sha256').update(JSON.stringify([VERSION, ground]))
    return join(folder, `${key.digest('hex')}.json`)
  }
  return {
    find(ground, { asOfFrom } = {}) {
      const found = readRecord(fileOf(ground))
      if (found === null || (asOfFrom && Date.parse(found.asOf) < asOfFrom.getTime())) return null
      return found
    },
    keep(ground, forecast) {
      makeFolder(folder)
      replaceFile(fileOf(ground), JSON.stringify(forecast))
    },
  }
}

function readRecord(file: string): Forecast | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
  const value = parseJson(text)
  // The value itself, not what the schema makes of it: its order is printed again.
  return record.safeParse(value).success ? (value as Forecast) : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Not written by us: the forecast is made anew.
    return null
  }
}
