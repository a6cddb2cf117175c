import { IgError } from '@ig/errors'
import { z } from 'zod'
import type { ForecastResult } from '../ports.ts'

const probability = z.number().min(0).max(1)

const forecastResult = z.object({
  probability,
  basis: z.enum(['model', 'market', 'prior']),
  confidence: probability,
  market: probability.nullable(),
  reasoning: z.string(),
  samples: z.array(probability),
  evidence: z.array(z.unknown()),
  usage: z.object({ costUsd: z.number().min(0) }),
  newsReadUntil: z.iso.datetime().nullish(),
})

/**
 * Checks what a strategy gave: "0.7", 70, NaN or a missing field is no forecast. Fields beyond these are dropped.
 * Throws `IgError` E_FORECAST_INVALID (retryable).
 */
export function parseForecastResult(value: unknown): ForecastResult {
  const parsed = forecastResult.safeParse(value)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new IgError({
    code: 'E_FORECAST_INVALID',
    message: 'The strategy gave something that is no forecast.',
    values: { field: issue?.path.join('.') || 'the whole', problem: issue?.message },
    hint: 'Let it return a probability between 0 and 1, with the fields of ForecastResult.',
    cause: parsed.error,
    retryable: true,
  })
}
