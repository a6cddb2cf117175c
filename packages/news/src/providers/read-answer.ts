import { IgError } from '@ig/errors'
import type { z } from 'zod'
import type { DateClaim } from '../as-of/date-claim.ts'
import { type DateContext, parseDate } from '../as-of/parse-date.ts'

/**
 * The answer as its schema says.
 *
 * @throws IgError `E_NEWS_ANSWER` for what is not JSON or has another form
 */
export function readJson<Schema extends z.ZodType>(
  provider: string,
  body: string,
  schema: Schema,
): z.output<Schema> {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    throw unreadable(provider, 'not JSON')
  }
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw unreadable(provider, `${issue?.path.join('.') || 'answer'}: ${issue?.code}`)
}

/** The error of an answer that is not of the documented form; it quotes nothing of the answer. */
export function unreadable(provider: string, reason: string): IgError {
  return new IgError({
    code: 'E_NEWS_ANSWER',
    message: "A news provider's answer is not of the documented form.",
    values: { provider, reason },
  })
}

/** The date of a last change: null where there is none, `unreadable` where it cannot be read. */
export function readUpdate(value: unknown, context: DateContext): DateClaim | 'unreadable' | null {
  if (value === null || value === undefined || value === '') return null
  return parseDate(value, context) ?? 'unreadable'
}

/** The host without `www.`, for articles whose publisher is not named; empty for a broken address. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, '') : ''
}
