import { readFileSync, statSync } from 'node:fs'
import { IgError } from '@ig/errors'
import type { EventStore } from '../ports.ts'
import { clampForecast } from '../probability.ts'
import { whyNotBelieved } from './believable.ts'
import { type PythonRow, readPythonRow } from './python-row.ts'
import { readPythonJson } from './read-python-json.ts'

/** What became of one file. */
export interface ImportedFile {
  readonly file: string
  readonly rows: number
  /** Events that the store did not know. */
  readonly newEvents: number
  readonly forecasts: number
  /** Events taken over without a number, by the reason for which it was not believed. */
  readonly withoutForecast: Readonly<Record<string, number>>
  /** Rows of which the store knows as much or more, and kept its own. */
  readonly kept: number
  readonly badRows: number
  /** The first of the bad rows. */
  readonly problems: readonly { readonly key: string; readonly problem: string }[]
  /** The file ends in the middle: its writing was interrupted. */
  readonly isCutOff: boolean
}

/** What was taken over from the Python miner. */
export interface ImportReport {
  readonly files: readonly ImportedFile[]
  readonly newEvents: number
  readonly forecasts: number
}

const PROBLEMS_SHOWN = 20
const TAKEN_OVER = 'Taken over from the Python miner.'
const ROWS_A_BATCH = 500

/**
 * Takes over the events and forecasts of the Python miner: `miner-events.json` (2025) and `.miner-cache.json`
 * (June 2024 to February 2025). Rows that cannot be read are counted with the reason and the others kept; what
 * the store already knows stays. Numbers that are a failure's or a guess are left out. The files say no times:
 * a forecast counts as made when its file was last written. Events are payable once a validator asks for them.
 *
 * Throws `IgError` E_IMPORT_NOTHING without a file, E_IMPORT_FILE for one that cannot be read, E_IMPORT_FORMAT
 * for one that is no JSON object.
 *
 * Source: `neurons/miner` of amedeo-gigaver/infinite_games at 6ebb39b, and its history to 6f089ae.
 *
 * @example
 * const report = importPythonMiner({ store, eventsFile: '../infinite_games/miner-events.json', nowMs: Date.now() })
 */
export function importPythonMiner(settings: {
  readonly store: EventStore
  readonly eventsFile?: string | undefined
  readonly cacheFile?: string | undefined
  readonly nowMs: number
}): ImportReport {
  const { store, eventsFile, cacheFile, nowMs } = settings
  // The newer file first: what it says stands against the older one.
  const files = [eventsFile, cacheFile].filter((file) => file !== undefined)
  if (files.length === 0) {
    throw new IgError({
      code: 'E_IMPORT_NOTHING',
      message: 'No file of the Python miner was named.',
      hint: 'Name its miner-events.json, its .miner-cache.json, or both.',
    })
  }
  const read = files.map(readFile)
  const reports = read.map((content) => importFile(store, content, nowMs))
  return {
    files: reports,
    newEvents: reports.reduce((sum, { newEvents }) => sum + newEvents, 0),
    forecasts: reports.reduce((sum, { forecasts }) => sum + forecasts, 0),
  }
}

interface FileContent {
  readonly file: string
  readonly text: string
  readonly writtenAtMs: number
}

function readFile(file: string): FileContent {
  try {
    return { file, text: readFileSync(file, 'utf8'), writtenAtMs: Math.floor(statSync(file).mtimeMs) }
  } catch (cause) {
    throw new IgError({
      code: 'E_IMPORT_FILE',
      message: "The Python miner's file cannot be read.",
      values: { file, reason: cause instanceof Error ? cause.message : String(cause) },
      hint: 'It lies in the folder in which the Python miner ran.',
      cause,
    })
  }
}

function importFile(
  store: EventStore,
  { file, text, writtenAtMs }: FileContent,
  nowMs: number,
): ImportedFile {
  const { rows, isCutOff } = readPythonJson(text, file)
  const problems: { key: string; problem: string }[] = []
  const good: PythonRow[] = []
  for (const [key, row] of rows) {
    const read = readPythonRow(key, row)
    if ('problem' in read) problems.push({ key, problem: read.problem })
    else good.push(read)
  }
  const counts = { newEvents: 0, forecasts: 0, kept: 0, withoutForecast: {} as Record<string, number> }
  const madeAtMs = Math.min(writtenAtMs, nowMs)
  for (let from = 0; from < good.length; from += ROWS_A_BATCH) {
    importRows(store, good.slice(from, from + ROWS_A_BATCH), madeAtMs, nowMs, counts)
  }
  return {
    file,
    rows: rows.length,
    ...counts,
    badRows: problems.length,
    problems: problems.slice(0, PROBLEMS_SHOWN),
    isCutOff,
  }
}

function importRows(
  store: EventStore,
  rows: readonly PythonRow[],
  madeAtMs: number,
  nowMs: number,
  counts: { newEvents: number; forecasts: number; kept: number; withoutForecast: Record<string, number> },
): void {
  // A wording that the store does not know may be older than its own, and its own has a forecast.
  const wanted = rows.filter(({ event }) => store.forecastHistory(event.key).length === 0)
  counts.kept += rows.length - wanted.length
  const sighting = { callerSs58: 'import-python', nowMs, mayPay: false }
  const seen = store.see(
    wanted.map(({ event }) => event),
    sighting,
    () => null,
  )
  const believed = wanted.flatMap((row, index) => {
    const { change, event, revision } = seen[index] as (typeof seen)[number]
    if (change === 'new') counts.newEvents += 1
    const doubt = whyNotBelieved(row.probability, row.isDone)
    if (doubt !== null) {
      counts.withoutForecast[doubt] = (counts.withoutForecast[doubt] ?? 0) + 1
      return []
    }
    return [
      {
        eventKey: event.key,
        revision,
        madeAtMs,
        probability: clampForecast(row.probability as number),
        basis: 'model' as const,
        confidence: 0,
        market: null,
        reasoning: row.reasoning ?? TAKEN_OVER,
        samples: [],
        evidence: [],
        costUsd: 0,
      },
    ]
  })
  store.appendForecasts(believed)
  counts.forecasts += believed.length
}
