import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IgError } from '@ig/errors'
import { z } from 'zod'
import { openOutFolder } from '../process/open-out-folder.ts'

const line = z.object({
  key: z.string(),
  probability: z.number().min(0).max(1),
  reasoning: z.string(),
  basis: z.enum(['model', 'market', 'prior']),
  costUsd: z.number().min(0),
  llmCalls: z.int().min(0),
})

/** A forecast of a round as it is kept. */
export type RoundForecast = z.output<typeof line>

/** The forecasts of a round in its folder, a line each, as they are made. */
export interface RoundFile {
  readonly made: ReadonlyMap<string, RoundForecast>
  append(forecast: RoundForecast): void
}

/**
 * Opens `forecasts.jsonl` of a folder, which belongs to one question set.
 *
 * @throws IgError E_OUT where the folder cannot be written; E_RESUME where there are forecasts and none were to be
 * kept, or they are of another set
 */
export function openRoundFile(
  folder: string,
  { questionSet, resume }: { readonly questionSet: string; readonly resume: boolean },
): RoundFile {
  openOutFolder(folder)
  const file = join(folder, 'forecasts.jsonl')
  const about = join(folder, 'round.json')
  const made = new Map<string, RoundForecast>()
  const before = existsSync(about) ? readFileSync(about, 'utf8').trim() : null
  const now = JSON.stringify({ questionSet })
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  for (const one of text.split('\n')) {
    const kept = parseLine(one)
    if (kept) made.set(kept.key, kept)
  }
  if (made.size > 0 && !resume) throw wrongFolder(folder, 'it holds forecasts already')
  if (made.size > 0 && before !== now) throw wrongFolder(folder, 'it holds forecasts of another round')
  writeFileSync(about, `${now}\n`, { mode: 0o600 })
  // The half of a line that an interruption has left must not spoil the next one.
  if (text !== '' && !text.endsWith('\n')) appendFileSync(file, '\n')
  else if (text === '') writeFileSync(file, '', { mode: 0o600 })
  return {
    made,
    append(forecast) {
      made.set(forecast.key, forecast)
      appendFileSync(file, `${JSON.stringify(forecast)}\n`)
    },
  }
}

function parseLine(text: string): RoundForecast | null {
  try {
    return line.parse(JSON.parse(text))
  } catch {
    // The half of a line: its forecast is made again, from the answers that the cache has.
    return null
  }
}

function wrongFolder(folder: string, problem: string): IgError {
  return new IgError({
    code: 'E_RESUME',
    message: 'The folder cannot take this round.',
    values: { folder, problem },
    hint: 'Go on with --resume and the same question set, or name another folder with --out.',
  })
}
