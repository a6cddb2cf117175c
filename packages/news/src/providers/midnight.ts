import { type DateClaim, zonelessClaim } from '../as-of/date-claim.ts'

const DAY_MS = 86_400_000

/** Providers that estimate dates write midnight where they know the day only: such a time is that day, anywhere. */
export function midnightIsDay(claim: DateClaim | null): DateClaim | null {
  if (claim === null || claim.nominalMs % DAY_MS !== 0 || claim.precision === 'relative') return claim
  return zonelessClaim(claim.nominalMs, 'day')
}
