import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Forecast } from '@ig/forecaster'
import { makeFolder } from '../process/make-folder.ts'
import type { QuestionRow } from './question-row.ts'
import type { QuestionForecast } from './run-questions.ts'

/** The forecasts of a run in its folder, a line each, as they are made. */
export interface ForecastsFile {
  /** The forecast that an interrupted run has left of a row; null where it has none. */
  find(row: QuestionRow): Forecast | null
  append(made: QuestionForecast): void
}

/** Opens `forecasts.jsonl` of a folder; without `resume` it begins anew. */
export function openForecastsFile(folder: string, { resume }: { readonly resume: boolean }): ForecastsFile {
  makeFolder(folder)
  const file = join(folder, 'forecasts.jsonl')
  const kept = new Map<string, Forecast>()
  if (resume && existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const one = parseLine(line)
      if (one) kept.set(keyOf(one), one.forecast)
    }
  } else writeFileSync(file, '', { mode: 0o600 })
  return {
    find: (row) => kept.get(keyOf(row)) ?? null,
    append({ row: { id, asOf, outcome, crowd = null }, forecast }) {
      appendFileSync(file, `${JSON.stringify({ id, asOf, outcome, crowd, forecast })}\n`)
    },
  }
}

function keyOf({ id, asOf }: { readonly id: string; readonly asOf: string }): string {
  return JSON.stringify([id, asOf])
}

/** Null for the half of a line that an interruption leaves, too. */
function parseLine(line: string): { id: string; asOf: string; forecast: Forecast } | null {
  try {
    const one = JSON.parse(line)
    return typeof one?.forecast?.probability === 'number' ? one : null
  } catch {
    return null
  }
}
