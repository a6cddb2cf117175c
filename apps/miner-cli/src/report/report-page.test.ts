import { expect, test } from 'vitest'
import { judgeBacktest } from '../backtest/backtest-report.ts'
import { reportPage } from './report-page.ts'
import { sampleContest } from './testing/sample-contest.ts'
import { figuresOf } from './write-report.ts'

const pageOf = (contest: ReturnType<typeof sampleContest>, seed = 1) => {
  const data = {
    title: 'Backtest',
    contest,
    report: judgeBacktest(contest, { draws: 100, seed, seasons: 2 }),
  }
  return reportPage(data, figuresOf(data))
}

test('the same contest and seed are the same bytes, another seed is not', () => {
  const page = pageOf(sampleContest())
  expect(pageOf(sampleContest())).toBe(page)
  expect(pageOf(sampleContest(), 2)).not.toBe(page)
})

test('what cannot be drawn is left out, with the reason', () => {
  const { entries, ...contest } = sampleContest()
  const rows = contest.rows.map(({ question, outcome }) => ({ question, outcome }))
  const forecasts = entries
    .filter(({ name }) => name !== 'marketRaw')
    .map((one) => ({ ...one, costUsd: null }))
  const page = pageOf({ ...contest, rows, entries: forecasts, market: null })
  expect(page).toContain('Not drawn')
  for (const reason of [
    'no row tells when',
    "has the market's price (crowd)",
    'have cost anything',
    'each of its times',
  ]) {
    expect(page.replaceAll('&quot;', '"')).toContain(reason)
  }
  expect(page).not.toContain('On a simulated subnet</h2>')
})
