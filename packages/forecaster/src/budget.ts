import { IgError } from '@ig/errors'
import type { Reserve } from './ports.ts'

/** A spend cap that is held in memory. */
export interface Budget {
  readonly capUsd: number
  /** Settled cost plus what is reserved. */
  spentUsd(): number
  readonly reserve: Reserve
}

/** Sums of a few cents in floating point: a cap is not passed by a millionth of a cent. */
const ROUNDING_USD = 1e-9

/**
 * A cap for one run: what is reserved counts as spent until it is settled, so the cap is never passed, not by
 * one call. `reserve` throws E_BUDGET; a reservation that is settled twice throws E_BUDGET_SETTLED.
 */
export function createBudget({ capUsd }: { readonly capUsd: number }): Budget {
  let spentUsd = 0
  return {
    capUsd,
    spentUsd: () => spentUsd,
    reserve(worstCaseUsd, purpose) {
      if (!(spentUsd + worstCaseUsd <= capUsd + ROUNDING_USD)) {
        throw new IgError({
          code: 'E_BUDGET',
          message: 'The call could pass the spend cap, so it is not made.',
          values: { purpose, worstCaseUsd, spentUsd, capUsd },
          hint: 'Raise the cap, use a cheaper model, or lower maxOutputTokens.',
        })
      }
      spentUsd += worstCaseUsd
      let settled = false
      return {
        settle(actualUsd) {
          if (settled) {
            throw new IgError({
              code: 'E_BUDGET_SETTLED',
              message: 'A reservation was settled twice.',
              values: { purpose, actualUsd },
            })
          }
          settled = true
          spentUsd += actualUsd - worstCaseUsd
        },
      }
    },
  }
}
