import { z } from 'zod'

/** A price from 0 to 1, as a number or as decimal text; anything else is null. */
export const price = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .transform((value) => (value >= 0 && value <= 1 ? value : null))
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

/** A count or an amount of 0 or more, as a number or as text; anything else is null. */
export const amount = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .transform((value) => (value >= 0 && value < Infinity ? value : null))
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)

/** A moment as ISO 8601 text; anything else is null. */
export const isoMoment = z
  .string()
  .transform((text) => new Date(text))
  .transform((date) => (Number.isNaN(date.getTime()) ? null : date))
  .nullish()
  .transform((value) => value ?? null)
  .catch(null)
