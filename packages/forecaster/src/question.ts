import { IgError } from '@ig/errors'
import { z } from 'zod'

/** What the forecaster itself said before about the same question. */
export interface EarlierBelief {
  readonly probability: number
  readonly reasoning: string
  readonly madeAt: Date
  /** Up to when news had been read; null where none had. Default: `madeAt`. See `Forecast.newsReadUntil`. */
  readonly newsReadUntil?: Date | null | undefined
}

/** A binary question. Its text is treated as data by everything that reads it, never as instructions. */
export interface Question {
  /** The question as it is asked, answered by yes or no. */
  readonly question: string
  /** Resolution criteria and context. */
  readonly background?: string | undefined
  /** The moment the forecast is for: nothing later may be used. Default: now. */
  readonly asOf?: Date | undefined
  /** When it closes or resolves. */
  readonly cutoff?: Date | undefined
  /** `polymarket`, `azuro`, ...: where the question comes from. */
  readonly marketType?: string | undefined
  readonly id?: string | undefined
  /** Makes this a re-forecast: only news that it has not read is read. One from after `asOf` is left out of account. */
  readonly earlier?: EarlierBelief | null | undefined
  /** The market's price at `asOf`, from 0 to 1, where the caller has it; the market port is then not asked. */
  readonly market?: number | null | undefined
}

/** A question with its `asOf` settled. */
export interface DatedQuestion extends Question {
  readonly asOf: Date
}

const MAX_QUESTION_LENGTH = 10_000
const MAX_BACKGROUND_LENGTH = 100_000

const questionSchema = z.object({
  question: z.string().trim().min(1).max(MAX_QUESTION_LENGTH),
  background: z.string().max(MAX_BACKGROUND_LENGTH).optional(),
  asOf: z.date().optional(),
  cutoff: z.date().optional(),
  marketType: z.string().max(200).optional(),
  id: z.string().max(1_000).optional(),
  earlier: z
    .object({
      probability: z.number().min(0).max(1),
      reasoning: z.string(),
      madeAt: z.date(),
      newsReadUntil: z.date().nullish(),
    })
    .nullish(),
  market: z.number().min(0).max(1).nullish(),
})

/** Checks a question that comes from outside and dates it. Throws E_QUESTION with the first thing wrong. */
export function parseQuestion(input: unknown, nowMs: number): DatedQuestion {
  const parsed = questionSchema.safeParse(input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new IgError({
      code: 'E_QUESTION',
      message: 'The question cannot be forecast as it stands.',
      values: { at: issue?.path.join('.') || 'question', problem: issue?.message },
      hint: 'Pass { question: "Will ...?" } and, where known, background, asOf and cutoff as dates.',
    })
  }
  const asOf = parsed.data.asOf ?? new Date(nowMs)
  const { earlier } = parsed.data
  // A belief from after the as-of time knows what may not be known yet.
  const isInTime = earlier && earlier.madeAt.getTime() < asOf.getTime()
  return { ...parsed.data, asOf, earlier: isInTime ? earlier : null }
}

/** Up to when news was read for the earlier belief; null where none was, or where there is no belief. */
export function newsReadBefore({ earlier, asOf }: DatedQuestion): Date | null {
  if (!earlier) return null
  const until = earlier.newsReadUntil === undefined ? earlier.madeAt : earlier.newsReadUntil
  return until !== null && until >= asOf ? earlier.madeAt : until
}
