import { expect, test } from 'vitest'
import { paceOfToday, sharesOf, spendOfDays } from './spend-view.ts'

const NOW_MS = Date.UTC(2026, 0, 3, 6)
const row = (day: string, purpose: string, usd: number, openUsd = 0) => ({
  day,
  purpose,
  calls: 2,
  usd,
  openUsd,
})

test('adds up money by day, role and provider', () => {
  const rows = [
    row('2026-01-01', 'reason: gpt-5-mini', 0.4),
    row('2026-01-01', 'news:exa', 0.1),
    row('2026-01-03', 'reason: gpt-5-mini', 0.3, 0.2),
    row('2026-01-03', 'my own strategy', 0.05),
  ]
  const days = spendOfDays(rows, {
    nowMs: NOW_MS,
    days: 3,
    providerOf: (model) => (model === 'gpt-5-mini' ? 'openai' : model),
  })
  expect(days).toMatchObject([
    {
      day: '2026-01-01',
      usd: 0.5,
      calls: 4,
      byRole: { reason: 0.4, news: 0.1 },
      byProvider: { openai: 0.4, exa: 0.1 },
    },
    { day: '2026-01-02', usd: 0, calls: 0, byRole: {} },
    { day: '2026-01-03', usd: 0.35, openUsd: 0.2 },
  ])
  expect(sharesOf(days, 'byProvider').slice(0, 2)).toEqual([
    { name: 'openai', usd: 0.7, todayUsd: 0.3, share: expect.closeTo(0.7 / 0.85, 9) },
    { name: 'exa', usd: 0.1, todayUsd: 0, share: expect.closeTo(0.1 / 0.85, 9) },
  ])
  expect(sharesOf(spendOfDays([], { nowMs: NOW_MS, days: 3, providerOf: String }), 'byRole')).toEqual([])
})

test('tells what today comes to, but not in its first hour', () => {
  expect(paceOfToday(0.5, NOW_MS)).toBe(2)
  expect(paceOfToday(0.5, Date.UTC(2026, 0, 3, 0, 59))).toBeNull()
})
