import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Forecast } from '@ig/forecaster'
import { openOutFolder } from '../process/open-out-folder.ts'
import { replaceFile } from '../process/replace-file.ts'
import type { QuestionRow } from './question-row.ts'
import { asQuestion, type QuestionForecast } from './run-questions.ts'

/** The forecasts of a run in its folder, a line each, as they are made. */
export interface ForecastsFile {
  /** The forecast that an interrupted run has left of a row, asked in the same words; null where it has none. */
  find(row: QuestionRow, label: string | null): Forecast | null
  append(made: QuestionForecast, label: string | null): void
  /** Writes them anew in this order, whichever came first: the same forecasts are the same bytes. */
  finish(
    runs: readonly { readonly label: string | null; readonly forecasts: readonly QuestionForecast[] }[],
  ): void
}

/** A line of the file, as far as it is read again. */
interface KeptLine {
  readonly asked: string
  readonly contestant?: string
  readonly forecast: Forecast
}

/**
 * Opens `forecasts.jsonl` of a folder; without `resume` it begins anew.
 *
 * @throws IgError E_OUT where the folder cannot be written
 */
export function openForecastsFile(folder: string, { resume }: { readonly resume: boolean }): ForecastsFile {
  openOutFolder(folder)
  const file = join(folder, 'forecasts.jsonl')
  const kept = new Map<string, Forecast>()
  let needsLineFeed = false
  if (resume && existsSync(file)) {
    const text = readFileSync(file, 'utf8')
    needsLineFeed = text !== '' && !text.endsWith('\n')
    for (const line of text.split('\n')) {
      const one = parseLine(line)
      if (one) kept.set(keyOf(one.asked, one.contestant ?? null), one.forecast)
    }
  } else writeFileSync(file, '', { mode: 0o600 })
  return {
    find: (row, label) => kept.get(keyOf(askedOf(row), label)) ?? null,
    append(made, label) {
      // The half of a line that an interruption has left must not spoil this one.
      appendFileSync(file, `${needsLineFeed ? '\n' : ''}${lineOf(made, label)}`)
      needsLineFeed = false
    },
    finish(runs) {
      const lines = runs.flatMap(({ label, forecasts }) => forecasts.map((made) => lineOf(made, label)))
      replaceFile(file, lines.join(''))
    },
  }
}

function lineOf({ row, forecast }: QuestionForecast, label: string | null): string {
  const { id, asOf, outcome, crowd = null, cutoff, source } = row
  const contestant = label === null ? {} : { contestant: label }
  // What the worth of a price hangs on, for a fit on this file.
  const about = { ...(cutoff && { cutoff }), ...(source && { source }) }
  return `${JSON.stringify({ id, asOf, asked: askedOf(row), ...about, outcome, crowd, ...contestant, forecast })}\n`
}

/** All that was asked: ids come again, and a file of questions is corrected between two runs. */
function askedOf(row: QuestionRow): string {
  return createHash('sha256')
    .update(JSON.stringify(asQuestion(row)))
    .digest('hex')
    .slice(0, 16)
}

function keyOf(asked: string, label: string | null): string {
  return JSON.stringify([asked, label])
}

/** Null for the half of a line that an interruption leaves, too. */
function parseLine(line: string): KeptLine | null {
  try {
    const one = JSON.parse(line)
    return typeof one?.asked === 'string' && typeof one.forecast?.probability === 'number' ? one : null
  } catch {
    return null
  }
}
