import type { ResolvedOpinions } from '@ig/forecaster'
import { z } from 'zod'
import { isoDate } from './question-row.ts'
import { facetFields } from './row-facets.ts'

const probabilities = z.array(z.number().min(0).max(1)).default([])

/**
 * A row of stored predictions: what several models said of one question at one time, what the crowd said, and what
 * came true. A question may stand in several rows.
 */
export const predictionRow = z
  .looseObject({
    ...facetFields,
    question: z.string().min(1),
    /** When the predictions were made, and when the question is decided. */
    asOf: isoDate.nullish(),
    cutoff: isoDate.nullish(),
    source: z.string().nullish(),
    crowd: z.number().min(0).max(1).nullish(),
    base: probabilities,
    finetuned: probabilities,
    finetuned_other: probabilities,
    outcome: z.literal([0, 1]),
  })
  .refine(
    ({ base, finetuned, finetuned_other }) => base.length + finetuned.length + finetuned_other.length > 0,
    {
      message: 'at least one prediction in base, finetuned or finetuned_other',
      path: ['base'],
    },
  )

export type PredictionRow = z.output<typeof predictionRow>

/** The groups in which predictions stand. */
export const PREDICTION_GROUPS = ['base', 'finetuned', 'finetuned_other'] as const

/** What the forecaster's blends take. */
export function opinionsOf({
  base,
  finetuned,
  finetuned_other,
  crowd,
  outcome,
}: PredictionRow): ResolvedOpinions {
  return { samples: { base, finetuned, finetuned_other }, crowd: crowd ?? null, outcome }
}

/** Every prediction of a row. */
export function predictionsOf({ base, finetuned, finetuned_other }: PredictionRow): number[] {
  return [...base, ...finetuned, ...finetuned_other]
}
