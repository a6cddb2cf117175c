import { expect, test } from 'vitest'
import { spendShares } from './spend-shares.ts'

test('money by role and by who was paid', () => {
  const byPurpose = { 'reason: a': 0.3, 'rate: a': 0.1, 'rate: b:2': 0.05, 'news:exa': 0.02, 'my own': 0.01 }
  expect(spendShares(byPurpose, (model) => `host of ${model}`)).toEqual({
    byRole: { reason: 0.3, rate: 0.15, news: 0.02, 'my own': 0.01 },
    byProvider: { 'host of a': 0.4, 'host of b:2': 0.05, exa: 0.02, 'my own': 0.01 },
  })
})
