import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { IgError } from '@ig/errors'
import type { Blend, Recalibration } from '@ig/forecaster'
import type { PriceCalibration } from '@ig/markets'
import { z } from 'zod'
import { makeFolder } from '../process/make-folder.ts'
import { replaceFile } from '../process/replace-file.ts'

const VERSION = 1
const finite = z.number()
const line = z.object({ slope: finite, intercept: finite })

const prices = z.object({
  slope: finite,
  intercept: finite,
  horizon: finite,
  horizonSlope: finite,
  centre: finite,
  venues: z.record(z.string(), finite),
  minDays: finite.min(0),
  maxDays: finite.min(0),
  fittedOn: z.object({ rows: z.int(), questions: z.int(), source: z.string() }),
}) satisfies z.ZodType<PriceCalibration>

const blend = z.object({
  groups: z.record(z.string(), finite),
  crowd: finite,
  intercept: finite,
  alone: line.optional(),
}) satisfies z.ZodType<Blend>

const recalibration = z.object({
  all: line,
  byType: z.record(z.string(), line),
}) satisfies z.ZodType<Recalibration>

const gain = z.object({ mean: finite, low: finite, high: finite }).nullable()

const fitFile = z.object({
  version: z.literal(VERSION),
  fittedAt: z.iso.datetime(),
  source: z.object({ kind: z.enum(['file', 'history']), rows: z.int(), questions: z.int() }),
  /** What each part gained where it was cross-validated; null where the default stands. */
  gains: z.object({ prices: gain, opinions: gain, selective: gain }),
  prices: prices.nullable(),
  blend: blend.nullable(),
  recalibration: recalibration.nullable(),
  selective: z.object({ minConfidence: z.number().min(0).max(1) }).nullable(),
})

/** What was fitted, part by part; null where the default stands. */
export type FitFile = z.output<typeof fitFile>

/** What a fit's parameters are told apart by, from its bytes. */
export function fitId({ prices, blend, recalibration, selective }: FitFile): string {
  const parameters = JSON.stringify([prices, blend, recalibration, selective])
  return createHash('sha256').update(parameters).digest('hex').slice(0, 16)
}

/**
 * Reads a fit; null where there is no file.
 *
 * @throws IgError E_FIT_FILE for one that cannot be read, is damaged, or of a newer version
 */
export function readFitFile(path: string): FitFile | null {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw badFile(path, `it cannot be read (${code})`, cause)
  }
  const json = parseJson(text)
  const { version } = z.looseObject({ version: z.unknown() }).safeParse(json).data ?? {}
  if (typeof version === 'number' && version > VERSION) throw badFile(path, 'a newer miner wrote it')
  const parsed = fitFile.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw badFile(path, `${issue?.path.join('.') || 'the whole'}: ${issue?.message}`, parsed.error)
}

/**
 * Replaces the file as a whole.
 *
 * @throws IgError E_FIT_WRITE where the disk refuses
 */
export function writeFitFile(path: string, fit: FitFile): void {
  try {
    makeFolder(dirname(path))
    replaceFile(path, `${JSON.stringify(fit, null, 2)}\n`)
  } catch (cause) {
    throw new IgError({
      code: 'E_FIT_WRITE',
      message: 'The fitted parameters cannot be written.',
      values: { path, reason: (cause as NodeJS.ErrnoException).code },
      hint: 'Name another file with --out, or make the folder writable.',
      cause,
    })
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function badFile(path: string, problem: string, cause?: unknown): IgError {
  return new IgError({
    code: 'E_FIT_FILE',
    message: 'The fitted parameters cannot be used.',
    values: { path, problem },
    hint: 'Run `pnpm miner fit` again, or remove the file: then the defaults count.',
    cause,
  })
}
