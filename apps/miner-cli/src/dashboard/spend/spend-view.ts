import type { SpendOfDay } from '@ig/miner'
import { spendShares } from '../../miner/spend-shares.ts'

/** The money of a UTC day. */
export interface DaySpend {
  /** `2026-11-22`. */
  readonly day: string
  readonly usd: number
  readonly calls: number
  /** Of `usd`, reserved and not settled. */
  readonly openUsd: number
  readonly byRole: Readonly<Record<string, number>>
  readonly byProvider: Readonly<Record<string, number>>
}

/** One way to split money: a role, or who was paid. */
export interface Share {
  readonly name: string
  readonly todayUsd: number
  readonly usd: number
  /** Of all, 0 to 1. */
  readonly share: number
}

const DAY_MS = 86_400_000

/** The last days, the oldest first, those without a call among them. */
export function spendOfDays(
  rows: readonly SpendOfDay[],
  {
    nowMs,
    days,
    providerOf,
  }: { readonly nowMs: number; readonly days: number; readonly providerOf: (model: string) => string },
): DaySpend[] {
  const byDay = Map.groupBy(rows, ({ day }) => day)
  return Array.from({ length: days }, (_, index) => {
    const day = new Date(nowMs - (days - 1 - index) * DAY_MS).toISOString().slice(0, 10)
    const spent = byDay.get(day) ?? []
    const byPurpose = Object.fromEntries(spent.map(({ purpose, usd }) => [purpose, usd]))
    const sum = (value: (row: SpendOfDay) => number) =>
      roundUsd(spent.reduce((all, row) => all + value(row), 0))
    return {
      day,
      usd: sum(({ usd }) => usd),
      calls: sum(({ calls }) => calls),
      openUsd: sum(({ openUsd }) => openUsd),
      ...spendShares(byPurpose, providerOf),
    }
  })
}

/** How the money of some days is split, the largest part first. */
export function sharesOf(days: readonly DaySpend[], by: 'byRole' | 'byProvider'): Share[] {
  const sums = new Map<string, number>()
  for (const day of days)
    for (const [name, usd] of Object.entries(day[by])) sums.set(name, (sums.get(name) ?? 0) + usd)
  const all = [...sums.values()].reduce((sum, usd) => sum + usd, 0)
  const today = days.at(-1)?.[by] ?? {}
  return [...sums]
    .map(([name, usd]) => ({
      name,
      usd: roundUsd(usd),
      todayUsd: Object.hasOwn(today, name) ? (today[name] ?? 0) : 0,
      share: all === 0 ? 0 : usd / all,
    }))
    .toSorted((a, b) => b.usd - a.usd || (a.name < b.name ? -1 : 1))
}

/** What today comes to at the pace of its hours so far; null in the first hour, which says little. */
export function paceOfToday(todayUsd: number, nowMs: number): number | null {
  const sinceMidnightMs = nowMs % DAY_MS
  return sinceMidnightMs < 3_600_000 ? null : (todayUsd * DAY_MS) / sinceMidnightMs
}

function roundUsd(usd: number): number {
  return Math.round(usd * 1e9) / 1e9
}
