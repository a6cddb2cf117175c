import { IgError } from '@ig/errors'
import type { SpendLedger } from '../ports.ts'
import type { Write } from './journal.ts'
import { utcDay } from './utc-day.ts'

// Sums of doubles drift; whole billionths of a dollar do not.
const roundUsd = (usd: number) => Math.round(usd * 1e9) / 1e9

/** Where a ledger keeps its rows. */
export interface LedgerRows {
  /** An id that no row has. */
  nextId(): number
  spentByPurpose(day: number): Readonly<Record<string, number>>
  /** On disk when it returns; throws where the disk refuses, as money not written down must not be spent. */
  reserve(row: Extract<Write, { type: 'reserve' }>): void
  /** May be late: until it is on disk the worst case counts. */
  settle(row: Extract<Write, { type: 'settle' }>): void
}

interface Spent {
  usd: number
  readonly byPurpose: Map<string, number>
}

/**
 * The one book behind a store's ledgers. A reservation counts at its worst case, on the UTC day it was made,
 * until it is settled; one that a crash left open keeps counting.
 */
export function createSpendBook(rows: LedgerRows): (capUsdPerDay: number) => SpendLedger {
  const days = new Map<number, Spent>()

  function spentOn(day: number): Spent {
    let spent = days.get(day)
    if (spent === undefined) {
      const byPurpose = new Map(Object.entries(rows.spentByPurpose(day)))
      spent = { usd: roundUsd([...byPurpose.values()].reduce((sum, usd) => sum + usd, 0)), byPurpose }
      days.set(day, spent)
      for (const kept of days.keys()) if (Math.abs(kept - day) > 2) days.delete(kept)
    }
    return spent
  }

  function add(day: number, purpose: string, usd: number): void {
    const spent = spentOn(day)
    spent.usd = roundUsd(spent.usd + usd)
    spent.byPurpose.set(purpose, roundUsd((spent.byPurpose.get(purpose) ?? 0) + usd))
  }

  return (capUsdPerDay) => ({
    capUsdPerDay: assertUsd(capUsdPerDay, 'The cap is not a number of dollars.'),
    spentUsd: (nowMs) => spentOn(utcDay(nowMs)).usd,
    spentByPurpose: (nowMs) => Object.fromEntries(spentOn(utcDay(nowMs)).byPurpose),
    reserve({ usd, purpose, eventKey, revision, nowMs }) {
      assertUsd(usd, 'What is to be reserved is not a number of dollars.')
      const day = utcDay(nowMs)
      const spent = spentOn(day).usd
      if (roundUsd(spent + usd) > capUsdPerDay) {
        throw new IgError({
          code: 'E_BUDGET',
          message: "The call's worst case would pass today's spend cap.",
          values: { purpose, worstCaseUsd: usd, spentTodayUsd: spent, capUsdPerDay },
          hint: 'Raise budget.max_cost_usd_per_day, or wait for midnight UTC.',
        })
      }
      const id = rows.nextId()
      rows.reserve({ type: 'reserve', id, day, usd, purpose, eventKey, revision, atMs: nowMs })
      add(day, purpose, usd)
      let settled = false
      return {
        settle(actualUsd) {
          if (settled) return
          assertUsd(actualUsd, 'What was spent is not a number of dollars; the worst case keeps counting.')
          settled = true
          add(day, purpose, actualUsd - usd)
          rows.settle({ type: 'settle', id, usd: actualUsd })
        },
      }
    },
  })
}

function assertUsd(usd: number, message: string): number {
  if (Number.isFinite(usd) && usd >= 0) return usd
  throw new IgError({ code: 'E_USD', message, values: { usd }, hint: 'Give a finite number of at least 0.' })
}
