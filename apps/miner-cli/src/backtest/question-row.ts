import { z } from 'zod'
import { facetFields } from './row-facets.ts'

export const isoDate = z.string().refine((text) => !Number.isNaN(Date.parse(text)), { message: 'not a date' })

/** A resolved question to forecast as of a time. */
export const questionRow = z.looseObject({
  ...facetFields,
  id: z.string().min(1),
  question: z.string().min(1),
  background: z.string().nullish(),
  asOf: isoDate,
  cutoff: isoDate.nullish(),
  outcome: z.literal([0, 1]),
  /** The market's price, or the community's forecast, at `asOf`. */
  crowd: z.number().min(0).max(1).nullish(),
  /** The venue. */
  source: z.string().nullish(),
})

export type QuestionRow = z.output<typeof questionRow>
