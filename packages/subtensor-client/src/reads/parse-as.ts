import { z } from 'zod'
import { chainDecodeFailed } from '../errors/connection-errors.ts'

const U16_MAX = 65_535

/** A block's header, as far as it is read. */
export const headerSchema = z.object({ number: z.string().regex(/^0x[0-9a-f]{1,13}$/i) })

/** An integer that fits a number, whatever width the runtime gives it. */
export const count = z.union([z.number(), z.bigint()]).transform(Number).refine(Number.isSafeInteger)

/** An amount in rao, exact. */
export const rao = z.union([z.number(), z.bigint()]).transform(BigInt)

/** A u16 that stands for a fraction from 0 to 1. */
export const fraction = count.transform((value) => value / U16_MAX)

/** An account, decoded as SS58. */
export const account = z.string()

/** A text whose bytes are in a list of integers or as they are; what is no UTF-8 becomes U+FFFD. */
export const text = z
  .union([z.instanceof(Uint8Array), z.array(count)])
  .transform((bytes) => Buffer.from(bytes).toString('utf8'))

/**
 * Holds what a runtime answered to the shape that is read of it. Fields that are not known are passed over.
 *
 * @throws IgError `E_CHAIN_DECODE`
 */
export function parseAs<T extends z.ZodType>(schema: T, what: string, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw chainDecodeFailed({ what, cause: parsed.error })
}
